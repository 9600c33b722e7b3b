import { ConflictError } from '../../errors.ts';
import { ROTATION_STAGES, type RotatedAuthority, type Rotation } from '../../model/certificate/rotation.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value.ts';
import { type CertificateDirectory, DIRECTORY_FILES, nameIn } from '../directory/certificate-directory.ts';

/** @returns the text of rotation.json */
export function encodeRotation(rotation: Rotation): string {
  return `${JSON.stringify(rotation, null, 2)}\n`;
}

/**
 * Reads how far the change of a directory's CA is.
 *
 * @returns undefined where there never was one
 * @throws ConflictError where rotation.json says nothing that kx understands
 */
export function readRotation(directory: CertificateDirectory): Rotation | undefined {
  const text = directory.texts.get(DIRECTORY_FILES.rotation);
  if (text === undefined) return undefined;
  const rotation = decodeRotation(parse(text));
  if (rotation !== undefined) return rotation;
  throw new ConflictError(
    `${nameIn(directory, DIRECTORY_FILES.rotation)} does not say how far the rotation is; nothing was written`,
    { hint: 'restore it as kx certs rotate wrote it' },
  );
}

/** @returns whether old and new CA stand beside each other now */
export function isUnderWay(rotation: Rotation | undefined): rotation is Rotation {
  return rotation !== undefined && rotation.stage !== 'finish';
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function decodeRotation(value: JsonValue): Rotation | undefined {
  if (!isJsonObject(value) || value['kind'] !== 'CertificateRotation') return undefined;
  const stage = ROTATION_STAGES.find((each) => each === value['stage']);
  const newAuthority = decodeAuthority(value['newAuthority']);
  const listed = value['oldAuthorities'];
  const oldAuthorities = isJsonList(listed) ? listed.map(decodeAuthority) : [undefined];
  const known = oldAuthorities.filter((authority) => authority !== undefined);
  if (stage === undefined || newAuthority === undefined) return undefined;
  if (known.length !== oldAuthorities.length) return undefined;
  const done = isJsonObject(value['done']) ? decodeTimes(value['done']) : {};
  return { kind: 'CertificateRotation', stage, oldAuthorities: known, newAuthority, done };
}

function decodeAuthority(value: JsonValue | undefined): RotatedAuthority | undefined {
  if (!isJsonObject(value)) return undefined;
  const { subject, notAfter, sha256 } = value;
  if (typeof subject !== 'string' || typeof notAfter !== 'string' || typeof sha256 !== 'string')
    return undefined;
  return { subject, notAfter, sha256 };
}

function decodeTimes(value: JsonObject): Rotation['done'] {
  return Object.fromEntries(
    ROTATION_STAGES.flatMap((stage) => {
      const time = value[stage];
      return typeof time === 'string' ? [[stage, time]] : [];
    }),
  );
}
