import { badRequest, conflict } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import { hasStatus } from '../../api/has-status.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import type { KindDefinition } from '../../api/kind-definition.ts';
import { ApiError } from '../../api/status.ts';
import { attributesOf } from '../../authorization/attributes.ts';
import { authorize } from '../../authorization/authorize.ts';
import { cannotUnmarshal } from '../../decode/cannot-unmarshal.ts';
import { decodeObject } from '../../decode/decode-object.ts';
import { parseYamlBody } from '../../decode/read-document.ts';
import { managedApply } from '../../managed-fields/managed-apply.ts';
import { managedSchema } from '../../managed-fields/managed-schema.ts';
import { typedProblem } from '../../managed-fields/typed-problem.ts';
import { jsonReply } from '../../negotiation/json-reply.ts';
import { applyMediaType } from '../../patch/apply-patch.ts';
import { representObject } from '../../representation/represent.ts';
import { objectRepresentation } from '../../representation/representation.ts';
import type { Reply } from '../../request/reply.ts';
import type { StoredObject } from '../../storage/storage.ts';
import { admissionOptions } from './admission-options.ts';
import { admit } from './admit.ts';
import { admittedObject } from './admitted-object.ts';
import { applyConflict } from './apply-conflict.ts';
import { changeObject, checkVersion } from './change-object.ts';
import { admitNew, placed, prepareNew, storeNew } from './create.ts';
import { findObject } from './get.ts';
import { managedVersionsOf } from './managed-versions-of.ts';
import type { Part } from './next-object.ts';
import { type PatchOptions, readPatchOptions } from './patch-options.ts';
import type { ResourceInput } from './resource-input.ts';
import { withManagedFields } from './track-fields.ts';
import { checkIdentity, settled, unnamed } from './update.ts';
import { writerOf } from './writer.ts';

/** An apply that was read and can be merged. */
type Application = {
  readonly input: ResourceInput;
  readonly part: Part;
  readonly options: PatchOptions;
  readonly applied: JsonObject;
  /** Whether the body says a name. */
  readonly isNamed: boolean;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
};

/**
 * Server-side apply: answers 200 with what is stored now, 201 where the object is new. 409 for fields of other managers
 * unless it is forced, 422 without a manager (KEP-555; k8s.io/apiserver pkg/endpoints/handlers/patch.go applyPatcher).
 */
export const applyObject = async (input: ResourceInput, part: Part): Promise<Reply> => {
  const { request, kind, server } = input;
  const representation = objectRepresentation(request);
  const options = readPatchOptions(request.query, applyMediaType);
  // A status is applied to what is there alone, which is looked for before the body is.
  if (part === 'status') await findObject(input);
  const { value } = parseYamlBody(await request.body());
  const application = { input, part, options, ...readApplied(input, value) };
  const { status, item } = await write(application);
  return jsonReply(status, representObject(item, { kind, representation, now: server.now() }));
};

