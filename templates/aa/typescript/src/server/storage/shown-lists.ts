import type { StoredList } from './storage.ts';

/** Lists of the present state, by prefix: all who ask for one until the next change get the same. */
export type ShownLists = {
  readonly get: (prefix: string) => StoredList;
  readonly clear: () => void;
};

/** Of how many prefixes the list is kept. */
const mostLists = 16;

/** Keeps what `read` gives until it is cleared. */
export const createShownLists = (read: (prefix: string) => StoredList): ShownLists => {
  const shown = new Map<string, StoredList>();
  return {
    get: (prefix) => {
      const known = shown.get(prefix);
      if (known !== undefined) return known;
      if (shown.size >= mostLists) shown.clear();
      const list = read(prefix);
      shown.set(prefix, list);
      return list;
    },
    clear: () => shown.clear(),
  };
};
