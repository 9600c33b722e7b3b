import type { FailureSources } from './failure-sources.ts';
import { klogValue } from './klog-value.ts';
import type { LogLine } from './log-line.ts';
import type { LogSources } from './log-sources.ts';

/** @returns the line of a kubeconfig that was read; two blanks, as Infoln puts one of its own behind the one in the text */
export function configLines(file: string, level: number, { loader }: LogSources): readonly LogLine[] {
  return level < 6 ? [] : [{ source: `loader.go:${loader}`, text: `Config loaded from file:  ${file}` }];
}

/** @returns the line of a KUBECONFIG that names only files that are not there */
export function missingLines(
  files: readonly string[],
  level: number,
  from: FailureSources,
): readonly LogLine[] {
  if (level < 1) return [];
  const { line, isWarning } = from.configMissing;
  const text = `Config not found: ${files.join(', ')}`;
  return [{ source: `loader.go:${line}`, text, ...(isWarning ? { severity: 'W' } : {}) }];
}

/** @returns the line of a client that runs in a pod */
export function inClusterLines(level: number, { inCluster }: FailureSources): readonly LogLine[] {
  const source = `merged_client_builder.go:${inCluster}`;
  return level < 4 ? [] : [{ source, text: 'Using in-cluster configuration' }];
}

/** @returns the line of a client certificate in files, which client-go reads again when they change */
export function certificateLines(level: number, { certificates }: FailureSources): readonly LogLine[] {
  if (level < 3) return [];
  const text = 'Starting client certificate rotation controller';
  const { line, isStructured } = certificates;
  const structured = `"${text}"${klogValue('logger', 'tls-transport-cache')}`;
  return [{ source: `cert_rotation.go:${line}`, text: isStructured ? structured : text }];
}

/** @returns the lines of the client feature gates */
export function gateLines(level: number, { features }: LogSources): readonly LogLine[] {
  if (level < 1) return [];
  return features.map(([name, enabled]) => ({
    source: 'envvar.go:172',
    text: `"Feature gate default state"${klogValue('feature', name)} enabled=${enabled}`,
  }));
}
