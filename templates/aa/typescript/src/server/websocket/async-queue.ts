/** Values on their way from those who push to the one who iterates. */
export type AsyncQueue<T> = {
  readonly push: (value: T) => void;
  /** Ends the iteration after what is there, with an error where one is given. */
  readonly end: (cause?: Error) => void;
  readonly length: () => number;
  readonly values: AsyncIterable<T>;
};

type QueueListener = {
  /** Each time that the reader has worked off a value. */
  readonly onTaken?: () => void;
  /** When the reader is done, or stops early. */
  readonly onLeft?: () => void;
};

/** A queue for one reader. */
export const createAsyncQueue = <T>({ onTaken, onLeft }: QueueListener = {}): AsyncQueue<T> => {
  const waiting: T[] = [];
  let ended: { readonly cause: Error | undefined } | undefined;
  let wake = () => {};
  const end = (cause?: Error): void => {
    ended ??= { cause };
    wake();
  };
  const hasNext = async (): Promise<boolean> => {
    if (waiting.length === 0 && ended === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (waiting.length > 0) return true;
    if (ended?.cause !== undefined) throw ended.cause;
    return false;
  };
  async function* read(): AsyncGenerator<T, void, undefined> {
    try {
      while (await hasNext()) {
        yield* waiting.splice(0, 1);
        onTaken?.();
      }
    } finally {
      end();
      waiting.length = 0;
      onLeft?.();
    }
  }
  const push = (value: T): void => {
    if (ended !== undefined) return;
    waiting.push(value);
    wake();
  };
  return { push, end, length: () => waiting.length, values: read() };
};
