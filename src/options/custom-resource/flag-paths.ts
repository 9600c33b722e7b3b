import type { Violation } from '../../errors.ts';
import { textOf } from '../raw-value.ts';
import type { GivenFlags } from './identity.ts';
import { ruleFlag } from './rule.ts';

/** The flags, and the texts of those that were read into lists of the model, in its order. */
export type FlagSources = GivenFlags & {
  readonly fields: readonly string[];
  /** Undefined for one that no flag brought. */
  readonly versions: readonly (string | undefined)[];
  readonly columns: readonly (string | undefined)[];
  readonly rules: readonly string[];
  /** By version, then by rule: where it is in the schema. */
  readonly rulePlaces: readonly (readonly (string | undefined)[])[];
  /** The files of --from, which said what no flag did; undefined where there are none. */
  readonly source?: string | undefined;
};

type Described = NonNullable<GivenFlags['described']>;
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
  [/^rules\[(\d+)\]$/u, typed('--rule', 'rules')],
  [/^versions\[(\d+)\]\.schema(?:\..*)?\.x-kubernetes-validations\[\d+\]/su, ruleOrField],
  [/^versions\[\d+\]\.schema\.?(.*)$/su, fieldFlag],
  [/^versions\[\d+\]\.columns\[(\d+)\]$/u, typed('--column', 'columns')],
  [/^versions\[\d+\]\.scale\./u, () => '--scale'],
  [/^versions\[\d+\]\.selectableFields/u, () => '--selectable'],
  [/^labels/u, () => '--label'],
  [/^annotations/u, () => '--annotation'],
  [/^conversion/u, () => '--conversion'],
  [/^size$/u, () => '--size-budget'],
];

/** What a flag says for all of a source's, by the key of the flag. */
const OF_SOURCE: readonly (readonly [path: RegExp, key: string, value: (described: Described) => unknown])[] =
  [
    [/^group$/u, 'group', ({ group }) => group],
    [/^names\.plural$/u, 'plural', ({ names }) => names.plural],
    [/^names\.singular$/u, 'singular', ({ names }) => names.singular],
    [/^names\.listKind$/u, 'listKind', ({ names }) => names.listKind],
    [/^names\.kind$/u, 'kind', ({ names }) => names.kind],
    [/^names\.shortNames/u, 'shortName', ({ names }) => names.shortNames],
    [/^names\.categories/u, 'category', ({ names }) => names.categories],
    [/^versions$/u, 'version', ({ versions }) => versions],
    [/^versions\[\d+\]\.scale\./u, 'scale', ({ versions }) => versions.find(({ scale }) => scale)],
    [/^versions\[\d+\]\.selectableFields/u, 'selectable', ({ versions }) => versions],
    [/^labels/u, 'label', ({ labels }) => labels],
    [/^annotations/u, 'annotation', ({ annotations }) => annotations],
    [/^conversion/u, 'conversion', ({ conversion }) => conversion],
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
  if (isOfSource(path, sources)) return inSource(path, sources);
  for (const [pattern, flagOf] of FLAGS) {
    const match = pattern.exec(path);
    if (match !== null) return flagOf(sources, match);
  }
  return path;
}

function isOfSource(path: string, { source, described, options, fullName }: FlagSources): boolean {
  if (source === undefined || described === undefined) return false;
  const found = OF_SOURCE.find(([pattern]) => pattern.test(path));
  if (found === undefined) return false;
  const [, key, value] = found;
  const isNamed = fullName !== undefined && (key === 'group' || key === 'plural');
  return options[key] === undefined && !isNamed && value(described) !== undefined;
}

/** A place in the files of --from: of their only version in the field language, else that of the model. */
function inSource(path: string, { source, described }: FlagSources): string {
  const isOnly = described?.versions.length === 1;
  const short = isOnly ? path.replace(/^versions\[\d+\]\.(?:schema(?:\.|$))?/u, '') : path;
  const position = described?.positionOf?.(path.replace(/^versions\[\d+\]\.(?:schema(?:\.|$))?/u, ''));
  if (position !== undefined) return `${position} ${short}`.trimEnd();
  return short === '' ? `${source}` : `${source}: ${short}`;
}

/** The flag where it was given, else the argument PLURAL.GROUP, else what it is guessed from. */
function givenOr(key: 'group' | 'plural', otherwise: string): FlagOf {
  return ({ options, fullName }) =>
    textOf(options, key) === undefined ? (fullName ?? otherwise) : `--${key}`;
}

function typed(flag: string, key: 'columns' | 'fields' | 'rules' | 'versions'): FlagOf {
  return (sources, match) => {
    const text = sources[key][Number(match[1])];
    if (text !== undefined) return `${flag} '${text}'`;
    return sources.source === undefined ? flag : inSource(match[0], sources);
  };
}

function ruleOrField(sources: FlagSources, match: RegExpExecArray): string {
  const whole = match.input;
  const flag = ruleFlag(whole, sources.rulePlaces[Number(match[1])] ?? [], sources.rules);
  if (flag !== undefined) return flag;
  if (sources.source !== undefined) return inSource(whole, sources);
  const field = /\.schema\.?(.*?)\.?x-kubernetes-validations/su.exec(whole);
  return field === null ? whole : fieldFlag(sources, field);
}

/**
 * The flag that declared the field, or else its nearest parent, or else its first child; the source where there is one
 * and no flag declared it.
 */
function fieldFlag(sources: FlagSources, match: RegExpExecArray): string {
  const { fields, source } = sources;
  const path = match[1] ?? '';
  const declared = fields
    .map((text) => ({ text, path: text.split(':', 1)[0]?.trim() ?? '' }))
    .sort((a, b) => b.path.length - a.path.length);
  const own = declared.find((field) => isWithin(path, field.path));
  if (own === undefined && source !== undefined) return inSource(match.input, sources);
  const found = own ?? declared.findLast((field) => isWithin(field.path, path));
  return `--field '${found?.text ?? path}'`;
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || (path.startsWith(parent) && /^[.[{]/u.test(path.slice(parent.length)));
}
