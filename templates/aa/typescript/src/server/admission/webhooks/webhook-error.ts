/** A webhook could not be asked, or did not answer as it should: its failurePolicy says what comes of that. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}
