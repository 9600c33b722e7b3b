import type { ServingMap } from '../serving/serving.ts';
import type { Catalog, Problem } from './catalog.ts';
import { groupVersion } from './resource.ts';

/**
 * Adds what the APIServices know to the problems of a walk: the Available condition of each group version that is
 * missing or stale, and a problem for each unavailable APIService that discovery does not list at all.
 */
export function explainProblems({ groups, problems }: Catalog, serving: ServingMap): readonly Problem[] {
  const listed = new Set(
    groups.flatMap(({ name, versions }) => versions.map(({ version }) => groupVersion(name, version))),
  );
  const explained = problems.map((problem) => {
    const condition = serving.get(problem.groupVersion)?.condition;
    if (condition === undefined) return problem;
    return { ...problem, cause: problem.cause === '' ? condition : `${problem.cause}; ${condition}` };
  });
  const unlisted = [...serving].flatMap(([gv, { condition = '' }]) => {
    if (condition === '' || listed.has(gv)) return [];
    return [
      {
        groupVersion: gv,
        message: 'its APIService is not available, and discovery does not list it',
        cause: condition,
      },
    ];
  });
  return [...explained, ...unlisted];
}
