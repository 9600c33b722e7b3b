import { admitAll } from '../../../templates/aa/typescript/src/server/admission/admission.ts';
import { anyNamespace } from '../../../templates/aa/typescript/src/server/admission/namespace-lifecycle.ts';
import { noAudit } from '../../../templates/aa/typescript/src/server/audit/auditor.ts';
import { allowed } from '../../../templates/aa/typescript/src/server/authorization/authorizer.ts';
import { createTurns } from '../../../templates/aa/typescript/src/server/handlers/in-turn.ts';
import type { ServerContext } from '../../../templates/aa/typescript/src/server/handlers/server-context.ts';
import { createLifecycle } from '../../../templates/aa/typescript/src/server/lifecycle/lifecycle.ts';
import { createInflightLimits } from '../../../templates/aa/typescript/src/server/limits/inflight-limits.ts';
import { createLog } from '../../../templates/aa/typescript/src/server/log/log.ts';
import { createServerMetrics } from '../../../templates/aa/typescript/src/server/metrics/server-metrics.ts';
import type { Storage } from '../../../templates/aa/typescript/src/server/storage/storage.ts';
import { widgetKind } from './widget-kinds.ts';

/** What handlers share, for a test without a listening server. */
export const contextOver = (storage: Storage): ServerContext => {
  const now = () => new Date();
  const kinds = [widgetKind];
  const certificate = () => ({ from: new Date(0), until: new Date(0) });
  return {
    name: 'my-aa',
    kinds,
    storage,
    now,
    log: createLog(0, { write: () => {}, now, pid: 1 }),
    authorizer: () => allowed,
    namespaces: anyNamespace,
    admission: admitAll,
    inTurn: createTurns(),
    health: [],
    lifecycle: createLifecycle(),
    metrics: createServerMetrics({ kinds, storage, certificate }),
    audit: noAudit,
    limits: createInflightLimits({ readOnly: 0, mutating: 0 }, now),
    requestMilliseconds: 60_000,
  };
};
