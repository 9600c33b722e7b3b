import type { Authorizer } from '../authorization/authorizer.ts';
import type { AuditTrail } from './audit-trail.ts';

const decisionKey = 'authorization.k8s.io/decision';
const reasonKey = 'authorization.k8s.io/reason';

/** The same decisions, noted in the record of the request (k8s.io/apiserver pkg/endpoints/filters/authorization.go). */
export const annotatedAuthorizer =
  (authorizer: Authorizer, trail: AuditTrail): Authorizer =>
  async (user, asked) => {
    try {
      const decision = await authorizer(user, asked);
      trail.annotate({
        [decisionKey]: decision.allowed ? 'allow' : 'forbid',
        [reasonKey]: decision.reason,
      });
      return decision;
    } catch (cause) {
      trail.annotate({ [reasonKey]: 'internal error' });
      throw cause;
    }
  };
