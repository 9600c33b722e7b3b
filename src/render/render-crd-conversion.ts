import type { ConversionWebhook } from '../model/conversion.ts';
import type { JsonObject } from '../model/json-value.ts';

/** Renders `spec.conversion` of a CRD. */
export function renderConversion({ client, caBundle, reviewVersions }: ConversionWebhook): JsonObject {
  const clientConfig = 'url' in client ? { url: client.url } : { service: { ...client.service } };
  return {
    strategy: 'Webhook',
    webhook: {
      clientConfig: { ...clientConfig, ...(caBundle === undefined ? {} : { caBundle }) },
      conversionReviewVersions: reviewVersions,
    },
  };
}
