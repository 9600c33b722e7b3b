import type { Untried } from './check.ts';

/** Numbers for which no server is asked, so that the table has all of them. */
export const UNTRIED: readonly Untried[] = [
  {
    id: 113,
    priority: 1,
    title: 'a kind that can only be read says so, and the controllers of the cluster leave it alone',
    reason: 'kx scaffolds no kind that can only be read',
  },
];
