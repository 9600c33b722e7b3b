import type { Attributes } from '../authorization/attributes.ts';
import { attributesOf } from '../authorization/attributes.ts';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import { type AuditPolicy, decideAudit } from './audit-policy.ts';
import { type Audited, type AuditTrail, createAuditTrail } from './audit-trail.ts';

/** Begins the record of a request: undefined where the policy wants none. */
export type Auditor = (audited: Audited) => AuditTrail | undefined;

/** Records nothing. */
export const noAudit: Auditor = () => undefined;

/** An auditor for a policy; `write` takes each event as a line. */
export const createAuditor = (
  policy: AuditPolicy,
  write: (line: string) => void,
  { auditEvents, auditLevels }: Pick<ServerMetrics, 'auditEvents' | 'auditLevels'>,
): Auditor => {
  const events = auditEvents.of();
  const counted = (line: string): void => {
    events.value += 1;
    write(line);
  };
  return (audited) => {
    const asked: Attributes = attributesOf(audited.request, audited.info);
    const decision = decideAudit(policy, audited.user, asked);
    auditLevels.of(decision.level).value += 1;
    return decision.level === 'None' ? undefined : createAuditTrail(audited, decision, counted);
  };
};
