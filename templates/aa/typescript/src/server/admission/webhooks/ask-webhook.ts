import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../api/json.ts';
import type { Told } from '../admission.ts';
import type { Attributes, SeenVersion } from '../attributes.ts';
import { admissionRequest, admissionReview } from './admission-review.ts';
import { defaultTimeoutSeconds, type PostReview } from './post-review.ts';
import { readResponse, type WebhookResponse } from './read-response.ts';
import { noDryRun, rejection } from './rejection.ts';
import type { Webhook } from './webhook.ts';
import { WebhookError } from './webhook-error.ts';

/** What a webhook is asked. */
export type Question = {
  readonly webhook: Webhook;
  readonly attributes: Attributes;
  /** The version that it wants to see. */
  readonly seen: SeenVersion;
  /** The object in that version. */
  readonly object: JsonObject | null;
  readonly isMutating: boolean;
};

const reviewVersions: readonly string[] = ['v1', 'v1beta1'];

/**
 * Asks a webhook, and passes on what it says to the client and for the record (k8s.io/apiserver
 * pkg/admission/plugin/webhook dispatchers). @throws ApiError for what it does not let in, WebhookError where it cannot
 * be asked
 */
export const askWebhook = async (
  post: PostReview,
  question: Question,
  told: Told,
): Promise<WebhookResponse> => {
  const { webhook, attributes, seen, object, isMutating } = question;
  const { name, clientConfig, timeoutSeconds = defaultTimeoutSeconds } = webhook;
  const hasSideEffects = !['None', 'NoneOnDryRun'].includes(webhook.sideEffects ?? '');
  if (attributes.dryRun && hasSideEffects) throw noDryRun(name);
  const version = webhook.admissionReviewVersions?.find((each) => reviewVersions.includes(each));
  if (version === undefined) {
    const problem = 'webhook does not accept known AdmissionReview versions (v1, v1beta1)';
    throw new WebhookError(`could not create admission objects: ${problem}`);
  }
  const apiVersion = `admission.k8s.io/${version}`;
  const uid = randomUUID();
  const oldObject = attributes.oldObject && seen.show(attributes.oldObject);
  const review = admissionReview(apiVersion, admissionRequest(uid, attributes, seen), { object, oldObject });
  const answer = await post(clientConfig, review, timeoutSeconds);
  const response = readResponse(answer, { uid, apiVersion, isMutating });
  const annotations = Object.entries(response.auditAnnotations);
  told.annotate(Object.fromEntries(annotations.map(([key, value]) => [`${name}/${key}`, value])));
  response.warnings.forEach(told.warn);
  if (!response.isAllowed) throw rejection(name, response.result);
  return response;
};
