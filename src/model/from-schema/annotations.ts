import { readStructuralSchema } from '../from-crd/read-structural-schema.ts';
import { canonicalJson, isJsonObject, type JsonObject } from '../json-value.ts';
import type { Schema } from '../schema/schema.ts';
import { validateValue } from '../value/validate-value.ts';
import { type Context, warn } from './context.ts';

const KUBERNETES_KEYWORDS = [
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
  'externalDocs',
];

type Place = { readonly context: Context; readonly at: string };

/**
 * Adds to a schema what is said of it besides what it allows: texts, default, example, Kubernetes' own keywords.
 *
 * A default that the schema itself refuses is named as lost, since the API server would refuse the CRD.
 */
export function annotate(schema: Schema, plain: JsonObject, { context, at }: Place): Schema {
  const own = Object.fromEntries(
    KUBERNETES_KEYWORDS.flatMap((key) => (key in plain ? [[key, plain[key] ?? null]] : [])),
  );
  const kept = {
    ...schema,
    ...readStructuralSchema(own, { path: at, notes: context.notes }),
    ...textsOf(plain),
  };
  return {
    ...kept,
    ...(isJsonObject(plain) && 'example' in plain ? exampleOf(plain) : {}),
    ...defaultOf(kept, plain, { context, at }),
  };
}

function textsOf(plain: JsonObject): Schema {
  const { title, description, deprecated } = plain;
  const said = typeof description === 'string' ? description : '';
  const text =
    deprecated === true && !/\bdeprecated\b/iu.test(said)
      ? `${said}${said === '' ? '' : ' '}Deprecated.`
      : said;
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(text === '' ? {} : { description: text }),
  };
}

function exampleOf(plain: JsonObject): Schema {
  const { example } = plain;
  return example === undefined || example === null ? {} : { example };
}

function defaultOf(schema: Schema, plain: JsonObject, { context, at }: Place): Schema {
  const { default: value } = plain;
  if (value === undefined || value === null) return {};
  const [problem] = validateValue(schema, value);
  if (problem === undefined) return { default: value };
  const what = problem.path === '' ? 'it' : problem.path.slice(1);
  warn(
    context,
    at,
    `the default ${canonicalJson(value)} is lost, since its own schema refuses it: ${what} ${problem.message}`,
  );
  return {};
}
