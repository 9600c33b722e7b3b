import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { nearest } from '../../model/nearest.ts';
import type { RawOptions } from '../option.ts';
import { switchOf, textOf } from '../raw-value.ts';
import { type ClusterAnswers, clusterAnswers } from './cluster-options.ts';
import { KUBECTL_VERSIONS, type KubectlVersion, NEWEST_KUBECTL } from './kubectl.ts';
import { DISCOVER_FORMATS, DISCOVER_MODES, SORT_KEYS } from './options.ts';

/** Which rows, in which order: the filters of kubectl api-resources. */
export type RowChoice = {
  /** `''` is the core group. */
  readonly apiGroup: string | undefined;
  readonly namespaced: boolean | undefined;
  readonly verbs: readonly string[];
  readonly categories: readonly string[];
  readonly sortBy: 'group' | (typeof SORT_KEYS)[number];
};

/** Everything that the flags of kx discover say, checked. */
export type DiscoverAnswers = {
  readonly format: (typeof DISCOVER_FORMATS)[number];
  readonly rows: RowChoice;
  readonly headers: boolean;
  /** 0 to 10, as kubectl's -v. */
  readonly level: number;
  readonly kubectl: KubectlVersion;
  readonly mode: (typeof DISCOVER_MODES)[number];
  readonly cluster: ClusterAnswers;
  readonly quiet: boolean;
};

/** @returns the answers, or every problem with the flags at once */
export function discoverAnswers(options: RawOptions): Checked<DiscoverAnswers> {
  const format = choice(options, 'output', DISCOVER_FORMATS);
  const sortBy = choice(options, 'sortBy', SORT_KEYS);
  const kubectl = choice(options, 'kubectl', KUBECTL_VERSIONS);
  const mode = choice(options, 'mode', DISCOVER_MODES);
  const namespaced = namespacedOf(options);
  const level = levelOf(options);
  const cluster = clusterAnswers(options);
  if (format.ok && sortBy.ok && kubectl.ok && mode.ok && namespaced.ok && level.ok && cluster.ok) {
    return valid({
      format: format.value ?? 'table',
      rows: {
        apiGroup: textOf(options, 'apiGroup'),
        namespaced: namespaced.value,
        verbs: words(options, 'verbs'),
        categories: words(options, 'categories'),
        sortBy: sortBy.value ?? 'group',
      },
      headers: options['headers'] !== false,
      level: level.value,
      kubectl: kubectl.value ?? NEWEST_KUBECTL,
      mode: mode.value ?? 'auto',
      cluster: cluster.value,
      quiet: switchOf(options, 'quiet'),
    });
  }
  return invalid([format, sortBy, kubectl, mode, namespaced, level, cluster].flatMap(violationsOf));
}

function violationsOf(checked: Checked<unknown>): readonly Violation[] {
  return checked.ok ? [] : checked.violations;
}

const FLAGS = { output: '--output', sortBy: '--sort-by', kubectl: '--kubectl', mode: '--mode' } as const;

/** @returns the value of a flag that takes one of a few words */
function choice<T extends string>(
  options: RawOptions,
  key: keyof typeof FLAGS,
  allowed: readonly T[],
): Checked<T | undefined> {
  const text = shortValue(textOf(options, key));
  if (text === undefined) return valid(undefined);
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return valid(found);
  const guess = nearest(text, allowed);
  const message = `'${text}' is not one of ${allowed.join(', ')}`;
  return invalid([
    { path: FLAGS[key], message, ...(guess === undefined ? {} : { hint: `did you mean ${guess}?` }) },
  ]);
}

/** kubectl's users write `-v=6` and `-o=wide`; commander leaves the equals sign in the value of a short flag. */
function shortValue(text: string | undefined): string | undefined {
  return text?.replace(/^=/, '');
}

/** Go's strconv.ParseBool takes more spellings; these two are what people type. */
function namespacedOf(options: RawOptions): Checked<boolean | undefined> {
  const value = options['namespaced'];
  if (value === undefined) return valid(undefined);
  if (value === true || value === 'true') return valid(true);
  if (value === 'false') return valid(false);
  return invalid([{ path: '--namespaced', message: `'${String(value)}' is neither true nor false` }]);
}

function levelOf(options: RawOptions): Checked<number> {
  const verbose = switchOf(options, 'verbose') ? 6 : 0;
  const text = shortValue(textOf(options, 'v'));
  if (text === undefined) return valid(verbose);
  if (/^(\d|10)$/.test(text)) return valid(Math.max(verbose, Number(text)));
  return invalid([{ path: '-v', message: `'${text}' is not a level from 0 to 10` }]);
}

/** pflag's StringSlice: values separated by commas, blanks kept out. */
function words(options: RawOptions, key: string): readonly string[] {
  return (textOf(options, key) ?? '').split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
}
