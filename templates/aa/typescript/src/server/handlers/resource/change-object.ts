import { isDeepStrictEqual } from 'node:util';
import { conflict } from '../../api/api-errors.ts';
import type { ApiObject } from '../../api/api-object.ts';
import { ApiError } from '../../api/status.ts';
import { wholeNumberProblem } from '../../request/whole-number.ts';
import type { StoredObject } from '../../storage/storage.ts';
import { findObject } from './get.ts';
import { previewOf } from './preview.ts';
import { keyOf, type ResourceInput } from './resource-input.ts';

/** k8s.io/apiserver pkg/endpoints/handlers/patch.go maxRetryWhenPatchConflicts. */
const mostRetries = 5;

const stale = 'the object has been modified; please apply your changes to the latest version and try again';

/**
 * Writes what `change` makes of the stored object. When another writer comes in between, `change` is asked again; a
 * write that changes nothing stores nothing, but where the object is kept in another version than it would be now; an
 * object that was only waiting for its last finalizer goes.
 */
export const changeObject = (
  input: ResourceInput,
  dryRun: boolean,
  change: (stored: ApiObject) => Promise<ApiObject>,
): Promise<StoredObject> =>
  // Many who write the same object at once would only be in each other's way; other replicas still may be.
  input.server.inTurn(keyOf(input), async () => {
    for (let retries = 0; retries <= mostRetries; retries += 1) {
      const item = await tryToChange(input, dryRun, change);
      if (item !== undefined) return item;
    }
    throw conflict(input.kind, input.info.name, stale);
  });

/** Gives undefined where another writer came in between. */
const tryToChange = async (
  input: ResourceInput,
  dryRun: boolean,
  change: (stored: ApiObject) => Promise<ApiObject>,
): Promise<StoredObject | undefined> => {
  const stored = await findObject(input);
  const object = await change(stored.object);
  await input.server.namespaces.admitUpdate(input.info.namespace);
  if (stored.isOutdated !== true && isDeepStrictEqual(object, stored.object)) return stored;
  return dryRun ? previewOf(stored, object, input.server.storage) : write(input, stored, object);
};

const write = ({ server }: ResourceInput, stored: StoredObject, object: ApiObject) => {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  const isReleased = deletionTimestamp !== undefined && finalizers.length === 0;
  return isReleased ? server.storage.remove(stored, object) : server.storage.replace(stored, object);
};

/** 500 for a version that is none, as upstream; 409 unless the version that the client changed is the stored one; none means that it does not care. */
export const checkVersion = (input: ResourceInput, stored: ApiObject, given: string | undefined): void => {
  if (given === undefined || given === '' || given === stored.metadata.resourceVersion) return;
  const problem = wholeNumberProblem(given, 'ParseUint');
  if (problem !== undefined) throw new ApiError({ code: 500, message: problem });
  throw conflict(input.kind, input.info.name, stale);
};
