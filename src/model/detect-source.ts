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

/** Comments and blanks before the first statement of a TypeScript file. */
const BEFORE_CODE = /^(?:\s|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*/u;

/** @returns whether a file is TypeScript, by its name or, as on stdin, by how its text begins */
export function isTypeScript(name: string, text: string): boolean {
  if (/\.[cm]?tsx?$/u.test(name)) return true;
  if (/\.(?:ya?ml|json)$/u.test(name)) return false;
  const code = text.slice(BEFORE_CODE.exec(text)?.[0].length ?? 0);
  return /^(?:import|export|declare|interface|type|enum|class|const)\s+[A-Za-z_$*{'"]/u.test(code);
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
