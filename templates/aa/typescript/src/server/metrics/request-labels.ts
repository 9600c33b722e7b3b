import type { KindDefinition } from '../api/kind-definition.ts';
import type { RequestInfo, ResourceRequestInfo } from '../request/request-info.ts';
import type { ServerRequest } from '../request/server-request.ts';

/** What the metrics of requests tell apart: `dry_run` comes second where it is one of the labels. */
export type RequestLabels = {
  readonly verb: string;
  readonly dryRun: string;
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly subresource: string;
  readonly scope: string;
};

/** Tells what a request counts as; each client may ask for anything, so what is not served counts as nothing named. */
export type LabelRequest = (request: ServerRequest, info: RequestInfo) => RequestLabels;

/** The labels of requests to a server of these kinds (k8s.io/apiserver pkg/endpoints/metrics). */
export const createRequestLabels = (kinds: readonly KindDefinition[]): LabelRequest => {
  const served = new Set(kinds.map(({ group, version, plural }) => `${group}/${version}/${plural}`));
  return (request, info) => {
    const scope = scopeOf(info);
    const verb = metricVerb(request, info);
    const dryRun = dryRunOf(request);
    if (!info.isResource) return { ...nothing, verb, dryRun, subresource: pathOf(info.segments), scope };
    const { group, version, resource } = info;
    if (!served.has(`${group}/${version}/${resource}`)) return { ...nothing, verb, dryRun, scope };
    return { verb, dryRun, group, version, resource, subresource: subresourceOf(info), scope };
  };
};

const nothing = { group: '', version: '', resource: '', subresource: '' };

/** CleanScope. */
const scopeOf = (info: RequestInfo): string => {
  if (!info.isResource) return '';
  if (info.name !== '' || info.verb === 'create') return 'resource';
  return info.namespace === '' ? 'cluster' : 'namespace';
};

const writes: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** The verb of logs and metrics: LIST and WATCH are no GET, APPLY is no PATCH (CleanVerb, CanonicalVerb). */
export const metricVerb = (request: ServerRequest, info: RequestInfo): string => {
  const { method } = request;
  if (info.isResource && isConnection(info)) return 'CONNECT';
  if (info.verb === 'watch') return 'WATCH';
  if (method === 'GET' || method === 'HEAD') return info.verb === 'list' ? 'LIST' : 'GET';
  if (method === 'PATCH' && (request.header('content-type') ?? '').startsWith('application/apply-patch'))
    return 'APPLY';
  return writes.includes(method) ? method : 'other';
};

const ordinary: readonly string[] = ['', 'status', 'scale'];

/** Whether a subresource is neither part of an object nor another view of it: logs, a console. */
export const isConnection = ({ subresource }: Pick<ResourceRequestInfo, 'subresource'>): boolean =>
  !ordinary.includes(subresource);

/** Names of such subresources that are known everywhere; others count as `other`. */
const connections: readonly string[] = ['log', 'logs', 'console', 'exec', 'attach', 'portforward', 'proxy'];

const subresourceOf = ({ subresource }: ResourceRequestInfo): string =>
  ordinary.includes(subresource) || connections.includes(subresource) ? subresource : 'other';

const roots: readonly string[] = ['apis', 'healthz', 'livez', 'metrics', 'openapi', 'readyz', 'version'];

const pathOf = ([root = '', second]: readonly string[]): string => {
  if (!roots.includes(root)) return '';
  return root === 'openapi' && (second === 'v2' || second === 'v3') ? `/openapi/${second}` : `/${root}`;
};

const dryRunOf = ({ target, query }: ServerRequest): string => {
  if (!target.includes('dryRun')) return '';
  const values = [...new Set(query.getAll('dryRun'))];
  if (values.length === 0) return '';
  return values.every((value) => value === 'All') ? 'All' : 'invalid';
};
