import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { errnoReason } from '../../errno-reason.ts';
import { ClusterError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { decodeText } from './decode-text.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { parseKubeconfig } from './parse-kubeconfig.ts';
import { readBytes } from './read-bytes.ts';
import { readYaml } from './read-yaml.ts';

/** Where kubectl looks for its configuration. */
export type KubeconfigPlaces = {
  readonly files: readonly string[];
  /** The same as they are written, by which kubectl's log calls them. */
  readonly written: readonly string[];
  /** What named them. `--kubeconfig` names a file that must exist; files of the other places may be missing. */
  readonly by: '--kubeconfig' | 'KUBECONFIG' | 'default';
};

/** @returns `--kubeconfig`, else every file of KUBECONFIG, else ~/.kube/config, as absolute paths */
export function kubeconfigPlaces(flag: string | undefined, io: Pick<Io, 'env' | 'cwd'>): KubeconfigPlaces {
  if (flag !== undefined) return placesOf([flag], '--kubeconfig', io.cwd);
  const listed = io.env['KUBECONFIG'] ?? '';
  if (listed !== '')
    return placesOf(
      listed.split(delimiter).filter((name) => name !== ''),
      'KUBECONFIG',
      io.cwd,
    );
  return placesOf([join(io.env['HOME'] ?? homedir(), '.kube', 'config')], 'default', io.cwd);
}

function placesOf(names: readonly string[], by: KubeconfigPlaces['by'], cwd: string): KubeconfigPlaces {
  const paths = names.map((name) => resolve(cwd, name));
  const isFirst = (_: string, index: number) => paths.indexOf(paths[index] ?? '') === index;
  return { files: paths.filter(isFirst), written: names.filter(isFirst), by };
}

/**
 * Reads the kubeconfig files and merges them as client-go does (ClientConfigLoadingRules.Load): the first file that
 * names an entry or a current-context wins, a missing file is skipped, an empty one adds nothing.
 *
 * @param loaded called with each file that was read, as it is written
 * @throws ClusterError naming the file that cannot be read or parsed
 */
export async function readKubeconfig(
  places: KubeconfigPlaces,
  loaded: (file: string) => void,
): Promise<Kubeconfig> {
  const found: Kubeconfig[] = [];
  for (const [index, file] of places.files.entries()) {
    const text = await readText(file, places.by);
    if (text === undefined) continue;
    found.push(parseKubeconfig(await parseDocument(text, file), file));
    loaded(places.written[index] ?? file);
  }
  return merge(found);
}

async function readText(file: string, by: KubeconfigPlaces['by']): Promise<string | undefined> {
  try {
    return decodeText(await readBytes(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' && by !== '--kubeconfig') return undefined;
    throw new ClusterError(`cannot read kubeconfig ${file}: ${errnoReason(error)}`, {
      cause: error,
      ...(code === 'ENOENT' ? wayToFile(file) : {}),
    });
  }
}

/** Neither kubectl nor kx expands a tilde, and only KUBECONFIG takes a list. */
function wayToFile(file: string): { readonly hint?: string } {
  if (file.includes('/~/')) return { hint: 'a shell expands ~ only outside quotes; give the whole path' };
  return file.includes(delimiter) ? { hint: 'only KUBECONFIG takes several files' } : {};
}

async function parseDocument(text: string, file: string): Promise<unknown> {
  try {
    return await readYaml(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new ClusterError(`kubeconfig ${file} is not YAML: ${reason?.replace(/:$/, '')}`, { cause: error });
  }
}

function merge(configs: readonly Kubeconfig[]): Kubeconfig {
  return {
    files: configs.flatMap(({ files }) => files),
    currentContext: configs.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
    clusters: firstWins(configs.map(({ clusters }) => clusters)),
    users: firstWins(configs.map(({ users }) => users)),
    contexts: firstWins(configs.map(({ contexts }) => contexts)),
  };
}

function firstWins<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  return new Map(maps.toReversed().flatMap((map) => [...map]));
}
