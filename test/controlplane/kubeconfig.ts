import { readFile, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { KeyPairFiles } from './pki.ts';

/** Writes a kubeconfig that holds what it needs inside, so that it works when copied elsewhere. */
export async function writeKubeconfig(
  file: string,
  {
    server,
    caFile,
    client,
  }: { readonly server: string; readonly caFile: string; readonly client: KeyPairFiles },
): Promise<void> {
  const [authority, certificate, key] = await Promise.all(
    [caFile, client.certFile, client.keyFile].map((path) => readFile(path, 'base64')),
  );
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'kx-test', cluster: { server, 'certificate-authority-data': authority } }],
    users: [{ name: 'kx-test', user: { 'client-certificate-data': certificate, 'client-key-data': key } }],
    contexts: [{ name: 'kx-test', context: { cluster: 'kx-test', user: 'kx-test' } }],
    'current-context': 'kx-test',
  };
  await writeFile(file, stringify(config), { mode: 0o600 });
}
