import { accessSync, constants, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { errnoReason } from '../../errno-reason.ts';
import { FailedError, UsageError } from '../../errors.ts';
import { type ExportFiles, sameFile, secretsFileOf } from '../../options/discover/export-files.ts';
import { VERSION } from '../../version.ts';
import { writeOver } from '../../write/write-over.ts';
import { chooseProxy, type Environment } from '../client/choose-proxy.ts';
import type { RecordedExchange } from '../client/recorded-exchange.ts';
import type { Target } from '../kubeconfig/target.ts';
import { curlScript } from './curl-script.ts';
import { secretsText } from './curl-secrets.ts';
import { harOf } from './har.ts';

/** What was asked, and where it is written to. */
export type Exporting = {
  readonly files: ExportFiles;
  /** Where relative paths begin. */
  readonly cwd: string;
  readonly exchanges: readonly RecordedExchange[];
  readonly target: Target;
  readonly env: Environment;
};

/**
 * Says before anything is asked what could not be written in the end.
 *
 * @throws UsageError where both are one file; FailedError naming the file
 */
export function checkExports(files: ExportFiles, cwd: string): void {
  checkApart(files, cwd);
  for (const file of [files.har, files.curl]) {
    if (file !== undefined && file !== '-') checkFile(file, resolve(cwd, file));
  }
}

/** The script and its secrets are two files. */
function checkApart({ har, curl }: ExportFiles, cwd: string): void {
  if (har === undefined || curl === undefined || curl === '-') return;
  const taken = [curl, secretsFileOf(curl)].map((file) => resolve(cwd, file));
  if (!taken.includes(resolve(cwd, har))) return;
  throw new UsageError('kx discover cannot run with these flags', { violations: [sameFile(har)] });
}

function checkFile(named: string, path: string): void {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory() || named.endsWith('/'))
      throw Object.assign(new Error('directory'), { code: 'EISDIR' });
    if (there !== undefined) accessSync(path, constants.W_OK);
    if (there === undefined || there.isFile()) accessSync(dirname(path), constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new FailedError(`cannot write ${named}: ${errnoReason(cause)}; nothing was asked`, { cause });
  }
}

/**
 * Writes the requests of a run to the files of --har and --curl, each whole or not at all, in place of what is there.
 * What signs in goes to a file of its own beside the script, which only its owner can read.
 *
 * @returns the text for stdout, where one of them goes there
 * @throws FailedError naming the file
 */
export function writeExports(exporting: Exporting): string | undefined {
  const { har, curl } = exporting.files;
  const texts = [
    har === undefined ? undefined : writeHar(har, exporting),
    curl === undefined ? undefined : writeCurl(curl, exporting),
  ];
  return texts.find((text) => text !== undefined);
}

function writeHar(file: string, { cwd, exchanges, target }: Exporting): string | undefined {
  const har = harOf({ server: target.server, version: VERSION, exchanges });
  const text = `${JSON.stringify(har, null, 2)}\n`;
  if (file === '-') return text;
  writeOver({ path: resolve(cwd, file), named: file, text, mode: 0o644 });
  return undefined;
}

function writeCurl(file: string, { cwd, exchanges, target, env }: Exporting): string | undefined {
  const proxy = chooseProxy(target, env)?.url.href;
  const secretsFile =
    file === '-' || isDevice(resolve(cwd, file)) ? undefined : secretsFileOf(basename(file));
  const { text, secrets } = curlScript({ version: VERSION, target, proxy, exchanges, secretsFile });
  if (file === '-') return text;
  if (secretsFile !== undefined && Object.keys(secrets).length > 0) {
    const named = secretsFileOf(file);
    writeOver({ path: resolve(cwd, named), named, text: secretsText(secrets), mode: 0o600 });
  }
  writeOver({ path: resolve(cwd, file), named: file, text, mode: 0o644 });
  return undefined;
}

/** Nothing is written beside a pipe or /dev/null: the script has the secrets from the environment then. */
function isDevice(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
}
