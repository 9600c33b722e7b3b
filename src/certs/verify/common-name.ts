import type { Certificate } from '../input/certificate.ts';
import { InputError } from '../input-error.ts';
import { parseName } from '../parse-name.ts';

/** @returns the last common name of the subject, as Go and OpenSSL take it */
export function commonNameOf(certificate: Certificate): string | undefined {
  return attributeOf(certificate, 'CN').at(-1);
}

/** @returns the values of an attribute of the subject, by its short name; none where the name cannot be read */
export function attributeOf({ fields }: Certificate, type: string): readonly string[] {
  try {
    return parseName(fields.subject)
      .filter((attribute) => attribute.type === type)
      .map(({ value }) => value);
  } catch (error) {
    if (error instanceof InputError) return [];
    throw error;
  }
}
