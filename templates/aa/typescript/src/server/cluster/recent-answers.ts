/** Answers that hold for a while, by their question. */
export type RecentAnswers<T> = {
  /** The answer of before, or that of `ask`; whoever asks the same meanwhile waits for the same. */
  readonly get: (question: string, ask: () => Promise<T>) => Promise<T>;
};

type Entry<T> = { readonly answer: Promise<T>; until: number };

/**
 * Keeps the `most` answers that were used last, each for `keepMilliseconds` from when it came; a failure is not kept
 * (k8s.io/apiserver pkg/util/cache LRUExpireCache).
 */
export const createRecentAnswers = <T>({
  keepMilliseconds,
  most,
  now,
}: {
  readonly keepMilliseconds: number;
  readonly most: number;
  readonly now: () => number;
}): RecentAnswers<T> => {
  // A Map gives its keys in the order in which they were set, so the first is the one that was used longest ago.
  const entries = new Map<string, Entry<T>>();
  const use = (question: string, entry: Entry<T>): Promise<T> => {
    entries.delete(question);
    entries.set(question, entry);
    const [oldest] = entries.keys();
    if (entries.size > most && oldest !== undefined) entries.delete(oldest);
    return entry.answer;
  };
  const ask = (question: string, answer: Promise<T>): Promise<T> => {
    const entry = { answer, until: Number.POSITIVE_INFINITY };
    answer.then(
      () => {
        entry.until = now() + keepMilliseconds;
      },
      () => {
        if (entries.get(question) === entry) entries.delete(question);
      },
    );
    return use(question, entry);
  };
  return {
    get: (question, answer) => {
      const known = entries.get(question);
      return known !== undefined && now() < known.until ? use(question, known) : ask(question, answer());
    },
  };
};
