import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import type { DescribedResource } from '../source/described-resource.ts';
import type { Notes } from '../source/notes.ts';
import { type Context, SchemaTooLargeError } from './context.ts';
import { convertFlat, convertNodes } from './convert.ts';
import { flatten } from './flatten.ts';
import { identityOf } from './identity.ts';
import type { FlatNode } from './node.ts';
import { rootNode } from './root-node.ts';
import { rootSchema } from './root-schema.ts';

/** A JSON Schema, and what is known of it. */
export type SchemaSource = {
  readonly document: JsonValue;
  /** The file, for messages. */
  readonly source: string;
  /** A definition's name or a JSON pointer; without it the document's own root. */
  readonly fragment?: string | undefined;
  /** Whether nodes say themselves where they are written (`x-kx-at`), and are closed where they declare fields. */
  readonly positioned?: boolean;
  readonly notes: Notes;
};

/**
 * Reads a JSON Schema (draft 4 to 2020-12) as the description of a resource.
 *
 * A schema with the fields of a Kubernetes object (`spec`, or apiVersion and kind) is that of whole objects; any other
 * is that of `spec`. It is rewritten to the structural schemas of CRDs; each keyword that gets lost is named among the
 * warnings with where it stands, and what cannot be read among the violations.
 *
 * @returns undefined where it could not be read
 */
export function fromJsonSchema(input: SchemaSource): DescribedResource | undefined {
  const { notes, source } = input;
  const before = notes.violations.length;
  const context = contextOf(input);
  const result = guarded(context, () => describe(context, input));
  if (context.closed > 0 && !context.positioned) {
    const message = `additionalProperties: false (${context.closed} times) is left out: the API server drops fields that are not declared in any case`;
    notes.warnings.push({ path: source, message });
  }
  return notes.violations.length > before ? undefined : result;
}

function contextOf({ document, source, positioned = false, notes }: SchemaSource): Context {
  const context: Context = {
    document,
    source,
    notes,
    positioned,
    converted: new Map(),
    open: new Set(),
    warned: new Set(),
    nodes: 0,
    depth: 0,
    closed: 0,
    convert: (nodes) => convertNodes(context, nodes),
  };
  return context;
}

function guarded<T>(context: Context, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof SchemaTooLargeError)) throw error;
    context.notes.violations.push({ path: error.at, message: error.message });
    return undefined;
  }
}

function describe(
  context: Context,
  { document, source, fragment }: SchemaSource,
): DescribedResource | undefined {
  const root = rootNode(document, source, fragment);
  if ('problem' in root) {
    context.notes.violations.push({ path: source, ...root.problem });
    return undefined;
  }
  const ref = root.pointer === '#' ? undefined : { ref: root.pointer, outer: undefined };
  const node = flatten(context, [{ raw: root.raw, at: `${source}${root.pointer}`, active: ref }]);
  const identity = identityOf(context, node, root.raw);
  const whole = isWholeObject(node);
  const schema = whole
    ? convertFlat(context, withoutServerFields(context, node))
    : specOf(convertFlat(context, withoutTitle(node)));
  const status = schema.properties !== undefined && Object.hasOwn(schema.properties, 'status');
  const { version, ...names } = identity;
  return {
    ...names,
    versions: [
      {
        ...(version === undefined ? {} : { name: version }),
        schema: rootSchema(context, schema, source),
        status,
      },
    ],
    labels: {},
    annotations: {},
  };
}

function isWholeObject({ properties }: FlatNode): boolean {
  return properties.has('spec') || (properties.has('apiVersion') && properties.has('kind'));
}

const SERVER_FIELDS = ['apiVersion', 'kind', 'metadata'];

/** What the server knows of every object itself is not declared; the title is the kind. */
function withoutServerFields(context: Context, node: FlatNode): FlatNode {
  const limited =
    node.properties.get('metadata')?.some((each) => 'raw' in each && isLimited(each.raw)) === true;
  if (limited) {
    const message =
      'what it says of metadata is left out: the API server checks the metadata of every object itself';
    context.notes.warnings.push({ path: node.at, message });
  }
  const properties = new Map([...node.properties].filter(([name]) => !SERVER_FIELDS.includes(name)));
  const required = new Set([...node.required].filter((name) => !SERVER_FIELDS.includes(name)));
  return { ...withoutTitle(node), properties, required, additional: false };
}

/** Whether a schema of metadata says more than that it is there. */
function isLimited(raw: JsonValue): boolean {
  return (
    isJsonObject(raw) &&
    (raw['required'] !== undefined || raw['pattern'] !== undefined || hasLimitedName(raw))
  );
}

function hasLimitedName(raw: JsonObject): boolean {
  const { properties } = raw;
  const name = isJsonObject(properties) ? properties['name'] : undefined;
  return isJsonObject(name) && Object.keys(name).some((key) => key !== 'type' && key !== 'description');
}

function withoutTitle(node: FlatNode): FlatNode {
  const { title, ...plain } = node.plain;
  return typeof title === 'string' && /^[A-Z][A-Za-z0-9]*$/u.test(title) ? { ...node, plain } : node;
}

/** The description of the spec is that of the resource as well. */
function specOf(spec: Schema): Schema {
  const needed = (spec.required ?? []).length > 0;
  return { type: 'object', properties: { spec }, ...(needed ? { required: ['spec'] } : {}) };
}
