import { isJsonList, isJsonObject, type JsonValue } from '../json-value.ts';

/** What a reference leads to, or why it leads nowhere. */
type Resolved = { readonly target: JsonValue } | { readonly problem: string; readonly hint?: string };

/**
 * Follows a reference inside of a document: a JSON pointer (`#/$defs/Port`), the document itself (`#`), or an anchor.
 *
 * @see RFC 6901
 */
export function resolveRef(document: JsonValue, ref: string): Resolved {
  if (!ref.startsWith('#')) {
    const anchored = findId(document, ref);
    return anchored === undefined
      ? {
          problem: `the reference ${ref} leads out of the document; kx follows those inside it alone`,
          hint: 'bundle the schema into one document, as json-schema-ref-parser or redocly bundle do',
        }
      : { target: anchored };
  }
  const target = ref === '#' || ref.startsWith('#/') ? follow(document, ref) : findId(document, ref.slice(1));
  return target === undefined ? { problem: `the reference ${ref} leads to nothing` } : { target };
}

function follow(document: JsonValue, ref: string): JsonValue | undefined {
  let node: JsonValue | undefined = document;
  for (const step of ref.split('/').slice(1)) {
    node = memberOf(node, unescapedStep(step));
  }
  return node;
}

function unescapedStep(step: string): string {
  const decoded = /%(?![0-9A-Fa-f]{2})/u.test(step) ? step : safelyDecoded(step);
  return decoded.replace(/~1/gu, '/').replace(/~0/gu, '~');
}

function safelyDecoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

function memberOf(node: JsonValue | undefined, step: string): JsonValue | undefined {
  if (isJsonList(node)) return /^\d+$/u.test(step) ? node[Number(step)] : undefined;
  return isJsonObject(node) && Object.hasOwn(node, step) ? node[step] : undefined;
}

/** An anchor or an identifier of its own; zod and TypeBox name definitions so. */
function findId(document: JsonValue, id: string): JsonValue | undefined {
  const definitions = ['$defs', 'definitions'].flatMap((key) => Object.values(memberObject(document, key)));
  return [document, ...definitions].find(
    (node) => isJsonObject(node) && (node['$id'] === id || node['$anchor'] === id || node['id'] === id),
  );
}

function memberObject(document: JsonValue, key: string): Readonly<Record<string, JsonValue>> {
  const member = memberOf(document, key);
  return isJsonObject(member) ? member : {};
}
