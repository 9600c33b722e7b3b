import { expect, it } from 'vitest';
import type { Style } from '../../../src/discover/report/report.ts';
import { reportTree } from '../../../src/discover/report/report-tree.ts';
import { wrapWords } from '../../../src/discover/report/wrap-words.ts';
import type { ServingMap } from '../../../src/discover/serving/serving.ts';
import type { Group } from '../../../src/discover/walk/resource.ts';
import { GROUPS, group } from './resolve-groups.ts';

const PLAIN: Style = { bad: (text) => text, dim: (text) => text, width: undefined };
const MARKED: Style = { bad: (text) => `<${text}>`, dim: (text) => `{${text}}`, width: undefined };

const SERVING: ServingMap = new Map([
  ['v1', { servedBy: 'KubeAPIServer' }],
  ['apps/v1', { servedBy: 'KubeAPIServer' }],
  ['apps/v1beta1', { servedBy: 'ExtensionServer', service: 'ns/old' }],
  ['metrics.k8s.io/v1beta1', { servedBy: 'ExtensionServer', service: 'kube-system/metrics-server' }],
]);

const SHOWN = GROUPS.filter(({ name }) => ['', 'apps', 'metrics.k8s.io'].includes(name)).map(stored);

/** With v1 stored, as far as that is known. */
function stored({ versions, ...of }: Group): Group {
  return {
    ...of,
    versions: versions.map((version) => ({
      ...version,
      resources: version.resources.map((resource) => ({ ...resource, storageVersion: 'v1' })),
    })),
  };
}

it('marks what is preferred, stored and stale, in words as well', () => {
  expect(reportTree(SHOWN, SERVING, MARKED)).toBe(`KubeAPIServer
├─ core
│  └─ v1
│     ├─ pods Pod
│     ├─ events Event
│     └─ nodes Node
└─ apps
   └─ v1 (preferred)
      └─ deployments Deployment{ (storage version)}
ExtensionServer ns/old
└─ apps
   └─ v1beta1
      └─ deployments Deployment
ExtensionServer kube-system/metrics-server
└─ metrics.k8s.io
   └─ v1beta1< (stale: its server did not answer)>
`);
});

it('breaks what is wider than the terminal, below its own place', () => {
  const error = 'the aggregator marks it as stale: its server did not answer since the day before yesterday';
  const [metrics] = GROUPS.filter(({ name }) => name === 'metrics.k8s.io');
  const long = {
    ...group('metrics.k8s.io', {}),
    ...metrics,
    versions: metrics?.versions.map((version) => ({ ...version, error })) ?? [],
  };
  const lines = reportTree([long, ...SHOWN.slice(0, 1)], SERVING, { ...PLAIN, width: 50 })
    .trimEnd()
    .split('\n');
  expect(lines.filter((line) => line.length > 50)).toEqual([]);
  expect(lines.slice(-4)).toEqual([
    '└─ metrics.k8s.io',
    '   └─ v1beta1 (stale: the aggregator marks it',
    '         as stale: its server did not answer since',
    '         the day before yesterday)',
  ]);
});

it('has a line for each of thousands of resources', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    ...group(`g${index}.example.com`, { v1: [{ name: 'things', kind: 'Thing' }] }),
  }));
  const tree = reportTree(
    many,
    new Map(many.map(({ name }) => [`${name}/v1`, { servedBy: 'APIExtensionsServer' }])),
    PLAIN,
  );
  expect(tree.split('\n')).toHaveLength(2_000 * 3 + 2);
});

it.each<readonly [text: string, width: number | undefined, lines: readonly string[]]>([
  ['a b c', undefined, ['a b c']],
  ['a b c', 5, ['a b c']],
  ['one two three four five six seven', 24, ['one two three four five', 'six seven']],
  ['one two three four five six seven', 3, ['one two three four five', 'six seven']],
  [`${'x'.repeat(40)} y`, 30, ['x'.repeat(40), 'y']],
])('%j in %s columns is %j', (text, width, lines) => {
  expect(wrapWords(text, width)).toEqual(lines);
});
