import { type Checked, invalid, valid } from '../../checked.ts';
import { DEFAULT_PATH_LENGTH } from '../../model/certificate/certificate-defaults.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';

/** What one octet of DER holds; chains of Kubernetes have three certificates. */
const LARGEST = 127;

/** @returns how many CAs may stand below a new CA, undefined for any number; or what is wrong with `--pathlen` */
export function checkPathLength(options: RawOptions): Checked<number | undefined> {
  const text = textOf(options, 'pathlen');
  if (text === undefined) return valid(DEFAULT_PATH_LENGTH);
  if (text === 'none') return valid(undefined);
  if (/^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= LARGEST) return valid(Number(text));
  const message = `'${text}' is neither a number from 0 to ${LARGEST} nor none`;
  const hint = 'write --pathlen 0 for a CA that signs leaves only, none for any number of CAs below it';
  return invalid([{ path: '--pathlen', message, hint }]);
}
