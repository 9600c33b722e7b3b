import type { Violation } from '../../errors.ts';
import { columnFormatProblem } from '../../model/check/check-columns.ts';
import type { CustomResource } from '../../model/custom-resource.ts';
import type { DescribedResource } from '../../model/source/described-resource.ts';

/**
 * Whether a violation is only a warning, since a CRD of `--from` has it and the API server takes it: a column or a
 * scale path that leads nowhere shows nothing, and did so before.
 *
 * @param path as `checkCustomResource` says it
 */
export function isTakenAsIs(
  { path }: Violation,
  { versions }: CustomResource,
  described: DescribedResource | undefined,
): boolean {
  const [, index, column, scale] = /^versions\[(\d+)\]\.(?:columns\[(\d+)\]|scale\.(\w+))$/u.exec(path) ?? [];
  const version = versions[Number(index)];
  const known = described?.versions ?? [];
  if (version === undefined) return false;
  if (scale !== undefined) {
    return known.some((each) => each.scale === version.scale) && isScalePath(scale, version.scale);
  }
  const given = version.columns[Number(column)];
  return (
    given !== undefined &&
    known.some(({ columns }) => columns?.includes(given)) &&
    given.name !== '' &&
    given.jsonPath.startsWith('.') &&
    columnFormatProblem(given) === undefined
  );
}

function isScalePath(name: string, scale: CustomResource['versions'][number]['scale']): boolean {
  const path = Object.entries(scale ?? {}).find(([key]) => key === name)?.[1] ?? '';
  const prefixes = { specReplicasPath: /^\.spec\./u, statusReplicasPath: /^\.status\./u };
  return (Object.entries(prefixes).find(([key]) => key === name)?.[1] ?? /^\.(?:spec|status)\./u).test(path);
}
