import type { Problem, Violation } from '../../errors.ts';
import { nearest } from '../nearest.ts';
import { childrenOf } from '../schema/children-of.ts';
import type { Schema } from '../schema/schema.ts';
import { defaultWarnings } from './default-warnings.ts';

const LINTS: readonly ((schema: Schema) => readonly Problem[])[] = [
  requiredProblems,
  listProblems,
  setProblems,
  enumProblems,
];

/**
 * Finds what the API server takes in a schema and its users regret.
 *
 * @param schema of a whole object
 * @returns warnings at the fields: `schema.spec.ports`
 */
export function lintSchema(schema: Schema): readonly Violation[] {
  return [...lintNode(schema, 'schema'), ...defaultWarnings(schema, 'schema'), ...conditionWarnings(schema)];
}

function lintNode(schema: Schema, path: string): readonly Violation[] {
  return [
    ...LINTS.flatMap((lint) => lint(schema)).map((problem) => ({ path, ...problem })),
    ...childrenOf(schema, path).flatMap(([childPath, child]) => lintNode(child, childPath)),
  ];
}

/** A field that is required and not declared is pruned and then missed. */
function requiredProblems(schema: Schema): readonly Problem[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (schema['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties !== undefined)
    return [];
  const ofServer = schema['x-kubernetes-embedded-resource'] === true ? SERVER_FIELDS : new Set<string>();
  return required
    .filter((name) => !Object.hasOwn(properties, name) && !ofServer.has(name))
    .map((name) => {
      const near = nearest(name, Object.keys(properties));
      return {
        message: `requires '${name}', which is no field of it: no object with it could be created`,
        hint: near === undefined ? `declare ${name}, or do not require it` : `did you mean ${near}?`,
      };
    });
}

const SERVER_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** An unset list type is atomic: appliers of single items overwrite each other. */
function listProblems(schema: Schema): readonly Problem[] {
  if (schema.type !== 'array' || schema['x-kubernetes-list-type'] !== undefined) return [];
  const isObject = schema.items?.type === 'object';
  return [
    {
      message: 'is a list without a list type: server-side apply replaces it as a whole',
      hint: isObject
        ? 'listType=map,listMapKey=NAME, or listType=atomic'
        : 'listType=set, or listType=atomic',
    },
  ];
}

/** Kubernetes 1.37 warns of it too. */
function setProblems(schema: Schema): readonly Problem[] {
  if (schema['x-kubernetes-list-type'] !== 'set' || schema.items?.type !== 'object') return [];
  const message = 'is a set of objects, which server-side apply and CEL rules do not support';
  return [{ message, hint: 'listType=map,listMapKey=NAME tells objects apart by a key' }];
}

/** `enum` lets null through only where `nullable` does as well. */
function enumProblems(schema: Schema): readonly Problem[] {
  const { enum: values = [], nullable, type } = schema;
  if (values.length > 0 && type === undefined && schema['x-kubernetes-int-or-string'] !== true) {
    return [
      {
        message: 'has an enum and no type: rules, clients and kubectl explain take it for anything',
        hint: 'say the type of its values',
      },
    ];
  }
  if (nullable === true && values.length > 0 && !values.includes(null)) {
    return [{ message: 'is nullable, but its enum does not have null, so null is refused' }];
  }
  return [];
}

/** kubectl wait and every controller library look conditions up by type. */
function conditionWarnings(schema: Schema): readonly Violation[] {
  const conditions = schema.properties?.['status']?.properties?.['conditions'];
  if (conditions === undefined) return [];
  const path = 'schema.status.conditions';
  const hint =
    '--field status.conditions[].type:string! and status.conditions:object[]{listType=map,listMapKey=type}';
  const keys = conditions['x-kubernetes-list-map-keys'] ?? [];
  const isMap = conditions['x-kubernetes-list-type'] === 'map' && keys.length === 1 && keys[0] === 'type';
  if (conditions.type !== 'array')
    return [{ path, message: 'conditions are a list in every Kubernetes API', hint }];
  return isMap
    ? []
    : [{ path, message: 'conditions are not told apart by type, so controllers overwrite each other', hint }];
}
