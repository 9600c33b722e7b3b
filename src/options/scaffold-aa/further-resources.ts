import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { AaLibrary } from '../../model/aa-library.ts';
import { checkServable } from '../../model/check/check-servable.ts';
import { type CheckedResource, checkCustomResourceFlags } from '../custom-resource/answers.ts';
import type { RawOptions } from '../option.ts';
import { listOf } from '../raw-value.ts';
import { parseFurtherKind } from './further-kind.ts';
import { libraryOf } from './platform.ts';

/** What a further kind has of the first ones: the same group, and a version that they have. */
type Shared = { readonly group: string | undefined; readonly version: string };

/** A further kind that is fine, and the flag that named it. */
export type FurtherResource = CheckedResource & { readonly flag: string };

/**
 * Reads every `--resource`.
 *
 * @returns for each a resource whose blame is the flag, or every violation; none of the shared group and version, which
 *   the first kind is checked for
 */
export function furtherResources(options: RawOptions, shared: Shared): readonly Checked<FurtherResource>[] {
  return listOf(options, 'resource').map((text) =>
    furtherResource(text, { ...shared, library: libraryOf(options) }),
  );
}

function furtherResource(
  text: string,
  { group, version, library }: Shared & { readonly library: AaLibrary },
): Checked<FurtherResource> {
  const flag = `--resource '${text}'`;
  const { value, violations } = parseFurtherKind(text);
  if (value === undefined) return invalid(violations);
  const checked = checkCustomResourceFlags({
    options: { ...value, group, version: [version] },
    fullName: undefined,
    defaultVersion: version,
    statusBy: 'field',
    check: (resource) => checkServable(resource, library),
  });
  const found = [...violations, ...violationsOf(checked).flatMap((each) => atFurtherKind(each, flag))];
  if (!checked.ok || found.length > 0) return invalid(found);
  const { blame } = checked.value;
  return valid({
    ...checked.value,
    flag,
    blame: (found) => blame(found).flatMap((each) => atFurtherKind(each, flag)),
  });
}

/** Of a field, the message says which one: the flag may declare several. */
function atFurtherKind(violation: Violation, flag: string): readonly Violation[] {
  const { path, message } = violation;
  if (path === '--group' || path.startsWith('--version')) return [];
  const [, field] = /^--field '(.*)'$/su.exec(path) ?? [];
  return [{ ...violation, path: flag, message: field === undefined ? message : `${field}: ${message}` }];
}
