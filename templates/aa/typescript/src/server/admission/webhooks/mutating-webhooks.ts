import { isDeepStrictEqual } from 'node:util';
import { internalError } from '../../api/api-errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { jsonPatch } from '../../patch/json-patch.ts';
import type { Attributes, SeenVersion } from '../attributes.ts';
import { askWebhook } from './ask-webhook.ts';
import { calledVersion } from './called-version.ts';
import { passOver } from './pass-over.ts';
import type { ConfiguredWebhook, Webhook } from './webhook.ts';
import type { WebhookMeans } from './webhook-means.ts';

/**
 * Asks webhooks one after the other, each of what the one before has made of the object. Those that want to be asked
 * again where another one has changed it since are, once (k8s.io/apiserver pkg/admission/plugin/webhook/mutating).
 *
 * @returns the object of the request, the very same where nobody changes it. @throws ApiError
 */
export const askMutatingWebhooks = async (
  webhooks: readonly ConfiguredWebhook[],
  attributes: Attributes,
  means: WebhookMeans,
): Promise<JsonObject | null> => {
  const again = createReinvocation();
  const first = await askRound(webhooks, attributes, { ...means, again, round: 0 });
  return again.isNeeded()
    ? askRound(webhooks, { ...attributes, object: first }, { ...means, again, round: 1 })
    : first;
};

type Round = WebhookMeans & { readonly again: Reinvocation; readonly round: 0 | 1 };

const askRound = async (
  webhooks: readonly ConfiguredWebhook[],
  attributes: Attributes,
  { again, round, ...means }: Round,
): Promise<JsonObject | null> => {
  let { object } = attributes;
  for (const [index, configured] of webhooks.entries()) {
    const { webhook } = configured;
    const now = { ...attributes, object };
    const seen = await calledVersion(webhook, now, means);
    if (seen === undefined || (round === 1 && !again.isWanted(webhook))) continue;
    const changed = await ask({ configured, seen, place: `round_${round}_index_${index}` }, now, means);
    if (changed !== object) again.changed();
    object = changed;
    if (webhook.reinvocationPolicy === 'IfNeeded') again.invoked(webhook);
  }
  return object;
};

type Reinvocation = {
  /** A webhook has changed the object. */
  readonly changed: () => void;
  /** A webhook was asked that wants to be asked again where another one changes the object after it. */
  readonly invoked: (webhook: Webhook) => void;
  readonly isWanted: (webhook: Webhook) => boolean;
  readonly isNeeded: () => boolean;
};

/** Who is to be asked again (webhook/mutating/reinvocationcontext.go). */
const createReinvocation = (): Reinvocation => {
  const invoked = new Set<Webhook>();
  const wanted = new Set<Webhook>();
  return {
    changed: () => {
      for (const webhook of invoked) wanted.add(webhook);
      invoked.clear();
    },
    invoked: (webhook: Webhook) => void invoked.add(webhook),
    isWanted: (webhook: Webhook) => wanted.has(webhook),
    isNeeded: () => wanted.size > 0,
  };
};

type Call = {
  readonly configured: ConfiguredWebhook;
  readonly seen: SeenVersion;
  /** As annotations of the record name it. */
  readonly place: string;
};

const ask = async (
  { configured: { configuration, webhook }, seen, place }: Call,
  attributes: Attributes,
  { told, post, log }: WebhookMeans,
): Promise<JsonObject | null> => {
  const object = attributes.object && seen.show(attributes.object);
  let patched = object;
  try {
    const question = { webhook, attributes, seen, object, isMutating: true };
    const { patch } = await askWebhook(post, question, told);
    if (patch.length > 0) patched = patchedBy(webhook, object, patch);
  } catch (cause) {
    passOver(cause, webhook, log);
    told.annotate({ [`failed-open.mutation.webhook.admission.k8s.io/${place}`]: webhook.name });
  } finally {
    const mutated = patched !== object && !isDeepStrictEqual(patched, object);
    const note = JSON.stringify({ configuration, webhook: webhook.name, mutated });
    told.annotate({ [`mutation.webhook.admission.k8s.io/${place}`]: note });
    if (!mutated) patched = object;
  }
  return patched === object || patched === null ? attributes.object : seen.takeBack(patched);
};

/** @throws ApiError 500 for a patch that does not apply */
const patchedBy = ({ name }: Webhook, object: JsonObject | null, patch: readonly JsonValue[]): JsonObject => {
  if (object === null) {
    const problem = `admission webhook "${name}" attempted to modify the object, which is not supported for this operation`;
    throw internalError(problem);
  }
  try {
    const patched = jsonPatch(object, patch);
    if (isJsonObject(patched)) return patched;
  } catch (cause) {
    throw internalError(cause instanceof Error ? cause.message : String(cause));
  }
  throw internalError(`admission webhook "${name}" made something else than an object`);
};
