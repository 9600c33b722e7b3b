import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { KeyPairFiles } from './pki.ts';

/** Whom to ask, and as whom. */
export type ApiClient = { readonly server: string; readonly caFile: string; readonly client: KeyPairFiles };

/**
 * GETs a path of the API server, as `/readyz`, and answers the status code and the body as text.
 *
 * @throws Error when there is no answer.
 */
export async function get(
  { server, caFile, client }: ApiClient,
  path: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const [ca, cert, key] = await Promise.all(
    [caFile, client.certFile, client.keyFile].map((file) => readFile(file, 'utf8')),
  );
  return await new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, server),
      { ca, cert, key, agent: false, timeout: 5000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer from ${server}${path} for 5 s`)));
    sent.on('error', reject);
    sent.end();
  });
}
