import { setTimeout as sleep } from 'node:timers/promises';
import type { Authorizer } from '../authorization/authorizer.ts';
import type { ClusterClient } from '../cluster/cluster-client.ts';
import { type Mirror, startMirror } from '../cluster/mirror.ts';
import type { Log } from '../log/log.ts';
import type { Admission } from './admission.ts';
import type { Attributes } from './attributes.ts';
import { forbiddenRequest } from './forbidden-request.ts';
import type { Namespaces } from './namespaces.ts';
import { createFindParams } from './policies/param-objects.ts';
import type { Policy, PolicyBinding } from './policies/policy.ts';
import { askPolicies } from './policies/validating-policies.ts';
import { askMutatingWebhooks } from './webhooks/mutating-webhooks.ts';
import { createPostReview } from './webhooks/post-review.ts';
import { askValidatingWebhooks } from './webhooks/validating-webhooks.ts';
import { type WebhookConfiguration, webhooksOf } from './webhooks/webhook.ts';

/** What the cluster wants of requests, which is followed as it changes. */
export type ClusterAdmission = Admission & {
  readonly isListed: () => boolean;
  readonly stop: () => void;
};

/** What it takes to know and to do it. */
export type AdmissionMeans = {
  readonly client: ClusterClient;
  readonly namespaces: Namespaces;
  readonly authorizer: Authorizer;
  readonly now: () => number;
  readonly log: Log;
};

/** How long a request waits for the first lists (k8s.io/apiserver pkg/admission timeToWaitForReady). */
const patienceMilliseconds = 10_000;
const pauseMilliseconds = 100;

/**
 * The webhooks and validating policies of the cluster, which kube-apiserver asks of what it serves itself alone: who
 * serves the rest has to (k8s.io/apiserver pkg/admission/plugin/webhook, policy/validating).
 */
export const startClusterAdmission = (means: AdmissionMeans): ClusterAdmission => {
  const { client, namespaces, authorizer, now, log } = means;
  const mirrors = startMirrors(client, log);
  const webhooks = { findNamespace: namespaces.find, authorizer, post: createPostReview(), log };
  const findParams = createFindParams(client, now);
  const isListed = () => Object.values(mirrors).every((mirror) => mirror.isListed());
  const ready = async (attributes: Attributes): Promise<void> => {
    for (let waited = 0; !isListed(); waited += pauseMilliseconds) {
      if (waited >= patienceMilliseconds)
        throw forbiddenRequest(attributes, 'not yet ready to handle request');
      await sleep(pauseMilliseconds);
    }
  };
  return {
    isListed,
    stop: () => {
      for (const mirror of Object.values(mirrors)) mirror.stop();
    },
    mutate: async (attributes, told) => {
      await ready(attributes);
      const configured = webhooksOf(objectsOf<WebhookConfiguration>(mirrors.mutating));
      return askMutatingWebhooks(configured, attributes, { ...webhooks, told });
    },
    validate: async (attributes, told) => {
      await ready(attributes);
      const policies = objectsOf<Policy>(mirrors.policies);
      const bindings = objectsOf<PolicyBinding>(mirrors.bindings);
      const { findNamespace } = webhooks;
      const policyMeans = { policies, bindings, findNamespace, findParams, authorizer, told };
      await askPolicies(attributes, policyMeans);
      const configured = webhooksOf(objectsOf<WebhookConfiguration>(mirrors.validating));
      await askValidatingWebhooks(configured, attributes, { ...webhooks, told });
    },
  };
};

const startMirrors = (client: ClusterClient, log: Log) => {
  const mirrorOf = (resource: string) => {
    const path = `/apis/admissionregistration.k8s.io/v1/${resource}`;
    return startMirror(client, { path, mayBeMissing: true }, log);
  };
  return {
    mutating: mirrorOf('mutatingwebhookconfigurations'),
    validating: mirrorOf('validatingwebhookconfigurations'),
    policies: mirrorOf('validatingadmissionpolicies'),
    bindings: mirrorOf('validatingadmissionpolicybindings'),
  };
};

/** kube-apiserver has validated and defaulted them. */
const objectsOf = <T>(mirror: Mirror): readonly T[] => mirror.list() as unknown as readonly T[];
