import { isConnection } from '../metrics/request-labels.ts';
import type { RequestInfo } from '../request/request-info.ts';

/**
 * Whether a request goes on by its nature, so that no limit of time or number applies to it: a watch, or a subresource
 * that is a connection (k8s.io/apiserver pkg/server/filters/longrunning.go).
 */
export const isLongRunning = (info: RequestInfo): boolean =>
  info.isResource && (info.verb === 'watch' || isConnection(info));
