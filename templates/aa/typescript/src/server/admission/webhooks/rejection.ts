import { badRequest } from '../../api/api-errors.ts';
import { isJsonObject, type JsonValue, ownMember } from '../../api/json.ts';
import { ApiError, type StatusDetails } from '../../api/status.ts';

/**
 * What a client hears whose request a webhook does not let in: the Status of the webhook with its name before the
 * message, 400 where it has no code (k8s.io/apiserver pkg/admission/plugin/webhook/errors ToStatusErr).
 */
export const rejection = (webhook: string, result: JsonValue | undefined): ApiError => {
  const status = isJsonObject(result) ? result : {};
  const [message, reason] = ['message', 'reason'].map((name) => textOf(ownMember(status, name)));
  const code = ownMember(status, 'code');
  const details = ownMember(status, 'details');
  const deniedBy = `admission webhook ${JSON.stringify(webhook)} denied the request`;
  const why = message || reason;
  return new ApiError({
    code: typeof code === 'number' && code >= 400 ? code : 400,
    message: why === '' || why === undefined ? `${deniedBy} without explanation` : `${deniedBy}: ${why}`,
    ...(reason === '' || reason === undefined ? {} : { reason }),
    ...(isJsonObject(details) ? { details: details as StatusDetails } : {}),
  });
};

/** 400 for a dry run that a webhook is not made for (NewDryRunUnsupportedErr). */
export const noDryRun = (webhook: string): ApiError =>
  badRequest(`admission webhook ${JSON.stringify(webhook)} does not support dry run`);

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
