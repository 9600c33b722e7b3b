import { kubeconfigPlaces, readKubeconfig } from '../../discover/kubeconfig/read-kubeconfig.ts';
import type { Io } from '../../io.ts';

/** A shell puts an offer into the command line as it stands: what it would expand or run is not offered. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{N}_.@:/+=,%-]*$/u;

/**
 * Reads files alone: neither a credential plugin nor a server is asked.
 *
 * @param typed the value of `--kubeconfig`, where it was given
 * @returns the names in one list of the kubeconfig that the command would read
 * @throws ClusterError for a kubeconfig that cannot be read
 */
export async function kubeconfigNames(
  list: 'clusters' | 'contexts' | 'users',
  typed: string | undefined,
  io: Io,
): Promise<Iterable<string>> {
  // The shell hands over what is typed, and expands a tilde only when the command runs.
  const file = typed?.replace(/^~(?=\/)/, io.env['HOME'] ?? '~');
  const config = await readKubeconfig(kubeconfigPlaces(file, io), () => {});
  return [...config[list].keys()].filter((name) => PLAIN.test(name));
}
