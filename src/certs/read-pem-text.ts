import { InputError } from './input-error.ts';
import { type PemBlock, splitPem } from './pem.ts';

const PEM_START = '-----BEGIN ';

/** Things that stand in place of PEM text, by how their bytes begin. */
const MISTAKES: readonly { readonly pattern: RegExp; readonly problem: string }[] = [
  { pattern: /^\s*$/, problem: 'is empty' },
  {
    pattern: /^\xef\xbb\xbf/,
    problem: 'begins with a byte order mark, which Go does not read: save it as UTF-8 without',
  },
  { pattern: /^(?:\xff\xfe|\xfe\xff)/, problem: 'is UTF-16, which no verifier reads: save it as UTF-8' },
  { pattern: /^\s*LS0tLS1CRUdJ/, problem: 'is base64 of PEM, as a caBundle is: decode it with base64 -d' },
  { pattern: /^\s*TFMwdExTMUNSVWRK/, problem: 'is base64 of PEM twice over: decode it twice with base64 -d' },
  { pattern: /^[ \t]+-----BEGIN /m, problem: 'is indented; Go reads PEM only from the start of a line' },
];

/**
 * Reads the PEM blocks of a file, or names what it is instead.
 *
 * @returns the blocks, at least one; undefined where the bytes look like DER
 * @throws InputError
 */
export function readPemText(bytes: Uint8Array): readonly PemBlock[] | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  const mistake = MISTAKES.find(({ pattern }) => pattern.test(text));
  if (mistake !== undefined) throw new InputError(mistake.problem);
  if (bytes[0] === 0x30 && !text.includes(PEM_START)) return undefined;
  const blocks = splitPem(text);
  if (blocks.length > 0) return blocks;
  throw new InputError(
    text.includes(PEM_START)
      ? 'holds a PEM block that does not end: it is cut off'
      : 'holds neither PEM nor DER',
  );
}
