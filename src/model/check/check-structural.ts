import type { Violation } from '../../errors.ts';
import { childrenOf } from '../schema/children-of.ts';
import type { Schema } from '../schema/schema.ts';
import { completenessViolations } from './check-completeness.ts';
import { validationViolations } from './check-value-validations.ts';

/** Where a node stands, for what must hold there. */
type Level = 'field' | 'item' | 'root';

/**
 * Checks that a schema is structural: every value has a type, lists have items, and what stands beside the structure
 * validates and does no more. Flags cannot say otherwise; the CRDs of --from can.
 *
 * @param schema of a whole object
 * @returns violations whose paths are those of the field language after `schema.`
 * @see pkg/apiserver/schema/validation.go of k8s.io/apiextensions-apiserver
 */
export function structuralViolations(schema: Schema, path: string): readonly Violation[] {
  return nodeViolations(schema, path, 'root');
}

function nodeViolations(schema: Schema, path: string, level: Level): readonly Violation[] {
  const problems = [
    ...typeProblems(schema, level),
    ...objectProblems(schema, level),
    ...listProblems(schema),
    ...embeddedProblems(schema),
    ...serverFieldProblems(schema, level),
    ...intOrStringProblems(schema),
  ];
  return [
    ...problems.map((message) => ({ path, message })),
    ...validationViolations(schema, path),
    ...completenessViolations(schema, path),
    ...childrenOf(schema, path).flatMap(([childPath, child]) => {
      const isItem = childPath === `${path}[]`;
      return nodeViolations(child, childPath, isItem ? 'item' : 'field');
    }),
  ];
}

const EMPTY: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

function typeProblems(schema: Schema, level: Level): readonly string[] {
  const { type } = schema;
  if (level === 'root') {
    if (type === undefined) return [`the type ${EMPTY.root}`];
    return type === 'object' ? [] : [`the type must be object at the root, not ${type}`];
  }
  const isAny =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const isMissing = type === undefined && !isAny && schema['x-kubernetes-embedded-resource'] !== true;
  return isMissing ? [`the type ${EMPTY[level]}`] : [];
}

function objectProblems(schema: Schema, level: Level): readonly string[] {
  const { type, properties, additionalProperties, nullable } = schema;
  const isMap = additionalProperties !== undefined;
  const mapType = schema['x-kubernetes-map-type'];
  return [
    ...(level === 'root' && isMap ? ['additionalProperties must not be used at the root'] : []),
    ...(level === 'root' && nullable === true ? ['nullable cannot be true at the root'] : []),
    ...(isMap && properties !== undefined
      ? ['additionalProperties and properties are mutual exclusive']
      : []),
    ...(mapType !== undefined && type !== 'object'
      ? ['the type must be object if x-kubernetes-map-type is specified']
      : []),
  ];
}

function listProblems({ type, items, ...others }: Schema): readonly string[] {
  const listType = others['x-kubernetes-list-type'];
  return [
    ...(type === 'array' && items === undefined ? ['items must be specified'] : []),
    ...(listType !== undefined && type !== 'array'
      ? ['the type must be array if x-kubernetes-list-type is specified']
      : []),
  ];
}

function embeddedProblems(schema: Schema): readonly string[] {
  if (schema['x-kubernetes-embedded-resource'] !== true) return [];
  const { type, properties = {}, additionalProperties } = schema;
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  return [
    ...(type === 'object' ? [] : ['the type must be object if x-kubernetes-embedded-resource is true']),
    ...(additionalProperties === undefined
      ? []
      : ['additionalProperties must not be used if x-kubernetes-embedded-resource is set']),
    ...(Object.keys(properties).length === 0 && !isOpen
      ? [
          'properties must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields',
        ]
      : []),
  ];
}

const SERVER_TYPES = { apiVersion: 'string', kind: 'string', metadata: 'object' } as const;

/** What may be said of the metadata of an object: limits of its names alone. */
function serverFieldProblems(schema: Schema, level: Level): readonly string[] {
  const { properties = {} } = schema;
  if (level !== 'root' && schema['x-kubernetes-embedded-resource'] !== true) return [];
  const wrong = Object.entries(SERVER_TYPES).flatMap(([name, type]) => {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return own === undefined || own.type === type ? [] : [`the type of ${name} must be ${type}`];
  });
  return [...wrong, ...(level === 'root' ? metadataProblems(properties['metadata']) : [])];
}

function metadataProblems(metadata: Schema | undefined): readonly string[] {
  if (metadata === undefined) return [];
  const { type: _, properties = {}, ...others } = metadata;
  const names = Object.keys(properties).filter((name) => name !== 'name' && name !== 'generateName');
  return names.length === 0 && Object.keys(others).length === 0
    ? []
    : [
        'metadata must not specify anything other than name and generateName, but metadata is implicitly specified',
      ];
}

function intOrStringProblems(schema: Schema): readonly string[] {
  if (schema['x-kubernetes-int-or-string'] !== true) return [];
  const keywords = ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const;
  return keywords
    .filter((keyword) => schema[keyword] === true)
    .map((keyword) => `${keyword} must be false if x-kubernetes-int-or-string is true`);
}
