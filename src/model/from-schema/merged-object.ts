import { canonicalJson, isJsonObject, type JsonObject, type JsonValue } from '../json-value.ts';
import { type Context, warn } from './context.ts';
import type { ConjunctionOf, FlatNode } from './node.ts';
import type { Choice } from './union-schema.ts';

/** @returns one object with the fields of all alternatives, which must have those that all must have */
export function mergedObject(context: Context, { base, union, branches }: Choice): FlatNode {
  const { at } = union;
  const properties = mergedProperties(base, branches, at);
  const [first, ...others] = branches.map(({ required }) => required);
  const needed = [...(first ?? [])].filter((name) => others.every((required) => required.has(name)));
  const nested = branches.some(({ unions }) => unions.length > 0);
  if (nested) warn(context, at, 'choices within alternatives are lost; their fields are kept');
  return {
    ...base,
    types: ['object'],
    plain: { ...preservedBy(branches), ...base.plain },
    properties,
    required: new Set([...base.required, ...needed]),
    byPattern: [...base.byPattern, ...branches.flatMap(({ byPattern }) => byPattern)],
    additional: nested
      ? [{ raw: true, at, active: undefined }]
      : additionalOf({ base, branches, properties, at }),
  };
}

function mergedProperties(base: FlatNode, branches: readonly FlatNode[], at: string): FlatNode['properties'] {
  const choices = new Map<string, ConjunctionOf[]>();
  for (const branch of branches) {
    for (const [name, nodes] of branch.properties) {
      const both = [...(base.properties.get(name) ?? []), ...nodes];
      choices.set(name, [...(choices.get(name) ?? []), both]);
    }
  }
  const merged = [...choices].map(([name, alternatives]) => [name, unified(alternatives, at)] as const);
  return new Map([...base.properties, ...merged]);
}

function preservedBy(branches: readonly FlatNode[]): JsonObject {
  const key = 'x-kubernetes-preserve-unknown-fields';
  return branches.some(({ plain }) => plain[key] === true) ? { [key]: true } : {};
}

type Parts = {
  readonly base: FlatNode;
  readonly branches: readonly FlatNode[];
  readonly properties: FlatNode['properties'];
  readonly at: string;
};

function additionalOf({ base, branches, properties, at }: Parts): FlatNode['additional'] {
  if (base.additional !== undefined) return base.additional;
  const maps = branches.flatMap(({ additional }) =>
    additional === undefined || additional === false ? [] : [additional],
  );
  if (maps.length > 0) return unified(maps, at);
  return properties.size > 0 || branches.every(({ additional }) => additional === false) ? false : undefined;
}

function unified(alternatives: readonly ConjunctionOf[], at: string): ConjunctionOf {
  const distinct = new Map(alternatives.map((nodes) => [fingerprint(nodes), nodes]));
  const [only] = distinct.values();
  return distinct.size === 1 && only !== undefined ? only : [{ choices: [...distinct.values()], at }];
}

/** @returns a text that is the same for nodes that say the same, descriptions aside */
export function fingerprint(nodes: ConjunctionOf): string {
  return nodes
    .map((node) =>
      'raw' in node ? canonicalJson(withoutTexts(node.raw)) : node.choices.map(fingerprint).join('|'),
    )
    .join();
}

function withoutTexts(raw: JsonValue): JsonValue {
  if (!isJsonObject(raw)) return raw;
  const { 'x-kx-at': _, description: _d, ...others } = raw;
  return others;
}
