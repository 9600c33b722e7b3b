import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import type { User } from '../authentication/user.ts';
import type { Reply } from '../request/reply.ts';
import type { RequestInfo } from '../request/request-info.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { type AuditEvent, auditLine, metadataOf } from './audit-event.ts';
import type { AuditDecision, AuditStage } from './audit-policy.ts';
import { microTime } from './micro-time.ts';
import { recordBody } from './recorded-body.ts';
import { withoutManagedFields } from './without-managed-fields.ts';

/** Records one request, stage by stage. */
export type AuditTrail = {
  /** The request to go on with: its body is recorded where it has to be. */
  readonly request: ServerRequest;
  readonly impersonated: (user: User) => void;
  readonly annotate: (annotations: Readonly<Record<string, string>>) => void;
  readonly received: () => void;
  /** The reply is on its way: of a request that goes on, or of one that is not let in. */
  readonly responseStarted: (reply: Reply) => void;
  readonly responseComplete: (reply: Reply) => void;
  readonly panicked: (cause: unknown) => void;
};

/** What is known of a request when its trail begins. */
export type Audited = {
  readonly request: ServerRequest;
  readonly info: RequestInfo;
  readonly user: User | undefined;
  readonly auditId: string;
  readonly receivedAt: Date;
  /** Milliseconds since then. */
  readonly elapsed: () => number;
};

/** The trail of a request at the level that was decided; `write` takes lines. */
export const createAuditTrail = (
  audited: Audited,
  { level, omitStages, omitManagedFields }: AuditDecision,
  write: (line: string) => void,
): AuditTrail => {
  const { info, user, auditId, receivedAt } = audited;
  const recorded = recordBody(audited.request);
  const received = microTime(receivedAt);
  let impersonatedUser: User | undefined;
  let annotations: Readonly<Record<string, string>> = {};
  const shown = (value: JsonValue): string =>
    JSON.stringify(omitManagedFields ? withoutManagedFields(value) : value);
  const emit = (stage: AuditStage, more: Partial<AuditEvent>): void => {
    if (omitStages.includes(stage)) return;
    const reached = stage === 'RequestReceived' ? received : microTime(receivedAt, audited.elapsed());
    const known = { level, stage, auditId, user, impersonatedUser, received, reached, annotations, info };
    write(auditLine({ ...nothing, ...known, ...more, request: audited.request }));
  };
  const requested = (): Partial<AuditEvent> => {
    const body = info.isResource ? recorded.body() : undefined;
    if (body === undefined) return {};
    const requestObject = level === 'Metadata' ? undefined : shown(body);
    return { metadata: info.verb === 'patch' ? undefined : metadataOf(body), requestObject };
  };
  const answered = (reply: Reply): Partial<AuditEvent> => {
    const isShown = level === 'RequestResponse' && info.isResource;
    const text = bodyOf(reply, isShown);
    const responseStatus = statusOf(reply.status, text);
    if (!isShown || !text.startsWith('{')) return { responseStatus };
    return { responseStatus, responseObject: omitManagedFields ? shown(JSON.parse(text)) : text };
  };
  return {
    request: recorded.request,
    impersonated: (acted) => {
      impersonatedUser = acted;
    },
    annotate: (more) => {
      annotations = { ...annotations, ...more };
    },
    received: () => emit('RequestReceived', {}),
    responseStarted: (reply) => emit('ResponseStarted', answered(reply)),
    responseComplete: (reply) => emit('ResponseComplete', { ...requested(), ...answered(reply) }),
    panicked: (cause) => emit('Panic', { ...requested(), responseStatus: panicStatus(cause) }),
  };
};

const nothing = {
  impersonatedUser: undefined,
  responseStatus: undefined,
  metadata: undefined,
  requestObject: undefined,
  responseObject: undefined,
};

/** The text of a reply; bytes are those of objects, so they are looked at only where objects are. */
const bodyOf = (reply: Reply, withObjects: boolean): string => {
  if (!('body' in reply)) return '';
  if (typeof reply.body === 'string') return reply.body.trim();
  return withObjects ? Buffer.from(reply.body).toString('utf8').trim() : '';
};

/** What a Status says; of another answer the code alone. */
const statusOf = (code: number, text: string): JsonObject => {
  if (!text.startsWith('{"kind":"Status",')) return { metadata: {}, code };
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) return { metadata: {}, code };
  const { status, message, reason, details } = value;
  return { metadata: {}, status, message, reason, details, code };
};

const panicStatus = (cause: unknown): JsonObject => ({
  metadata: {},
  status: 'Failure',
  message: `APIServer panic'd: ${cause instanceof Error ? cause.message : String(cause)}`,
  reason: 'InternalError',
  code: 500,
});
