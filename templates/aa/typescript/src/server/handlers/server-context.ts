import type { Admission } from '../admission/admission.ts';
import type { NamespaceLifecycle } from '../admission/namespace-lifecycle.ts';
import type { KindDefinition } from '../api/kind-definition.ts';
import type { Auditor } from '../audit/auditor.ts';
import type { User } from '../authentication/user.ts';
import type { Authorizer } from '../authorization/authorizer.ts';
import type { HealthCheck } from '../health/health-check.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { InflightLimits } from '../limits/inflight-limits.ts';
import type { Log } from '../log/log.ts';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import type { ServerRequest } from '../request/server-request.ts';
import type { Storage } from '../storage/storage.ts';
import type { InTurn } from './in-turn.ts';

/** What all handlers share. */
export type ServerContext = {
  readonly name: string;
  readonly kinds: readonly KindDefinition[];
  readonly storage: Storage;
  readonly now: () => Date;
  readonly log: Log;
  readonly authorizer: Authorizer;
  readonly namespaces: NamespaceLifecycle;
  readonly admission: Admission;
  /** Lets those who write the same object wait for each other. */
  readonly inTurn: InTurn;
  readonly health: readonly HealthCheck[];
  readonly lifecycle: Lifecycle;
  readonly metrics: ServerMetrics;
  readonly audit: Auditor;
  readonly limits: InflightLimits;
  /** How long a request may take that does not go on by its nature. */
  readonly requestMilliseconds: number;
};

/** One request on its way through a handler. */
export type HandlerInput = {
  readonly request: ServerRequest;
  readonly user: User;
  readonly server: ServerContext;
  /** Notes something in the record of the request. */
  readonly annotate: (annotations: Readonly<Record<string, string>>) => void;
};
