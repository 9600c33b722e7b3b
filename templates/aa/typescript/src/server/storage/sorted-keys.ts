/** Keys in their order, so that a prefix is one range of them. */
export type SortedKeys = {
  readonly add: (key: string) => void;
  readonly remove: (key: string) => void;
  /** All keys that begin with the prefix, in order. */
  readonly under: (prefix: string) => readonly string[];
  /** How many keys begin with the prefix. */
  readonly count: (prefix: string) => number;
};

/** A set of sorted keys; adding and removing move the tail of one array, which is fast to 100,000s. */
export const createSortedKeys = (initial: Iterable<string> = []): SortedKeys => {
  const keys = [...new Set(initial)].sort();
  return {
    add: (key) => {
      const position = firstNotBefore(keys, key);
      if (keys[position] !== key) keys.splice(position, 0, key);
    },
    remove: (key) => {
      const position = firstNotBefore(keys, key);
      if (keys[position] === key) keys.splice(position, 1);
    },
    under: (prefix) => {
      const start = firstNotBefore(keys, prefix);
      let end = start;
      while (keys[end]?.startsWith(prefix)) end += 1;
      return keys.slice(start, end);
    },
    count: (prefix) => firstNotBefore(keys, `${prefix}\uffff`) - firstNotBefore(keys, prefix),
  };
};

const firstNotBefore = (keys: readonly string[], wanted: string): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};
