import type { Check } from './check.ts';
import { ACCESS_CHECKS } from './checks/access.ts';
import { ADMISSION_CHECKS } from './checks/admission.ts';
import { AGGREGATION_CHECKS } from './checks/aggregation.ts';
import { APPLY_CHECKS } from './checks/apply.ts';
import { AUDIT_CHECKS } from './checks/audit.ts';
import { CERTIFICATE_CHECKS } from './checks/certificates.ts';
import { CONTROLLER_CHECKS } from './checks/controllers.ts';
import { CREATE_CHECKS } from './checks/create.ts';
import { DELETE_CHECKS } from './checks/delete.ts';
import { DEPLOYMENT_CHECKS } from './checks/deployment.ts';
import { DISCOVERY_CHECKS } from './checks/discovery.ts';
import { ENDING_CHECKS } from './checks/endings.ts';
import { FRESH_PROJECT_CHECKS } from './checks/fresh-project.ts';
import { GARBAGE_CHECKS } from './checks/garbage-collection.ts';
import { LIMIT_CHECKS } from './checks/limits.ts';
import { LIST_CHECKS } from './checks/list.ts';
import { OPENAPI_CHECKS } from './checks/openapi.ts';
import { OPERATIONS_CHECKS } from './checks/operations.ts';
import { PATCH_CHECKS } from './checks/patch.ts';
import { REGISTRATION_CHECKS } from './checks/registration.ts';
import { REPLICA_CHECKS } from './checks/replicas.ts';
import { SLOW_WATCHER_CHECKS } from './checks/slow-watchers.ts';
import { STORE_CHECKS } from './checks/stores.ts';
import { STREAMING_CHECKS } from './checks/streaming.ts';
import { SUBRESOURCE_CHECKS } from './checks/subresources.ts';
import { TABLE_CHECKS } from './checks/table.ts';
import { TRUST_CHECKS } from './checks/trust.ts';
import { UPDATE_CHECKS } from './checks/update.ts';
import { VERSION_CHECKS } from './checks/versions.ts';
import { WATCH_CHECKS } from './checks/watch.ts';
import { WATCH_LIMIT_CHECKS } from './checks/watch-limits.ts';
import { WRITE_OPTIONS_CHECKS } from './checks/write-options.ts';
import { WRITER_CHECKS } from './checks/writers.ts';

/** Every check, by number. */
export const CHECKS: readonly Check[] = [
  ...DISCOVERY_CHECKS,
  ...AGGREGATION_CHECKS,
  ...OPENAPI_CHECKS,
  ...CREATE_CHECKS,
  ...UPDATE_CHECKS,
  ...DELETE_CHECKS,
  ...WRITE_OPTIONS_CHECKS,
  ...PATCH_CHECKS,
  ...APPLY_CHECKS,
  ...LIST_CHECKS,
  ...WATCH_CHECKS,
  ...WATCH_LIMIT_CHECKS,
  ...TABLE_CHECKS,
  ...SUBRESOURCE_CHECKS,
  ...STREAMING_CHECKS,
  ...ACCESS_CHECKS,
  ...TRUST_CHECKS,
  ...CERTIFICATE_CHECKS,
  ...CONTROLLER_CHECKS,
  ...REGISTRATION_CHECKS,
  ...DEPLOYMENT_CHECKS,
  ...ADMISSION_CHECKS,
  ...GARBAGE_CHECKS,
  ...SLOW_WATCHER_CHECKS,
  ...AUDIT_CHECKS,
  ...OPERATIONS_CHECKS,
  ...ENDING_CHECKS,
  ...WRITER_CHECKS,
  ...LIMIT_CHECKS,
  ...STORE_CHECKS,
  ...REPLICA_CHECKS,
  ...FRESH_PROJECT_CHECKS,
  // The last of those that disturb others: afterwards the aggregator has to find its way back.
  ...VERSION_CHECKS,
];
