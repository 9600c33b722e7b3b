import type { RowChoice } from '../../options/discover/answers.ts';
import type { Problem } from './catalog.ts';

/**
 * The problems that concern the group of `--api-group`: those of its versions, and those of the list that names it,
 * which is /api for the core group and /apis for all others.
 *
 * @returns every problem where no group was chosen
 */
export function problemsOfGroup(
  problems: readonly Problem[],
  { apiGroup }: Pick<RowChoice, 'apiGroup'>,
): readonly Problem[] {
  if (apiGroup === undefined) return problems;
  return problems.filter(
    ({ groupVersion }) => groupOf(groupVersion) === apiGroup || isListOf(groupVersion, apiGroup),
  );
}

function isListOf(path: string, apiGroup: string): boolean {
  return path === (apiGroup === '' ? '/api' : '/apis');
}

/** @returns undefined for the path of a list */
function groupOf(groupVersion: string): string | undefined {
  if (groupVersion.startsWith('/')) return undefined;
  return groupVersion.includes('/') ? groupVersion.replace(/\/.*/, '') : '';
}
