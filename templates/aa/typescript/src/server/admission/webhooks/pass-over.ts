import { internalError } from '../../api/api-errors.ts';
import type { Log } from '../../log/log.ts';
import type { Webhook } from './webhook.ts';
import { WebhookError } from './webhook-error.ts';

/**
 * Goes on where a webhook could not be asked that may fail. @throws ApiError 500 for one that may not (k8s.io/apiserver
 * pkg/util/webhook ErrCallingWebhook); what else was thrown
 */
export const passOver = (cause: unknown, webhook: Webhook, log: Log): void => {
  if (!(cause instanceof WebhookError)) throw cause;
  const isIgnored = webhook.failurePolicy === 'Ignore';
  log.error(`Failed calling webhook, failing ${isIgnored ? 'open' : 'closed'}`, {
    webhook: webhook.name,
    err: cause.message,
  });
  if (!isIgnored) throw internalError(`failed calling webhook "${webhook.name}": ${cause.message}`);
};
