import { FailedError, type Violation } from '../../errors.ts';
import { nearest } from '../../model/nearest.ts';
import { minorOf } from '../../options/discover/kubectl.ts';
import type { Problem } from '../walk/catalog.ts';
import { type Group, groupVersion } from '../walk/resource.ts';
import { parseTypeName, resourceName } from './api-name.ts';
import { candidates } from './candidate.ts';
import type { Listed } from './expand-short-name.ts';
import type { Directory } from './map-type.ts';

/** A word that stands for nothing, and where it was looked up. */
type Unknown = {
  readonly word: string;
  readonly directory: Directory;
  readonly groups: readonly Group[];
  /** What of discovery is missing. */
  readonly problems: readonly Problem[];
};

/**
 * @returns kubectl's own sentence, the name that was probably meant, and each missing part of discovery that may have
 *   what was asked for
 */
export function notFound(unknown: Unknown): FailedError {
  const hint = kindHint(unknown) ?? nameHint(unknown);
  const violations = mayHaveIt(unknown);
  return new FailedError(sentence(unknown), { ...(hint === undefined ? {} : { hint }), violations });
}

/** kubectl 1.37 and newer name the group (cli-runtime resource/builder.go mappingFor). */
function sentence({ word, directory }: Unknown): string {
  const { group, resource } = parseTypeName(word).partial;
  const within = group !== '' && minorOf(directory.kubectl) >= 37 ? ` in group "${group}"` : '';
  return `the server doesn't have a resource type "${resource}"${within}`;
}

/** A kind is found with its whole group alone, where it is no name of the resource. */
function kindHint({ word, directory }: Unknown): string | undefined {
  const [found] = candidates(word, directory.listed);
  if (found?.way !== 'kind') return undefined;
  return `${found.kind} is a kind of ${groupVersion(found.group, found.version)}, which kubectl finds as ${resourceName(found)}`;
}

function nameHint({ word, directory, groups }: Unknown): string | undefined {
  const { group, resource } = parseTypeName(word).partial;
  const listed = directory.listed.filter((one) => group === '' || one.group.startsWith(group));
  const names = listed.flatMap(({ resource: of }) => namesOf(of));
  const near = [
    nearest(resource, names),
    nearest(
      word,
      directory.listed.map((one) => resourceName({ group: one.group, resource: one.resource.name })),
    ),
    nearest(
      word,
      groups.map(({ name }) => name).filter((name) => name !== ''),
    ),
  ];
  const qualified = group !== '' && near[0] !== undefined ? `${near[0]}.${group}` : near[0];
  const meant = [...new Set([qualified, near[1], near[2]])].filter((name) => name !== undefined);
  if (meant.length > 0) return `did you mean ${meant.join(' or ')}?`;
  const [inAnotherGroup] = candidates(resource, directory.listed);
  return inAnotherGroup === undefined ? undefined : `did you mean ${resourceName(inAnotherGroup)}?`;
}

function namesOf({ name, singularName, kind = '', shortNames }: Listed['resource']): readonly string[] {
  return [name, singularName, ...shortNames, kind].filter((text) => text !== '');
}

function mayHaveIt({ word, problems }: Unknown): readonly Violation[] {
  const { partial, full } = parseTypeName(word);
  const groups = [partial.group, ...(full === undefined ? [] : [full.group])];
  return problems
    .filter((problem) => groups.some((group) => isWithin(problem.groupVersion, group)))
    .map(({ groupVersion: path, message, cause }) => ({
      path,
      message: `may have it, but is missing: ${message}${cause === '' ? '' : `: ${cause}`}`,
    }));
}

function isWithin(missing: string, group: string): boolean {
  if (missing === '/api') return group === '';
  return missing === '/apis' || missing.startsWith(group);
}
