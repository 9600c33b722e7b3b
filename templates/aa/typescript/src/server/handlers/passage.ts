import { randomUUID } from 'node:crypto';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { RequestInfo } from '../request/request-info.ts';
import type { ServerRequest } from '../request/server-request.ts';

/** What becomes known of one request on its way to its reply. */
export type Passage = {
  readonly request: ServerRequest;
  readonly auditId: string;
  readonly receivedAt: Date;
  /** Milliseconds since then. */
  readonly elapsed: () => number;
  info?: RequestInfo;
  trail?: AuditTrail;
  /** Its credentials are not accepted: of such a request there is one event alone. */
  isRefused?: true;
  /** What nobody expected to be thrown. */
  panic?: unknown;
};

/** Begins with a request that has just come; it keeps its Audit-ID, or gets one (k8s.io/apiserver audit_init.go). */
export const beginPassage = (request: ServerRequest, now: () => Date): Passage => {
  const started = performance.now();
  const asked = request.header('audit-id') ?? '';
  return {
    request,
    auditId: isHeaderValue.test(asked) ? asked : randomUUID(),
    receivedAt: now(),
    elapsed: () => performance.now() - started,
  };
};

/** What goes back in a header must be fit for one. */
const isHeaderValue = /^[\x20-\x7e]{1,1024}$/;
