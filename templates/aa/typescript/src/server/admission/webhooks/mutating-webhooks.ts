import { isDeepStrictEqual } from 'node:util';
import { internalError } from '../../api/api-errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../api/json.ts';
import { jsonPatch } from '../../patch/json-patch.ts';
import type { Attributes, SeenVersion } from '../attributes.ts';
import type { Reinvocation } from '../reinvocation.ts';
import { askWebhook } from './ask-webhook.ts';
import { calledVersion } from './called-version.ts';
import { passOver } from './pass-over.ts';
import type { ConfiguredWebhook, Webhook } from './webhook.ts';
import type { WebhookMeans } from './webhook-means.ts';

/** A round of asking those that may change an object: the first one, or another since one of them did. */
export type WebhookRound = WebhookMeans & {
  readonly round: 0 | 1;
  readonly again: Reinvocation<Webhook>;
};

/**
 * Asks webhooks one after the other, each of what the one before has made of the object (k8s.io/apiserver
 * pkg/admission/plugin/webhook/mutating).
 *
 * @returns the object of the request, the very same where nobody changes it. @throws ApiError
 */
export const askMutatingWebhooks = async (
  webhooks: readonly ConfiguredWebhook[],
  attributes: Attributes,
  { again, round, ...means }: WebhookRound,
): Promise<JsonObject | null> => {
  let { object } = attributes;
  again.begin(object);
  for (const [index, configured] of webhooks.entries()) {
    const { webhook } = configured;
    const now = { ...attributes, object };
    const seen = await calledVersion(webhook, now, means);
    if (seen === undefined || !again.isDue(webhook)) continue;
    const made = await ask({ configured, seen, place: `round_${round}_index_${index}` }, now, means);
    const wantsMore = webhook.reinvocationPolicy === 'IfNeeded';
    again.asked(webhook, { isChanged: made !== object, wantsMore });
    object = made;
  }
  again.end(object);
  return object;
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
