import { formatName } from '../../model/certificate/certificate-subject.ts';
import type { DerValue } from '../der-reader.ts';
import { splitElement } from '../der-reader.ts';
import { membersOf } from '../der-values.ts';
import type { Certificate } from '../input/certificate.ts';
import { InputError } from '../input-error.ts';
import { EXTENSION_IDS } from '../object-identifiers.ts';
import { parseName } from '../parse-name.ts';

const TEXTS: ReadonlyMap<number, string> = new Map([
  [0x81, 'email'],
  [0x86, 'URI'],
]);
const DIRECTORY_NAME = 0xa4;

/** @returns alternative names that are neither DNS names nor addresses: `email:a@b`, `URI:spiffe://…`, `DirName:CN=x` */
export function otherNames({ fields }: Certificate): readonly string[] {
  const extension = fields.extensions.find(({ id }) => id === EXTENSION_IDS.subjectAlternativeName);
  if (extension === undefined) return [];
  try {
    return membersOf(splitElement(extension.value)).flatMap(describe);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}

function describe({ tag, content }: DerValue): readonly string[] {
  const type = TEXTS.get(tag);
  if (type !== undefined) return [`${type}:${Buffer.from(content).toString('latin1')}`];
  if (tag === DIRECTORY_NAME) return [`DirName:${readableName(content) ?? 'unreadable'}`];
  return tag === 0x82 || tag === 0x87 ? [] : ['a name of another kind'];
}

function readableName(encoded: Uint8Array): string | undefined {
  try {
    return formatName(parseName(encoded));
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
