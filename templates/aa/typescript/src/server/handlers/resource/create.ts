import { randomUUID } from 'node:crypto';
import { alreadyExists, badRequest, invalidObject } from '../../api/api-errors.ts';
import type { ApiObject, ObjectMeta } from '../../api/api-object.ts';
import { requireJsonObject } from '../../decode/decode-metadata.ts';
import { decodeObject } from '../../decode/decode-object.ts';
import { readJsonBody } from '../../decode/read-json-body.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { representObject } from '../../representation/represent.ts';
import { objectRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import type { StoredObject } from '../../storage/storage.ts';
import { generateName } from './generate-name.ts';
import { nameProblems } from './name-problems.ts';
import { keyOf, type ResourceInput } from './resource-input.ts';
import { timestamp } from './timestamp.ts';
import { readWriteOptions } from './write-options.ts';

/** POST to a collection. */
export const createObject = async (input: ResourceInput): Promise<Reply> => {
  const { request, server, kind } = input;
  const representation = objectRepresentation(request);
  const options = readWriteOptions(request.query, 'CreateOptions');
  const body = await readJsonBody(request, ['application/json']);
  const submitted = decodeObject(requireJsonObject(body.value), kind);
  const object = prepare(input, submitted);
  const item = options.dryRun ? await previewCreate(input, object) : await store(input, object);
  return jsonReply(201, representObject(item, { kind, representation, now: server.now() }));
};

/** The object as it will be stored: what the server decides is set, what only the server may set is dropped. */
const prepare = (input: ResourceInput, { status: _status, ...submitted }: ApiObject): ApiObject => {
  const { kind, server } = input;
  const metadata = ownMetadata(input, submitted.metadata, server.now());
  const object = kind.defaulting?.({ ...submitted, metadata }) ?? { ...submitted, metadata };
  const problems = [...nameProblems(metadata), ...(kind.validation?.(object) ?? [])];
  if (problems.length > 0) throw invalidObject(kind, metadata.name ?? '', problems);
  return object;
};

const ownMetadata = (input: ResourceInput, given: ObjectMeta, now: Date): ObjectMeta => {
  const { labels, annotations, finalizers, ownerReferences, generateName: base } = given;
  const name = given.name ?? (base === undefined || base === '' ? undefined : generateName(base));
  return {
    ...(name === undefined ? {} : { name }),
    ...(base === undefined || base === '' ? {} : { generateName: base }),
    ...namespaceOf(input, given.namespace),
    uid: randomUUID(),
    generation: 1,
    creationTimestamp: timestamp(now),
    ...(labels === undefined ? {} : { labels }),
    ...(annotations === undefined ? {} : { annotations }),
    ...(finalizers === undefined ? {} : { finalizers }),
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
  };
};

const namespaceOf = (
  { kind, info }: ResourceInput,
  given: string | undefined,
): { readonly namespace?: string } => {
  const expected = kind.namespaced ? info.namespace : '';
  if (given !== undefined && given !== '' && given !== expected) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  return kind.namespaced ? { namespace: expected } : {};
};

const store = async (input: ResourceInput, object: ApiObject): Promise<StoredObject> => {
  const name = object.metadata.name ?? '';
  const item = await input.server.storage.create(keyOf(input, name), object);
  if (item === undefined) throw alreadyExists(input.kind, name);
  return item;
};

/** A dry run sees the same refusals, and an object without a resourceVersion. */
const previewCreate = async (input: ResourceInput, object: ApiObject): Promise<StoredObject> => {
  const name = object.metadata.name ?? '';
  const key = keyOf(input, name);
  if ((await input.server.storage.get(key)) !== undefined) throw alreadyExists(input.kind, name);
  return { key, resourceVersion: 0, object, json: JSON.stringify(object) };
};
