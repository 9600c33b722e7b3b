import type { Attributes, SeenVersion } from '../attributes.ts';
import { areMet } from '../expressions/conditions.ts';
import { compileExpression, type Expression, ExpressionError } from '../expressions/expression.ts';
import { commonScope, commonVariables } from '../expressions/variables.ts';
import { withDecisions } from '../expressions/with-decisions.ts';
import { forbiddenRequest } from '../forbidden-request.ts';
import { matchedVersion } from '../matching/matched-version.ts';
import type { Webhook } from './webhook.ts';
import type { WebhookMeans } from './webhook-means.ts';

const compiled = new WeakMap<Webhook, readonly Expression[]>();

const conditionsOf = (webhook: Webhook): readonly Expression[] => {
  const known = compiled.get(webhook);
  if (known !== undefined) return known;
  const conditions = (webhook.matchConditions ?? []).map(({ expression }) =>
    compileExpression(expression, commonVariables),
  );
  compiled.set(webhook, conditions);
  return conditions;
};

/**
 * The version in which a webhook is to see a request, undefined where it is not called (k8s.io/apiserver
 * pkg/admission/plugin/webhook/generic ShouldCallHook).
 *
 * @throws ApiError 403 where its conditions cannot be evaluated and it may not be left out
 */
export const calledVersion = async (
  webhook: Webhook,
  attributes: Attributes,
  { findNamespace, authorizer }: Pick<WebhookMeans, 'authorizer' | 'findNamespace'>,
): Promise<SeenVersion | undefined> => {
  const { rules = [], failurePolicy } = webhook;
  if (rules.length === 0) return undefined;
  const seen = await matchedVersion({ ...webhook, resourceRules: rules }, attributes, findNamespace);
  const conditions = conditionsOf(webhook);
  if (seen === undefined || conditions.length === 0) return seen;
  try {
    const isCalled = await withDecisions(authorizer, (decide) =>
      areMet(conditions, commonScope({ attributes, seen, decide }), failurePolicy),
    );
    return isCalled ? seen : undefined;
  } catch (cause) {
    if (cause instanceof ExpressionError)
      throw forbiddenRequest({ ...attributes, object: null }, cause.message);
    throw cause;
  }
};
