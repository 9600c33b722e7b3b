import { isCrd } from './from-crd/from-crd.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from './json-value.ts';
import type { SourceFormat } from './source/source-format.ts';

/** Keywords that only a schema has at its top. */
const SCHEMA_KEYWORDS = [
  '$schema',
  '$defs',
  'definitions',
  '$ref',
  'properties',
  'allOf',
  'anyOf',
  'oneOf',
  'additionalProperties',
];

const JSON_TYPES: readonly JsonValue[] = [
  'array',
  'boolean',
  'integer',
  'null',
  'number',
  'object',
  'string',
];

/** @returns whether a file is TypeScript, by its name or, as on stdin, its text */
export function isTypeScript(name: string, text: string): boolean {
  if (/\.[cm]?tsx?$/u.test(name)) return true;
  return (
    /^\s*(?:import\s|export\s|(?:declare\s+)?(?:interface|type|enum|namespace)\s+[A-Za-z_$])/mu.test(text) &&
    !/^\s*[{[]/u.test(text)
  );
}

/**
 * Tells what a document describes a resource by.
 *
 * @returns undefined for what is none of them
 */
export function detectDocument(document: JsonValue): Exclude<SourceFormat, 'typescript'> | undefined {
  if (!isJsonObject(document)) return undefined;
  if (isCrd(document)) return 'crd';
  if (typeof document['apiVersion'] === 'string' && typeof document['kind'] === 'string') return 'sample';
  if (isSchema(document)) return 'schema';
  return isJsonObject(document['spec']) || isJsonObject(document['metadata']) ? 'sample' : undefined;
}

function isSchema(document: JsonObject): boolean {
  const { type } = document;
  const types = isJsonList(type) ? type : [type ?? null];
  return (
    SCHEMA_KEYWORDS.some((keyword) => Object.hasOwn(document, keyword)) ||
    (type !== undefined && types.every((each) => JSON_TYPES.includes(each)))
  );
}
