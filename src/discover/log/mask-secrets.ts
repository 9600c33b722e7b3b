import { decoded, type JsonFrame, type JsonString, jsonStrings } from './json-strings.ts';

const MASKED = '"<masked>"';

/** Kinds whose objects carry credentials, by the object and the members of it that do. */
const CREDENTIALS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  TokenRequest: { status: ['token'] },
  TokenReview: { spec: ['token'] },
  ExecCredential: { status: ['token', 'clientKeyData'] },
};

/** Members of a Secret whose values are secret (k8s.io/api core/v1 Secret). */
const SECRET_MEMBERS = new Set(['data', 'stringData']);

/** A text without any of these names no object that is masked. */
const HINT = /Secret|Token|ExecCredential/;

/**
 * Masks what is secret in the body of a request or an answer: the values of `data` and `stringData` of each Secret,
 * and the tokens and keys of TokenRequest, TokenReview and ExecCredential objects, wherever they stand: alone, in a
 * list, as object of a table row or a watch event, and in a string that holds JSON itself, such as the annotation
 * kubectl.kubernetes.io/last-applied-configuration. kubectl shows them all.
 *
 * @param body JSON documents; one that is cut off is masked as far as it goes
 * @returns the same text with `<masked>` for each of these values, everything else untouched
 */
export function maskSecrets(body: string): string {
  if (!HINT.test(body)) return body;
  const parts: string[] = [];
  let end = 0;
  for (const found of jsonStrings(body)) {
    const quoted = body.slice(found.start, found.end);
    const shown = isSecret(found) ? MASKED : maskedWithin(quoted);
    if (shown === quoted) continue;
    parts.push(body.slice(end, found.start), shown);
    end = found.end;
  }
  return parts.join('') + body.slice(end);
}

/** A string may hold JSON in its turn; one that is cut off and may do so is masked as a whole. */
function maskedWithin(quoted: string): string {
  if (!/^"\s*[{[]/.test(quoted) || !HINT.test(quoted)) return quoted;
  const text = decoded(quoted);
  if (text === undefined) return MASKED;
  const masked = maskSecrets(text);
  return masked === text ? quoted : JSON.stringify(masked);
}

function isSecret({ key, frame }: JsonString): boolean {
  if (frame === undefined) return false;
  const owner = frame.parent;
  if (owner === undefined || owner.isArray) return false;
  if (SECRET_MEMBERS.has(frame.key)) return isSecretKind(owner);
  return CREDENTIALS[kindOf(owner) ?? '']?.[frame.key]?.includes(key) === true;
}

/** An object that is cut off before its kind may be a Secret. */
function isSecretKind(owner: JsonFrame): boolean {
  const kind = kindOf(owner);
  return kind === 'Secret' || (kind === undefined && !owner.isWhole);
}

/** Items of a list have no kind of their own in what API servers answer. */
function kindOf(frame: JsonFrame): string | undefined {
  if (frame.kind !== undefined) return frame.kind;
  const list =
    frame.parent?.isArray === true && frame.parent.key === 'items' ? frame.parent.parent : undefined;
  return list?.kind?.replace(/List$/, '');
}
