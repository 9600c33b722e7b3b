import { isJsonObject, type JsonObject, ownMember } from '../api/json.ts';
import type { User } from '../authentication/user.ts';
import type { RequestInfo } from '../request/request-info.ts';
import type { ServerRequest } from '../request/server-request.ts';
import type { AuditLevel, AuditStage } from './audit-policy.ts';
import { sourceAddresses } from './source-addresses.ts';

/** What is said of a request at one of its stages; the objects are JSON already. */
export type AuditEvent = {
  readonly request: ServerRequest;
  readonly info: RequestInfo;
  readonly level: AuditLevel;
  readonly stage: AuditStage;
  readonly auditId: string;
  readonly user: User | undefined;
  readonly impersonatedUser: User | undefined;
  readonly responseStatus: JsonObject | undefined;
  /** Of the request, where it names what the path does not. */
  readonly metadata: JsonObject | undefined;
  readonly requestObject: string | undefined;
  readonly responseObject: string | undefined;
  readonly received: string;
  readonly reached: string;
  readonly annotations: Readonly<Record<string, string>>;
};

/** An event as one line of audit.k8s.io/v1 JSON, its members in the order of k8s.io/apiserver pkg/apis/audit/v1. */
export const auditLine = (event: AuditEvent): string => {
  const { request, info, user, impersonatedUser, responseStatus, requestObject, responseObject } = event;
  const head = JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: event.level,
    auditID: event.auditId,
    stage: event.stage,
    requestURI: request.target,
    verb: info.verb,
    user: user === undefined ? {} : userInfo(user),
    impersonatedUser: impersonatedUser === undefined ? undefined : userInfo(impersonatedUser),
    sourceIPs: orNothing(sourceAddresses(request)),
    userAgent: userAgentOf(request),
    objectRef: info.isResource ? objectRef(info, event.metadata) : undefined,
    responseStatus,
  });
  const tail = JSON.stringify({
    requestReceivedTimestamp: event.received,
    stageTimestamp: event.reached,
    annotations: Object.keys(event.annotations).length === 0 ? undefined : event.annotations,
  });
  const objects = [
    ...(requestObject === undefined ? [] : [`"requestObject":${requestObject}`]),
    ...(responseObject === undefined ? [] : [`"responseObject":${responseObject}`]),
  ];
  return `${[head.slice(0, -1), ...objects, tail.slice(1)].join(',')}\n`;
};

const userInfo = ({ name, uid, groups, extra }: User) => ({
  username: name,
  uid: uid === '' ? undefined : uid,
  groups: orNothing(groups),
  extra: Object.keys(extra).length === 0 ? undefined : extra,
});

const orNothing = (list: readonly string[]): readonly string[] | undefined =>
  list.length === 0 ? undefined : list;

/** k8s.io/apiserver pkg/audit/request.go maxUserAgentLength. */
const longestUserAgent = 1024;

const userAgentOf = (request: ServerRequest): string | undefined => {
  const agent = request.header('user-agent');
  if (agent === undefined || agent.length <= longestUserAgent) return agent;
  return `${agent.slice(0, longestUserAgent)}...TRUNCATED`;
};

const objectRef = (
  info: Extract<RequestInfo, { readonly isResource: true }>,
  metadata: JsonObject | undefined,
): JsonObject => {
  const own = (name: string): string | undefined => {
    const value = metadata === undefined ? undefined : ownMember(metadata, name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const text = (value: string): string | undefined => (value === '' ? undefined : value);
  return {
    resource: info.resource,
    namespace: text(info.namespace) ?? own('namespace'),
    name: text(info.name) ?? own('name'),
    uid: own('uid'),
    apiGroup: text(info.group),
    apiVersion: info.version,
    resourceVersion: own('resourceVersion'),
    subresource: text(info.subresource),
  };
};

/** The metadata of an object, undefined where there is none. */
export const metadataOf = (object: unknown): JsonObject | undefined => {
  const metadata = isJsonObject(object) ? ownMember(object, 'metadata') : undefined;
  return isJsonObject(metadata) ? metadata : undefined;
};
