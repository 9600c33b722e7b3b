import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../src/discover/log/trace-event.ts';
import { traceLines } from '../../../src/discover/log/trace-line.ts';
import type { KubectlVersion } from '../../../src/options/discover/kubectl.ts';
import { at, config, printed } from './trace-events.ts';

// The expected lines are what kubectl 1.27.16 to 1.33.1 and 1.35.4 to 1.37.2 printed.
const gates: TraceEvent = { at, kind: 'gates' };
const inCluster: TraceEvent = { at, kind: 'inCluster' };
const certificates: TraceEvent = { at, kind: 'certificateFiles' };
const missing: TraceEvent = { at, kind: 'configMissing', files: ['/none', '/none2'] };

it.each<readonly [KubectlVersion, number]>([
  ['1.27', 373],
  ['1.28', 395],
  ['1.31', 395],
  ['1.32', 402],
  ['1.34', 402],
  ['1.35', 405],
  ['1.36', 407],
  ['1.37', 408],
])('%s reads a kubeconfig at loader.go:%i', (kubectl, source) => {
  expect(printed(config, kubectl, 6)).toBe(
    `loader.go:${source}] Config loaded from file:  /home/user/.kube/config\n`,
  );
});

it.each<readonly [KubectlVersion, string]>([
  ['1.27', 'loader.go:222'],
  ['1.28', 'loader.go:141'],
  ['1.32', 'loader.go:140'],
  ['1.35', 'loader.go:140'],
  ['1.36', 'loader.go:141'],
  ['1.37', 'loader.go:141'],
])('%s says at %s that no file of KUBECONFIG is there', (kubectl, source) => {
  expect(printed(missing, kubectl, 1)).toContain(`${source}] Config not found: /none, /none2\n`);
});

it('warns of that in 1.27 only', () => {
  const severities = (['1.27', '1.28'] as const).map(
    (kubectl) => traceLines(missing, { kubectl, level: 1, pid: 1 })[0],
  );
  expect(severities).toEqual(['W', 'I']);
});

it.each<readonly [KubectlVersion, number]>([
  ['1.31', 0],
  ['1.32', 4],
  ['1.33', 5],
  ['1.35', 0],
])('%s prints %i feature gates', (kubectl, count) => {
  expect(
    printed(gates, kubectl, 1).match(/envvar.go:172\] "Feature gate default state"/g) ?? [],
  ).toHaveLength(count);
});

it.each<readonly [KubectlVersion, string]>([
  ['1.27', 'cert_rotation.go:137] Starting client certificate rotation controller\n'],
  ['1.31', 'cert_rotation.go:140] Starting client certificate rotation controller\n'],
  [
    '1.33',
    'cert_rotation.go:141] "Starting client certificate rotation controller" logger="tls-transport-cache"\n',
  ],
])('%s watches a client certificate in files', (kubectl, lines) => {
  expect(printed(certificates, kubectl, 3)).toBe(lines);
});

it.each<readonly [KubectlVersion, number]>([
  ['1.27', 121],
  ['1.35', 121],
  ['1.36', 122],
  ['1.37', 122],
])('%s is told that it runs in a pod at merged_client_builder.go:%i', (kubectl, line) => {
  expect(printed(inCluster, kubectl, 4)).toBe(
    `merged_client_builder.go:${line}] Using in-cluster configuration\n`,
  );
});

describe('below its level', () => {
  it.each<readonly [what: string, event: TraceEvent, level: number]>([
    ['a kubeconfig', config, 6],
    ['a missing kubeconfig', missing, 1],
    ['feature gates', gates, 1],
    ['a client certificate in files', certificates, 3],
    ['a pod', inCluster, 4],
  ])('%s is not told', (_, event, level) => {
    expect(printed(event, '1.33', level)).not.toBe('');
    expect(printed(event, '1.33', level - 1)).toBe('');
  });
});
