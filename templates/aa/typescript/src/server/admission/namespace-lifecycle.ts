import { setTimeout as sleep } from 'node:timers/promises';
import { internalError, qualified } from '../api/api-errors.ts';
import { isJsonObject, type JsonObject, ownMember } from '../api/json.ts';
import { ApiError } from '../api/status.ts';
import type { ClusterClient } from '../cluster/cluster-client.ts';
import { ClusterError } from '../cluster/cluster-error.ts';
import type { Mirror } from '../cluster/mirror.ts';
import type { Log } from '../log/log.ts';

/** What is to be created. */
export type NewObject = {
  readonly group: string;
  readonly plural: string;
  /** Empty for what is cluster-scoped. */
  readonly namespace: string;
  readonly name: string;
};

/** Whether objects may be in a namespace, as its own life has it. */
export type NamespaceLifecycle = {
  /** @throws ApiError 404 for a namespace that is not there, 403 for one that goes */
  readonly admitCreate: (object: NewObject) => Promise<void>;
  /** @throws ApiError 404 for a namespace that is not there */
  readonly admitUpdate: (namespace: string) => Promise<void>;
};

/** Where there is no cluster whose namespaces they could be. */
export const anyNamespace: NamespaceLifecycle = {
  admitCreate: async () => {},
  admitUpdate: async () => {},
};

/** Time for the mirror to hear of a namespace that was made just before: upstream's missingNamespaceWait. */
const waitMilliseconds = 50;

/**
 * k8s.io/apiserver pkg/admission/plugin/namespace/lifecycle, which kube-apiserver does not run for what it forwards.
 * A namespace that the mirror does not know is asked for, so that creating one and an object in it at once works.
 * Upstream's immortal namespaces and its forced look-ups are about deletions of namespaces, which never come here.
 */
export const createNamespaceLifecycle = (
  client: ClusterClient,
  namespaces: Mirror,
  log: Log,
): NamespaceLifecycle => {
  const findForCreate = async (name: string): Promise<JsonObject> => {
    const known = namespaces.get(name);
    if (known !== undefined) return known;
    if (namespaces.isListed()) await sleep(waitMilliseconds);
    return namespaces.get(name) ?? (await lookUp(client, name, log));
  };
  return {
    admitCreate: async (object) => {
      if (object.namespace === '') return;
      if (isTerminating(await findForCreate(object.namespace))) throw terminating(object);
    },
    admitUpdate: async (name) => {
      if (name !== '' && namespaces.get(name) === undefined) await lookUp(client, name, log);
    },
  };
};

const lookUp = async (client: ClusterClient, name: string, log: Log): Promise<JsonObject> => {
  try {
    return await client.call({ path: `/api/v1/namespaces/${encodeURIComponent(name)}` });
  } catch (cause) {
    if (cause instanceof ClusterError && cause.status === 404) throw notFound(name);
    const message = cause instanceof Error ? cause.message : String(cause);
    log.error('Cannot look up a namespace', { namespace: name, err: message });
    throw internalError('kube-apiserver cannot be asked for the namespace');
  }
};

const isTerminating = (namespace: JsonObject): boolean => {
  const status = ownMember(namespace, 'status');
  return isJsonObject(status) && ownMember(status, 'phase') === 'Terminating';
};

const notFound = (name: string): ApiError =>
  new ApiError({
    code: 404,
    reason: 'NotFound',
    message: `namespaces "${name}" not found`,
    details: { name, kind: 'namespaces' },
  });

const terminating = ({ group, plural, namespace, name }: NewObject): ApiError =>
  new ApiError({
    code: 403,
    reason: 'Forbidden',
    message: `${qualified({ group, plural })} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    details: {
      name,
      group,
      kind: plural,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    },
  });
