import { readFileSync, statSync } from 'node:fs';

/**
 * Reads a file that stands before the first request: at once, as a thread that reads it, and what Node loads for one,
 * take longer than the file does. A pipe, as of `--kubeconfig <(decrypt)`, is waited for, so that Ctrl-C is heard.
 *
 * @throws what node:fs throws
 */
export async function readBytes(path: string): Promise<Buffer> {
  if (statSync(path).isFile()) return readFileSync(path);
  const { readFile } = await import('node:fs/promises');
  return await readFile(path);
}
