import { qualified } from '../api/api-errors.ts';
import { isJsonObject, type JsonObject, ownMember } from '../api/json.ts';
import { ApiError } from '../api/status.ts';
import type { Namespaces } from './namespaces.ts';

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

/**
 * k8s.io/apiserver pkg/admission/plugin/namespace/lifecycle, which kube-apiserver does not run for what it forwards.
 * Upstream's immortal namespaces and its forced look-ups are about deletions of namespaces, which never come here.
 */
export const createNamespaceLifecycle = (namespaces: Namespaces): NamespaceLifecycle => ({
  admitCreate: async (object) => {
    if (object.namespace === '') return;
    if (isTerminating(await namespaces.await(object.namespace))) throw terminating(object);
  },
  admitUpdate: async (name) => {
    if (name !== '') await namespaces.find(name);
  },
});

const isTerminating = (namespace: JsonObject): boolean => {
  const status = ownMember(namespace, 'status');
  return isJsonObject(status) && ownMember(status, 'phase') === 'Terminating';
};

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
