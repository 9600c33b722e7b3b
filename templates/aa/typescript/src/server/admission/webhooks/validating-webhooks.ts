import type { Attributes, SeenVersion } from '../attributes.ts';
import { askWebhook } from './ask-webhook.ts';
import { calledVersion } from './called-version.ts';
import { passOver } from './pass-over.ts';
import type { ConfiguredWebhook, Webhook } from './webhook.ts';
import type { WebhookMeans } from './webhook-means.ts';

/**
 * Asks all webhooks that want to see a request, at the same time; the first that does not let it in decides
 * (k8s.io/apiserver pkg/admission/plugin/webhook/validating). @throws ApiError
 */
export const askValidatingWebhooks = async (
  webhooks: readonly ConfiguredWebhook[],
  attributes: Attributes,
  means: WebhookMeans,
): Promise<void> => {
  const { post, log, told } = means;
  const called: { webhook: Webhook; seen: SeenVersion }[] = [];
  for (const { webhook } of webhooks) {
    const seen = await calledVersion(webhook, attributes, means);
    if (seen !== undefined) called.push({ webhook, seen });
  }
  const outcomes = await Promise.allSettled(
    called.map(async ({ webhook, seen }, index) => {
      const object = attributes.object && seen.show(attributes.object);
      const question = { webhook, attributes, seen, object, isMutating: false };
      try {
        await askWebhook(post, question, told);
      } catch (cause) {
        passOver(cause, webhook, log);
        const key = `failed-open.validating.webhook.admission.k8s.io/round_0_index_${index}`;
        told.annotate({ [key]: webhook.name });
      }
    }),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
};
