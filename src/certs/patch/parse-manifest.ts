import { type Document, parseAllDocuments } from 'yaml';
import { InputError } from '../input-error.ts';
import { isTooDeep, notYaml, TOO_DEEP } from '../manifest/parse-documents.ts';

/** A document of a manifest, with where each of its parts stands. */
export type ParsedDocument = {
  readonly document: Document.Parsed;
  /** Its plain value, nothing of it shared: undefined for an empty document. */
  readonly value: unknown;
};

/**
 * Reads a manifest as kubectl does: YAML 1.1 of one or many documents, merge keys included, or JSON.
 *
 * @returns the documents with the places of their parts in the text
 * @throws InputError whose message continues the file's name
 */
export function parseManifest(text: string): readonly ParsedDocument[] {
  if (isTooDeep(text)) throw new InputError(TOO_DEEP);
  const documents = parseAllDocuments(text, {
    logLevel: 'error',
    version: '1.1',
    keepSourceTokens: true,
  });
  return (Array.isArray(documents) ? documents : []).map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw templateIn(text) ?? streamIn(text) ?? notYaml(error);
    return { document, value: plainValue(document) };
  });
}

function plainValue(document: Document.Parsed): unknown {
  try {
    const value: unknown = document.toJS();
    return value === null || value === undefined ? undefined : JSON.parse(JSON.stringify(value));
  } catch (cause) {
    throw notYaml(cause);
  }
}

/** @returns what is said of a template of Helm or Go, which is no YAML before it is rendered */
function templateIn(text: string): InputError | undefined {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^[^#]*\{\{/.test(line));
  if (at === -1) return undefined;
  return templateError(at + 1);
}

/** kubectl takes such a stream; where one object ends in it, nobody says. */
function streamIn(text: string): InputError | undefined {
  if (!/^\s*\{/.test(text) || !/\}\s*\{/.test(text)) return undefined;
  return new InputError('holds several JSON objects one behind the other: put a line with --- between them');
}

/** @param line where the template begins to be one */
export function templateError(line: number): InputError {
  return new InputError(
    `is a template (line ${line} has {{ }}), not a manifest: render it first, as in helm template CHART | kx certs patch -f - --ca ca.crt`,
  );
}
