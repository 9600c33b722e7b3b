import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import { checkChoice } from '../choice.ts';
import { type ClusterAnswers, clusterAnswers } from '../cluster/cluster-options.ts';
import type { RawOptions } from '../option.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { truthOf } from '../truth.ts';
import { type ExportFiles, exportFiles } from './export-files.ts';
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

/** Everything that the command line of kx discover says, checked. */
export type DiscoverAnswers = {
  /** A name to resolve, or the group or group and version to show; undefined for all there is. */
  readonly argument: string | undefined;
  readonly format: (typeof DISCOVER_FORMATS)[number];
  readonly rows: RowChoice;
  readonly headers: boolean;
  /** 0 to 10, as kubectl's -v. */
  readonly level: number;
  readonly kubectl: KubectlVersion;
  readonly mode: (typeof DISCOVER_MODES)[number];
  readonly cluster: ClusterAnswers;
  readonly exports: ExportFiles;
  readonly quiet: boolean;
};

/** @returns the answers, or every problem with the command line at once */
export function discoverAnswers(options: RawOptions, args: readonly string[] = []): Checked<DiscoverAnswers> {
  const format = word(options, 'output', { allowed: DISCOVER_FORMATS, fallback: 'table' });
  const sortBy = word(options, 'sortBy', { allowed: SORT_KEYS, fallback: 'group' });
  const kubectl = word(options, 'kubectl', { allowed: KUBECTL_VERSIONS, fallback: NEWEST_KUBECTL });
  const mode = word(options, 'mode', { allowed: DISCOVER_MODES, fallback: 'auto' });
  const namespaced = namespacedOf(options);
  const level = levelOf(options);
  const cluster = clusterAnswers(options);
  const argument = argumentOf(options, args);
  const exports = exportFiles(options);
  const rowFlags = rowFlagsOf(options);
  if (
    argument.ok &&
    rowFlags.ok &&
    exports.ok &&
    format.ok &&
    sortBy.ok &&
    kubectl.ok &&
    mode.ok &&
    namespaced.ok &&
    level.ok &&
    cluster.ok
  ) {
    return valid({
      argument: argument.value,
      format: format.value,
      rows: {
        apiGroup: textOf(options, 'apiGroup'),
        namespaced: namespaced.value,
        verbs: listed(options, 'verbs'),
        categories: listed(options, 'categories'),
        sortBy: sortBy.value,
      },
      headers: options['headers'] !== false,
      level: level.value,
      kubectl: kubectl.value,
      mode: mode.value,
      cluster: cluster.value,
      exports: exports.value,
      quiet: switchOf(options, 'quiet'),
    });
  }
  const checks = [argument, format, rowFlags, sortBy, kubectl, mode, namespaced, level, cluster, exports];
  return invalid(checks.flatMap(violationsOf));
}

function argumentOf(options: RawOptions, [argument]: readonly string[]): Checked<string | undefined> {
  if (argument === undefined) return valid(undefined);
  if (argument === '')
    return invalid([{ path: 'NAME', message: 'is empty', hint: 'leave it out for everything' }]);
  const group = textOf(options, 'apiGroup');
  if (group === undefined) return valid(argument);
  const message = `cannot be given with ${argument}`;
  return invalid([{ path: '--api-group', message, hint: 'name the group, or filter by it' }]);
}

/** A tree and a document have neither a header nor rows in an order. */
function rowFlagsOf(options: RawOptions): Checked<undefined> {
  const output = shortValue(textOf(options, 'output')) ?? '';
  if (!['tree', 'json', 'yaml'].includes(output)) return valid(undefined);
  const given = [
    ['--no-headers', options['headers'] === false],
    ['--sort-by', options['sortBy'] !== undefined],
  ] as const;
  const wrong = given.filter(([, isGiven]) => isGiven).map(([path]) => path);
  if (wrong.length === 0) return valid(undefined);
  const message = `says nothing of -o ${output}`;
  return invalid(
    wrong.map((path) => ({ path, message, hint: 'leave it out, or print -o table, wide or name' })),
  );
}

const FLAGS = { output: '--output', sortBy: '--sort-by', kubectl: '--kubectl', mode: '--mode' } as const;

type Words<T extends string, F> = { readonly allowed: readonly T[]; readonly fallback: F };

/** @returns the value of a flag that takes one of a few words */
function word<T extends string, const F>(
  options: RawOptions,
  key: keyof typeof FLAGS,
  words: Words<T, F>,
): Checked<T | F> {
  return checkChoice({ path: FLAGS[key], text: shortValue(textOf(options, key)), ...words });
}

/** kubectl's users write `-v=6` and `-o=wide`; commander leaves the equals sign in the value of a short flag. */
function shortValue(text: string | undefined): string | undefined {
  return text?.replace(/^=/, '');
}

function namespacedOf(options: RawOptions): Checked<boolean | undefined> {
  const text = textOf(options, 'namespaced');
  if (text === undefined) return valid(switchOf(options, 'namespaced') ? true : undefined);
  const value = truthOf(text);
  if (value !== undefined) return valid(value);
  return invalid([{ path: '--namespaced', message: `'${text}' is neither true nor false` }]);
}

function levelOf(options: RawOptions): Checked<number> {
  const verbose = switchOf(options, 'verbose') ? 6 : 0;
  const text = shortValue(textOf(options, 'v'));
  if (text === undefined) return valid(verbose);
  if (/^(\d|10)$/.test(text)) return valid(Math.max(verbose, Number(text)));
  return invalid([{ path: '-v', message: `'${text}' is not a level from 0 to 10` }]);
}

/** pflag's StringSlice: values separated by commas, each of which may stand in quotes; blanks kept out. */
function listed(options: RawOptions, key: string): readonly string[] {
  const items = listOf(options, key).flatMap((value) => value.split(','));
  return items.flatMap((item) => item.trim().replace(/^"(.*)"$/, '$1') || []);
}
