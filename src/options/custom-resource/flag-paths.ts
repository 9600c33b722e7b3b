import type { Violation } from '../../errors.ts';
import { textOf } from '../raw-value.ts';
import type { GivenFlags } from './identity.ts';

/** The flags, and the texts of those that were read into lists of the model, in its order. */
export type FlagSources = GivenFlags & {
  readonly fields: readonly string[];
  readonly versions: readonly string[];
  readonly columns: readonly string[];
};

type FlagOf = (sources: FlagSources, match: RegExpExecArray) => string;

/** Where in the model something is wrong, and which flag said so. */
const FLAGS: readonly (readonly [path: RegExp, flagOf: FlagOf])[] = [
  [/^group$/u, givenOr('group', '--group')],
  [/^names\.plural$/u, givenOr('plural', '--kind')],
  [
    /^names\.singular$/u,
    ({ options }) => (textOf(options, 'singular') === undefined ? '--kind' : '--singular'),
  ],
  [
    /^names\.listKind$/u,
    ({ options }) => (textOf(options, 'listKind') === undefined ? '--kind' : '--list-kind'),
  ],
  [/^names\.kind$/u, () => '--kind'],
  [/^names\.shortNames/u, () => '--short-name'],
  [/^names\.categories/u, () => '--category'],
  [/^versions$/u, () => '--version'],
  [/^versions\[(\d+)\]$/u, typed('--version', 'versions')],
  [/^fields\[(\d+)\]$/u, typed('--field', 'fields')],
  [/^versions\[\d+\]\.schema\.?(.*)$/su, fieldFlag],
  [/^versions\[\d+\]\.columns\[(\d+)\]$/u, typed('--column', 'columns')],
  [/^versions\[\d+\]\.scale\./u, () => '--scale'],
  [/^versions\[\d+\]\.selectableFields/u, () => '--selectable'],
  [/^labels/u, () => '--label'],
  [/^annotations/u, () => '--annotation'],
];

/**
 * Says of violations of the model which flag is at fault. Versions that come from the same flags have the same
 * violations, and names that follow from a bad kind are as bad; each is kept once.
 */
export function atFlags(violations: readonly Violation[], sources: FlagSources): readonly Violation[] {
  const kindIsBad = violations.some(({ path }) => path === 'names.kind');
  const found = new Map<string, Violation>();
  for (const violation of violations) {
    const path = flagAt(violation.path, sources);
    const follows = kindIsBad && path === '--kind' && violation.path !== 'names.kind';
    if (!follows) {
      found.set(JSON.stringify([path, violation.message]), { ...violation, path });
    }
  }
  return [...found.values()];
}

function flagAt(path: string, sources: FlagSources): string {
  for (const [pattern, flagOf] of FLAGS) {
    const match = pattern.exec(path);
    if (match !== null) return flagOf(sources, match);
  }
  return path;
}

/** The flag where it was given, else the argument PLURAL.GROUP, else what it is guessed from. */
function givenOr(key: 'group' | 'plural', otherwise: string): FlagOf {
  return ({ options, fullName }) =>
    textOf(options, key) === undefined ? (fullName ?? otherwise) : `--${key}`;
}

function typed(flag: string, key: 'columns' | 'fields' | 'versions'): FlagOf {
  return (sources, match) => {
    const text = sources[key][Number(match[1])];
    return text === undefined ? flag : `${flag} '${text}'`;
  };
}

/** The flag that declared the field, or else its nearest parent, or else its first child. */
function fieldFlag({ fields }: FlagSources, match: RegExpExecArray): string {
  const path = match[1] ?? '';
  const declared = fields
    .map((text) => ({ text, path: text.split(':', 1)[0]?.trim() ?? '' }))
    .sort((a, b) => b.path.length - a.path.length);
  const found =
    declared.find((field) => isWithin(path, field.path)) ??
    declared.findLast((field) => isWithin(field.path, path));
  return `--field '${found?.text ?? path}'`;
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || (path.startsWith(parent) && /^[.[{]/u.test(path.slice(parent.length)));
}
