import { resolve } from 'node:path';
import { mayAsk } from '../ask/may-ask.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { decryptKey, isEncryptedKey, LONGEST_PASSPHRASE } from './decrypt-key.ts';
import { readBytes } from './input/read-bytes.ts';
import { InputError } from './input-error.ts';
import { readInputFile } from './read-input-file.ts';
import { readPemText } from './read-pem-text.ts';

type Source = {
  /** `--passphrase-file` as typed; `-` for stdin. */
  readonly file: string | undefined;
  /** The CA's key as the user named it; undefined where there is none yet. */
  readonly key: string | undefined;
  readonly yes: boolean;
  /** What --color says, for the question. */
  readonly colour?: string;
};

/**
 * Finds the passphrase of a CA's key: in the file that says it, else from a person on a terminal where the key needs
 * one. Where nobody can be asked, whoever reads the key says what is missing.
 *
 * @returns undefined where none is given or needed
 * @throws UsageError for a file that holds none; CancelledError where the person leaves
 */
export async function readPassphrase(source: Source, io: Io): Promise<string | undefined> {
  const { file, key, yes, colour } = source;
  if (file !== undefined) return await fromFile(file, io);
  const block = key === undefined || !mayAsk({ yes }, io) ? undefined : encryptedBlock(resolve(io.cwd, key));
  if (key === undefined || block === undefined) return undefined;
  const { askPassphrase } = await import('../ask/ask-passphrase.ts');
  const validate = (typed: string) => {
    try {
      decryptKey(block, typed);
      return true;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return `${key} ${error.message}`;
    }
  };
  return await askPassphrase({ message: `Passphrase of ${key}`, validate, colour }, io);
}

/** What is wrong with the file is said when the key is read. */
function encryptedBlock(path: string) {
  try {
    return readPemText(readInputFile(path).bytes)?.find(isEncryptedKey);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return undefined;
  }
}

/** As OpenSSL reads -passin file: the first line, without its end. */
async function fromFile(file: string, io: Io): Promise<string> {
  const path = '--passphrase-file';
  try {
    const text = Buffer.from(await readBytes(file, io)).toString('utf8');
    const [passphrase = ''] = text.split(/\r?\n/, 1);
    if (passphrase === '') throw new InputError('has an empty first line, where the passphrase belongs');
    if (Buffer.byteLength(passphrase) <= LONGEST_PASSPHRASE) return passphrase;
    throw new InputError(
      `has a passphrase of more than ${LONGEST_PASSPHRASE} bytes, which OpenSSL does not take`,
    );
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const violations = [{ path, message: `${file} ${error.message}` }];
    throw new UsageError('there is no passphrase to work with; nothing was written', { violations });
  }
}
