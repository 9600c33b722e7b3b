import { hasStatus } from '../../api/has-status.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { patchMediaTypes } from '../../patch/apply-patch.ts';
import { connectOperations } from './connect-operations.ts';
import type { Operation, Path } from './open-api-types.ts';
import { operationId } from './operation-names.ts';
import {
  deleteParameters,
  listParameters,
  patchParameters,
  pathParameters,
  pretty,
  writeParameters,
} from './parameters.ts';
import { kindSchemaName, listSchemaName, metaPrefix, scaleSchemaName } from './schema-names.ts';

const json = ['application/json'];
const objectBodies = ['application/json', 'application/yaml'];

/**
 * Every path that the server offers for a kind, with the operations that work on it, named as kube-apiserver names
 * them (k8s.io/apiserver pkg/endpoints/installer.go).
 */
export const pathsOf = (kind: KindDefinition): readonly Path[] => {
  const base = `/apis/${kind.group}/${kind.version}`;
  const scope = kind.namespaced ? [pathParameters.namespace, pretty] : [pretty];
  const collection = kind.namespaced
    ? `${base}/namespaces/{namespace}/${kind.plural}`
    : `${base}/${kind.plural}`;
  const parameters = [pathParameters.name, ...scope];
  return [
    { path: collection, parameters: scope, operations: collectionOperations(kind) },
    { path: `${collection}/{name}`, parameters, operations: objectOperations(kind) },
    ...(hasStatus(kind)
      ? [{ path: `${collection}/{name}/status`, parameters, operations: readAndWrite(kind, 'Status') }]
      : []),
    ...(kind.scale === undefined
      ? []
      : [{ path: `${collection}/{name}/scale`, parameters, operations: readAndWrite(kind, 'Scale') }]),
    ...connectOperations(kind).map(([name, operation]) => ({
      path: `${collection}/{name}/${name}`,
      parameters,
      operations: [operation],
    })),
    ...(kind.namespaced
      ? [{ path: `${base}/${kind.plural}`, parameters: [pretty], operations: [listEverywhere(kind)] }]
      : []),
  ];
};

const scoped = ({ namespaced, kind }: KindDefinition): string => `${namespaced ? 'Namespaced' : ''}${kind}`;

const list = (kind: KindDefinition): Operation => ({
  method: 'get',
  action: 'list',
  id: operationId(kind, 'list', scoped(kind)),
  description: `list or watch objects of kind ${kind.kind}`,
  kind,
  parameters: listParameters,
  replies: { 200: listSchemaName(kind) },
});

const listEverywhere = (kind: KindDefinition): Operation => ({
  ...list(kind),
  id: operationId(kind, 'list', `${kind.kind}ForAllNamespaces`),
});

const collectionOperations = (kind: KindDefinition): readonly Operation[] => [
  list(kind),
  {
    method: 'post',
    action: 'post',
    id: operationId(kind, 'create', scoped(kind)),
    description: `create an object of kind ${kind.kind}`,
    kind,
    parameters: writeParameters,
    body: { mediaTypes: objectBodies, schema: kindSchemaName(kind), required: true },
    replies: { 201: kindSchemaName(kind) },
  },
  {
    method: 'delete',
    action: 'deletecollection',
    id: operationId(kind, 'delete', `Collection${scoped(kind)}`),
    description: `delete many objects of kind ${kind.kind}`,
    kind,
    parameters: [...deleteParameters, ...listParameters],
    body: deleteBody,
    replies: { 200: listSchemaName(kind) },
  },
];

const deleteBody = { mediaTypes: json, schema: `${metaPrefix}.DeleteOptions`, required: false };

const objectOperations = (kind: KindDefinition): readonly Operation[] => [
  ...readAndWrite(kind, ''),
  {
    method: 'delete',
    action: 'delete',
    id: operationId(kind, 'delete', scoped(kind)),
    description: `delete an object of kind ${kind.kind}`,
    kind,
    parameters: deleteParameters,
    body: deleteBody,
    replies: { 200: `${metaPrefix}.Status` },
  },
];

const readAndWrite = (kind: KindDefinition, part: '' | 'Status' | 'Scale'): readonly Operation[] => {
  const object = `the object of kind ${kind.kind}`;
  const what = part === '' ? object : `the ${part.toLowerCase()} of ${object}`;
  const schema = part === 'Scale' ? scaleSchemaName : kindSchemaName(kind);
  const common = { kind, replies: { 200: schema } };
  return [
    {
      ...common,
      method: 'get',
      action: 'get',
      id: operationId(kind, 'read', scoped(kind) + part),
      description: `read ${what}`,
      parameters: [],
    },
    {
      ...common,
      method: 'put',
      action: 'put',
      id: operationId(kind, 'replace', scoped(kind) + part),
      description: `replace ${what}`,
      parameters: writeParameters,
      body: { mediaTypes: objectBodies, schema, required: true },
    },
    {
      ...common,
      method: 'patch',
      action: 'patch',
      id: operationId(kind, 'patch', scoped(kind) + part),
      description: `change ${what}`,
      parameters: patchParameters,
      body: { mediaTypes: patchMediaTypes, schema: `${metaPrefix}.Patch`, required: true },
      // Server-side apply makes what is not there; a part of an object is there with it.
      replies: part === '' ? { 200: schema, 201: schema } : { 200: schema },
    },
  ];
};
