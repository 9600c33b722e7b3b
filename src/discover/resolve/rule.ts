import { groupVersion } from '../walk/resource.ts';
import { resourceName } from './api-name.ts';
import { candidates } from './candidate.ts';
import type { Listed } from './expand-short-name.ts';
import type { MappedType } from './map-type.ts';
import type { Mapping } from './rest-mapper.ts';

/** Which of kubectl's rules found a resource. */
export type Rule = {
  readonly id: 'shortName' | 'plural' | 'singular' | 'kind' | 'list' | 'sharedKind';
  /** One clause: `'deploy' is a short name of deployments.apps`. */
  readonly message: string;
};

/** @returns the rule by which a word was mapped, and how its group and version were read */
export function ruleOf(
  word: string,
  mapped: MappedType & { readonly mapping: Mapping },
  listed: readonly Listed[],
): Rule {
  const { id, message } = nameRule(word, mapped, listed);
  return { id, message: `${message}${qualifier(word, mapped)}` };
}

function nameRule(
  word: string,
  mapped: MappedType & { readonly mapping: Mapping },
  listed: readonly Listed[],
): Rule {
  const { mapping, shortNameOf, by } = mapped;
  const name = word.split('.')[0] ?? word;
  if (shortNameOf !== undefined) {
    return { id: 'shortName', message: `'${name}' is a short name of ${resourceName(shortNameOf)}` };
  }
  if (by === 'kind') return { id: 'kind', message: `'${name}' is the kind ${mapping.kind} of that group` };
  const own = candidates(word, listed).filter(
    ({ group, version }) => group === mapping.group && version === mapping.version,
  );
  const way = own.find(({ resource }) => resource === mapping.resource)?.way;
  if (way === 'plural') return { id: 'plural', message: `'${name}' is its plural name` };
  if (way === 'singular') return { id: 'singular', message: `'${name}' is its singular name` };
  const shared = own.find(({ kind }) => kind === mapping.kind);
  if (shared !== undefined) {
    const message = `'${name}' names ${shared.resource}, whose kind ${mapping.kind} is also that of ${mapping.resource}`;
    return { id: 'sharedKind', message };
  }
  return {
    id: 'list',
    message: `'${name}' is the kind of a list, for which kubectl guesses ${mapping.resource}, which no server has`,
  };
}

function qualifier(
  word: string,
  { mapping, isVersioned, asked, shortNameOf }: MappedType & { readonly mapping: Mapping },
): string {
  const [, ...rest] = word.split('.');
  if (rest.length === 0) return '';
  const at = groupVersion(mapping.group, mapping.version);
  if (isVersioned && asked.version === '' && rest[0] !== mapping.version) {
    return `; kubectl forgets the version ${rest[0]} and takes ${at}`;
  }
  if (isVersioned) return `; '${rest.join('.')}' is read as ${at}`;
  const given = rest.join('.');
  if (given === '' || given === mapping.group) return given === '' ? '' : ` in the group ${given}`;
  return shortNameOf === undefined || given !== mapping.group
    ? `; the group ${mapping.group} begins with '${given}'`
    : '';
}
