import type { FlagSpec } from './flags.ts';

/** Which requests are recorded, and where (k8s.io/apiserver pkg/server/options/audit.go). */
export const auditFlags = {
  'audit-policy-file': {
    value: 'FILE',
    description: 'audit.k8s.io/v1 Policy, in YAML or JSON, that says what is recorded of which requests',
  },
  'audit-log-path': {
    value: 'FILE',
    description: 'where the requests that --audit-policy-file asks for are recorded, - for stdout',
  },
  'audit-log-maxage': {
    value: 'DAYS',
    description: 'how long former audit logs are kept, 0 for ever',
    default: '366',
  },
  'audit-log-maxbackup': {
    value: 'N',
    description: 'how many former audit logs are kept, 0 for all',
    default: '100',
  },
  'audit-log-maxsize': {
    value: 'MEGABYTES',
    description: 'size at which the audit log is put aside and a new one begun, 0 for never',
    default: '100',
  },
} as const satisfies Record<string, FlagSpec>;