const readApplied = (input: ResourceInput, value: JsonValue) => {
  const { kind, info } = input;
  const document = typedObject(value, kind);
  const { metadata: given } = document;
  // That of an object that is there is in the path.
  const metadata = { name: info.name, ...(isJsonObject(given) ? given : {}) };
  const applied = given === undefined || isJsonObject(given) ? { ...document, metadata } : document;
  const object = decodeObject(applied, kind);
  checkIdentity(input, object);
  const { uid, resourceVersion } = object.metadata;
  if (isJsonObject(given) && given['managedFields'] !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  refuseUntyped(input, object, document);
  const isNamed = isJsonObject(given) && given['name'] !== undefined;
  return { applied, isNamed, uid, resourceVersion };
};

/** 400 for what is not an object of the kind. */
const typedObject = (value: JsonValue, kind: KindDefinition): JsonObject => {
  if (value !== null && !isJsonObject(value)) {
    const problem = `${cannotUnmarshal(value)} value of type map[string]interface {}`;
    throw badRequest(`error decoding patch: error unmarshaling JSON: while decoding JSON: ${problem}`);
  }
  const { apiVersion, kind: own } = value ?? {};
  if (value === null || own !== kind.kind) {
    throw badRequest(`invalid object type: ${apiVersion ?? '/'}, Kind=${own ?? ''}`);
  }
  return value;
};

/** The API server answers 500 to what does not fit its schema, and so does this one. */
const refuseUntyped = (
  { kind, info }: ResourceInput,
  { metadata: { namespace = '' } }: ApiObject,
  applied: JsonObject,
): void => {
  const problem = typedProblem(applied, managedSchema(kind.schema));
  if (problem === undefined) return;
  const what = `${namespace}/${info.name}; ${kind.group}/${kind.version}, Kind=${kind.kind}`;
  throw new ApiError({
    code: 500,
    message: `failed to create typed patch object (${what}): ${problem}`,
  });
};

type Written = { readonly status: number; readonly item: StoredObject };

/** Changes the object that is there, else makes it. */
const write = async (application: Application): Promise<Written> => {
  try {
    return await change(application);
  } catch (error) {
    const isMissing = error instanceof ApiError && error.status.code === 404;
    if (!isMissing || application.part === 'status') throw error;
    return await create(application);
  }
};

const change = async ({ input, part, options, ...application }: Application): Promise<Written> => {
  const item = await changeObject(input, options.dryRun, async (stored) => {
    checkVersion(input, stored, application.resourceVersion);
    const { submitted, managedFields } = merge({ input, part, options, ...application }, stored);
    return admittedObject(input, {
      operation: 'UPDATE',
      options: admissionOptions('UpdateOptions', input.request.query),
      dryRun: options.dryRun,
      stored,
      submitted,
      settle: (given) => settled(input, { stored, submitted: given, part }),
      track: (next) => withManagedFields(next, managedFields),
    });
  });
  return { status: 200, item };
};

/** Who may apply may not make objects yet: that is the right to create (k8s.io/apiserver withAuthorization). */
const create = async (application: Application): Promise<Written> => {
  const { input, options } = application;
  const { request, user, server, info } = input;
  await authorize(server.authorizer, user, attributesOf(request, { ...info, verb: 'create' }));
  if (!application.isNamed) throw unnamed(input);
  const { uid = '' } = application;
  if (uid !== '') {
    const detail = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    throw conflict(input.kind, info.name, detail);
  }
  const { submitted, managedFields } = merge(application, undefined);
  await admitNew(input, submitted);
  const object = await admittedObject(input, {
    operation: 'CREATE',
    options: admissionOptions('CreateOptions', request.query),
    dryRun: options.dryRun,
    stored: undefined,
    submitted: placed(input, submitted),
    settle: (given) => prepareNew(input, given),
    track: (made) => withManagedFields(made, managedFields),
  });
  const item = await storeNew(input, object, { dryRun: options.dryRun, isGenerated: false });
  return { status: 201, item };
};

const merge = ({ input, part, options, applied }: Application, stored: ApiObject | undefined) => {
  const { kind } = input;
  const apply = {
    stored,
    applied: takenOf(kind, part, applied),
    writer: writerOf(input, options),
    force: options.force,
  };
  const result = managedApply(kind.schema, apply, managedVersionsOf(input));
  if ('conflicts' in result) throw applyConflict(result.conflicts);
  const { managedFields } = result;
  // Defaults are filled in where something was applied (k8s.io/apimachinery managedfields structuredmerge.go Apply).
  if (stored !== undefined && !result.isChanged) return { submitted: stored, managedFields };
  const document = result.object;
  const object = admit(input, { document, duplicate: [], fieldValidation: 'Ignore', isApplied: true });
  return { submitted: object, managedFields };
};

/** What a write of a part takes of an applied object: the status alone, or all but the status. */
const takenOf = (kind: KindDefinition, part: Part, { status, ...rest }: JsonObject): JsonObject => {
  const ofStatus = status === undefined ? {} : { status };
  if (part === 'status') return ofStatus;
  return hasStatus(kind) ? rest : { ...rest, ...ofStatus };
};
