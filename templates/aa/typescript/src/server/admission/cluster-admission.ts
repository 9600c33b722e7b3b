import { setTimeout as sleep } from 'node:timers/promises';
import type { Authorizer } from '../authorization/authorizer.ts';
import type { ClusterClient } from '../cluster/cluster-client.ts';
import { type Mirror, startMirror } from '../cluster/mirror.ts';
import type { Log } from '../log/log.ts';
import type { Admission } from './admission.ts';
import type { Attributes } from './attributes.ts';
import { forbiddenRequest } from './forbidden-request.ts';
import type { Namespaces } from './namespaces.ts';
import { askMutatingPolicies } from './policies/mutating-policies.ts';
import { createFindParams } from './policies/param-objects.ts';
import { inOrder, type MutatingPolicy, type Policy, type PolicyBinding } from './policies/policy.ts';
import { askPolicies } from './policies/validating-policies.ts';
import { createReinvocation } from './reinvocation.ts';
import { askMutatingWebhooks } from './webhooks/mutating-webhooks.ts';
import { createPostReview } from './webhooks/post-review.ts';
import { askValidatingWebhooks } from './webhooks/validating-webhooks.ts';
import { type Webhook, webhooksOf } from './webhooks/webhook.ts';

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
 * The webhooks and policies of the cluster, which kube-apiserver asks of what it serves itself alone: who
 * serves the rest has to (k8s.io/apiserver pkg/admission/plugin/webhook, policy).
 */
export const startClusterAdmission = (means: AdmissionMeans): ClusterAdmission => {
  const { client, namespaces, authorizer, now, log } = means;
  const mutating = follow(means, 'mutatingwebhookconfigurations', webhooksOf);
  const validating = follow(means, 'validatingwebhookconfigurations', webhooksOf);
  const policies = follow(means, 'validatingadmissionpolicies', inOrder<Policy>);
  const bindings = follow(means, 'validatingadmissionpolicybindings', inOrder<PolicyBinding>);
  const changing = follow(means, 'mutatingadmissionpolicies', inOrder<MutatingPolicy>);
  const changingBindings = follow(means, 'mutatingadmissionpolicybindings', inOrder<PolicyBinding>);
  const followed = [mutating, validating, policies, bindings, changing, changingBindings];
  const { find: findNamespace } = namespaces;
  const webhookMeans = { findNamespace, authorizer, post: createPostReview(), log };
  const policyMeans = { findNamespace, authorizer, findParams: createFindParams(client, now) };
  const isListed = () => followed.every(({ mirror }) => mirror.isListed());
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
      for (const { mirror } of followed) mirror.stop();
    },
    mutate: async (attributes, told) => {
      await ready(attributes);
      const bound = { policies: changing.current(), bindings: changingBindings.current() };
      const byPolicy = { ...policyMeans, ...bound, again: createReinvocation<string>() };
      const byWebhook = { ...webhookMeans, told, again: createReinvocation<Webhook>() };
      const ask = async (round: 0 | 1, object: Attributes['object']) => {
        const changed = await askMutatingPolicies({ ...attributes, object }, byPolicy);
        const now = { ...attributes, object: changed };
        return askMutatingWebhooks(mutating.current(), now, { ...byWebhook, round });
      };
      const first = await ask(0, attributes.object);
      return byPolicy.again.hasChanged() || byWebhook.again.hasChanged() ? ask(1, first) : first;
    },
    validate: async (attributes, told) => {
      await ready(attributes);
      const bound = { policies: policies.current(), bindings: bindings.current() };
      await askPolicies(attributes, { ...policyMeans, ...bound, told });
      await askValidatingWebhooks(validating.current(), attributes, { ...webhookMeans, told });
    },
  };
};

/** A collection of that API as it is used, which is made anew after a change alone. */
const follow = <T, Read>(
  { client, log }: AdmissionMeans,
  resource: string,
  read: (objects: readonly T[]) => Read,
): { readonly mirror: Mirror; readonly current: () => Read } => {
  let known: { readonly value: Read } | undefined;
  const onChange = () => {
    known = undefined;
  };
  const path = `/apis/admissionregistration.k8s.io/v1/${resource}`;
  const mirror = startMirror(client, { path, mayBeMissing: true, onChange }, log);
  return {
    mirror,
    current: () => {
      // kube-apiserver has validated and defaulted them.
      known ??= { value: read(mirror.list() as unknown as readonly T[]) };
      return known.value;
    },
  };
};
