import { ClusterError } from '../../errors.ts';
import type { UserEntry } from './kubeconfig.ts';
import { readNamed } from './read-pem.ts';

/**
 * The bearer token of a user: that of its token file, which may have been renewed, and where that cannot be read the
 * one that stands beside it (client-go transport/round_trippers.go bearerAuthRoundTripper).
 *
 * @param context what names the token file
 * @returns undefined where there is neither
 * @throws ClusterError for a token file that cannot be read or is empty, and nothing beside it
 */
export async function readToken(
  { token, tokenFile }: UserEntry,
  context: string,
): Promise<string | undefined> {
  if (tokenFile === undefined) return token;
  const read = await readNamed('tokenFile', tokenFile, context).catch((error: unknown) => {
    if (token === undefined) throw error;
    return '';
  });
  const fresh = read.trim();
  if (fresh !== '') return fresh;
  if (token === undefined)
    throw new ClusterError(`tokenFile ${tokenFile} is empty`, { hint: `${context} names it` });
  return token;
}
