import type { Problem } from '../../errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { nearestHint } from '../nearest.ts';
import { resolveRef } from './resolve-ref.ts';

/** The node that describes the resource, or why it is not known which. */
type Root = { readonly raw: JsonValue; readonly pointer: string } | { readonly problem: Problem };

const DEFINITIONS = ['$defs', 'definitions'] as const;

/**
 * Finds the schema of the resource in a document: the one that the fragment names, else the document itself or, where
 * that holds definitions alone, the only one of them that looks like a Kubernetes object.
 */
export function rootNode(document: JsonValue, source: string, fragment: string | undefined): Root {
  const names = definitionNames(document);
  if (fragment !== undefined && fragment !== '') return named(document, fragment, names);
  if (!isJsonObject(document) || !isBareCollection(document)) return { raw: document, pointer: '#' };
  const roots = names.filter(
    ({ raw }) =>
      isJsonObject(raw) && isJsonObject(raw['properties']) && Object.hasOwn(raw['properties'], 'spec'),
  );
  const [only, second] = roots.length > 0 ? roots : names;
  if (only !== undefined && second === undefined) return { raw: only.raw, pointer: only.pointer };
  const choices = (roots.length > 0 ? roots : names).map(({ name }) => name).join(', ');
  return {
    problem: {
      message: `it holds definitions alone, and which of them is the resource is not said: ${choices}`,
      hint: `${source}#NAME`,
    },
  };
}

function named(document: JsonValue, fragment: string, names: readonly Definition[]): Root {
  const found = names.find(({ name }) => name === fragment);
  if (found !== undefined) return { raw: found.raw, pointer: found.pointer };
  const resolved = fragment.startsWith('/') ? resolveRef(document, `#${fragment}`) : undefined;
  if (resolved !== undefined && 'target' in resolved)
    return { raw: resolved.target, pointer: `#${fragment}` };
  const known = names.map(({ name }) => name);
  const hint =
    nearestHint(fragment, known) ?? (known.length === 0 ? undefined : `definitions: ${known.join(', ')}`);
  return { problem: { message: `there is no definition '${fragment}'`, hint } };
}

type Definition = { readonly name: string; readonly pointer: string; readonly raw: JsonValue };

function definitionNames(document: JsonValue): readonly Definition[] {
  if (!isJsonObject(document)) return [];
  return DEFINITIONS.flatMap((key) => {
    const definitions = document[key];
    return isJsonObject(definitions)
      ? Object.entries(definitions).map(([name, raw]) => ({
          name,
          pointer: `#/${key}/${name.replace(/~/gu, '~0').replace(/\//gu, '~1')}`,
          raw,
        }))
      : [];
  });
}

function isBareCollection(document: JsonObject): boolean {
  const says = [
    '$ref',
    'type',
    'properties',
    'allOf',
    'anyOf',
    'oneOf',
    'additionalProperties',
    'patternProperties',
  ];
  return DEFINITIONS.some((key) => key in document) && !says.some((key) => key in document);
}
