import type { Log } from '../log/log.ts';
import type { ServerMetrics } from '../metrics/server-metrics.ts';
import type { AuditOptions } from '../options/server-options.ts';
import { openAuditFile } from './audit-file.ts';
import { type AuditBackend, createAuditLog } from './audit-log.ts';
import { type Auditor, createAuditor, noAudit } from './auditor.ts';
import { readAuditPolicy } from './read-audit-policy.ts';

/** Records requests as the options say. */
export type Audit = { readonly begin: Auditor; readonly close: () => Promise<void> };

/** What recording needs beside the options. */
export type Auditing = { readonly metrics: ServerMetrics; readonly log: Log; readonly now: () => Date };

/** Reads the policy and opens the log; without one of them nothing is recorded. @throws Error with one sentence */
export const openAudit = async (
  { policyFile, logPath, ...limits }: AuditOptions,
  { metrics, log, now }: Auditing,
): Promise<Audit> => {
  const policy = policyFile === undefined ? undefined : await readAuditPolicy(policyFile);
  if (policy === undefined || logPath === undefined) {
    const missing = policy === undefined ? 'audit-policy-file' : 'audit-log-path';
    if ((policy ?? logPath) !== undefined) log.info(0, 'No audit events are recorded', { missing });
    return { begin: noAudit, close: async () => {} };
  }
  const backend = logPath === '-' ? standardOutput : await openFile({ ...limits, path: logPath, now });
  const written = createAuditLog(backend, { errors: metrics.auditErrors, log });
  return { begin: createAuditor(policy, written.write, metrics), close: written.close };
};

const openFile = async (options: Parameters<typeof openAuditFile>[0]): Promise<AuditBackend> => {
  try {
    return await openAuditFile(options);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`--audit-log-path ${options.path} cannot be written: ${reason}`, { cause });
  }
};

const standardOutput: AuditBackend = {
  write: (lines) =>
    new Promise((resolve, reject) => {
      process.stdout.write(lines, (cause) =>
        cause === undefined || cause === null ? resolve() : reject(cause),
      );
    }),
  close: async () => {},
};
