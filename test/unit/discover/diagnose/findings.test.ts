import { describe, expect, it } from 'vitest';
import { bundleFindings } from '../../../../src/discover/diagnose/bundle-findings.ts';
import { contradictions } from '../../../../src/discover/diagnose/contradictions.ts';
import { definitionFindings } from '../../../../src/discover/diagnose/definition-findings.ts';
import type { Evidence } from '../../../../src/discover/diagnose/evidence.ts';
import { registrationFindings } from '../../../../src/discover/diagnose/registration-findings.ts';
import { shadowFindings } from '../../../../src/discover/diagnose/shadow-findings.ts';
import { type Suspect, suspectsOf } from '../../../../src/discover/diagnose/suspects.ts';
import { twiceListed } from '../../../../src/discover/diagnose/twice-listed.ts';
import type { ApiService } from '../../../../src/discover/serving/api-service.ts';
import type { Definition } from '../../../../src/discover/serving/definition.ts';
import type { Catalog } from '../../../../src/discover/walk/catalog.ts';
import type { Group, Resource } from '../../../../src/discover/walk/resource.ts';
import { make } from '../../../support/defect-certificate.ts';
import { available, evidence, remote } from './evidence-of.ts';

const WIDGETS: Resource = {
  name: 'widgets',
  singularName: 'widget',
  kind: 'Widget',
  namespaced: true,
  verbs: ['get'],
  shortNames: [],
  categories: [],
  subresources: [],
};

function group(name: string, versions: readonly string[], resources: readonly Resource[] = [WIDGETS]): Group {
  return {
    name,
    preferredVersion: versions[0] ?? '',
    versions: versions.map((version) => ({ version, freshness: 'Current', resources, error: undefined })),
  };
}

const catalog = (groups: readonly Group[], problems: Catalog['problems'] = []): Catalog => ({
  mode: 'aggregated-v2',
  groups,
  problems,
});
const line = ({ id, severity, groupVersion }: { id: string; severity: string; groupVersion: string }) =>
  `${severity} ${id} ${groupVersion}`;

const WIDGET_CRD: Definition = {
  name: 'widgets.demo.kx.dev',
  group: 'demo.kx.dev',
  plural: 'widgets',
  kind: 'Widget',
  versions: [{ name: 'v1', isServed: true, isStorage: true }],
  storedVersions: ['v1'],
  isTerminating: false,
  conditions: [
    { type: 'NamesAccepted', status: 'True', reason: '', message: '' },
    { type: 'Established', status: 'True', reason: '', message: '' },
  ],
};

describe('a CRD', () => {
  const condition = (type: string, status: string) => ({ type, status, reason: 'Why', message: 'because' });
  it.each<readonly [name: string, change: Partial<Definition>, findings: readonly string[]]>([
    ['that is served', {}, []],
    [
      'that another has the names of',
      { conditions: [condition('NamesAccepted', 'False'), condition('Established', 'False')] },
      ['error crd-names-conflict demo.kx.dev/v1'],
    ],
    [
      'that is not established',
      { conditions: [condition('Established', 'False')] },
      ['error crd-not-established demo.kx.dev/v1'],
    ],
    [
      'that is being deleted',
      { isTerminating: true, conditions: [condition('Established', 'False')] },
      ['warning crd-terminating demo.kx.dev/v1'],
    ],
    [
      'that serves nothing',
      { versions: [{ name: 'v1', isServed: false, isStorage: true }] },
      ['warning crd-not-served demo.kx.dev/v1'],
    ],
    [
      'of which discovery lacks a version',
      { versions: [...WIDGET_CRD.versions, { name: 'v2', isServed: true, isStorage: false }] },
      ['error crd-not-listed demo.kx.dev/v2'],
    ],
    ['of which discovery lacks the resource', { plural: 'gadgets' }, ['error crd-not-listed demo.kx.dev/v1']],
    [
      'whose objects may be stored in a version that is gone',
      { storedVersions: ['v1alpha1', 'v1'] },
      ['warning crd-stored-unserved demo.kx.dev/v1'],
    ],
    [
      'whose storage version is not served',
      {
        versions: [
          { name: 'v1', isServed: true, isStorage: false },
          { name: 'v2', isServed: false, isStorage: true },
        ],
        storedVersions: ['v2'],
      },
      [],
    ],
    [
      'with a schema that is not structural',
      { conditions: [...WIDGET_CRD.conditions, condition('NonStructuralSchema', 'True')] },
      ['warning crd-non-structural demo.kx.dev/v1'],
    ],
    [
      'that nobody approved',
      { conditions: [...WIDGET_CRD.conditions, condition('KubernetesAPIApprovalPolicyConformant', 'False')] },
      ['warning crd-unapproved demo.kx.dev/v1'],
    ],
  ])('%s', (_, change, findings) => {
    const found = definitionFindings([{ ...WIDGET_CRD, ...change }], catalog([group('demo.kx.dev', ['v1'])]));
    expect(found.map(line)).toEqual(findings);
    expect(found.every(({ fix }) => fix === 'kubectl get crd widgets.demo.kx.dev --output yaml')).toBe(true);
  });
});

describe('two servers of one group', () => {
  const local = (version: string): ApiService => ({
    ...remote({ name: `${version}.demo.kx.dev`, version, groupVersion: `demo.kx.dev/${version}` }),
    service: undefined,
  });
  it.each<
    readonly [
      name: string,
      apiServices: readonly ApiService[],
      definitions: readonly Definition[],
      findings: readonly string[],
    ]
  >([
    ['are none where there is one', [remote()], [], []],
    ['hide a CRD', [remote()], [WIDGET_CRD], ['error crd-shadowed demo.kx.dev/v1']],
    [
      'do not hide a CRD of another version',
      [remote(), local('v2')],
      [{ ...WIDGET_CRD, versions: [{ name: 'v2', isServed: true, isStorage: true }] }],
      ['warning group-of-several-servers demo.kx.dev/v1'],
    ],
    [
      'do not hide what is not served',
      [remote()],
      [{ ...WIDGET_CRD, versions: [{ name: 'v1', isServed: false, isStorage: true }] }],
      [],
    ],
    [
      'may be two Services',
      [
        remote(),
        remote({
          version: 'v2',
          groupVersion: 'demo.kx.dev/v2',
          service: { namespace: 'b', name: 'b', port: 443 },
        }),
      ],
      [],
      ['warning group-of-several-servers demo.kx.dev/v1'],
    ],
    ['are none in kube-apiserver itself', [local('v1'), local('v2')], [WIDGET_CRD], []],
  ])('%s', (_, apiServices, definitions, findings) => {
    const facts = {
      serving: new Map(),
      groups: [],
      refusals: { apiServices: undefined, definitions: undefined },
      apiServices,
      definitions,
    };
    expect(shadowFindings(facts).map(line)).toEqual(findings);
  });
});

describe('a registration', () => {
  it.each<readonly [name: string, change: Partial<ReturnType<typeof remote>>, ids: readonly string[]]>([
    ['that is checked', { conditions: available('True') }, []],
    ['that nobody checked', {}, ['never-checked']],
    [
      'that is being deleted',
      { conditions: available('True'), isTerminating: true },
      ['apiservice-terminating'],
    ],
    [
      'that the aggregator overwrites',
      { conditions: available('True'), automanaged: 'true' },
      ['automanaged-with-service'],
    ],
  ])('%s', (_, change, ids) => {
    expect(registrationFindings([remote(change)]).map(({ id }) => id)).toEqual(ids);
  });
});

describe('a caBundle', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const good = base64(make({ ca: true }).pem);
  it.each<readonly [name: string, spec: object, ids: readonly string[]]>([
    ['that is good', { caBundle: good }, []],
    ['that is missing', {}, ['ca-bundle-missing']],
    ['that is not looked at', { insecureSkipTLSVerify: true }, ['insecure-skip-tls-verify']],
    ['that is base64 twice', { caBundle: base64(good) }, ['bundle-base64-twice']],
    [
      'that expired',
      { caBundle: base64(make({ ca: true, days: [-9, -1] }).pem) },
      ['expired', 'bundle-expired'],
    ],
    ['that expires soon', { caBundle: base64(make({ ca: true, days: [-9, 9] }).pem) }, ['ca-expires-soon']],
  ])('%s', (_, spec, ids) => {
    const item = {
      metadata: { name: 'v1.demo.kx.dev' },
      spec: { group: 'demo.kx.dev', version: 'v1', service: { name: 'aa', namespace: 'aa-system' }, ...spec },
      status: { conditions: [{ type: 'Available', status: 'False', message: 'told elsewhere' }] },
    };
    const found = bundleFindings([remote({ item })], new Date());
    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(found.every(({ fix }) => fix === 'kx certs verify --cluster v1.demo.kx.dev')).toBe(true);
  });
});

it.each<readonly [name: string, groups: readonly Group[], findings: readonly string[]]>([
  ['once', [group('a', ['v1', 'v2']), group('b', ['v1'])], []],
  ['in two groups of one name', [group('a', ['v1']), group('a', ['v1'])], ['warning listed-twice a/v1']],
  ['in one group', [group('a', ['v1', 'v1'])], ['warning listed-twice a/v1']],
])('a version is listed %s', (_, groups, findings) => {
  expect(twiceListed(groups).map(line)).toEqual(findings);
});

describe('an extension API server is looked into', () => {
  const problem = { groupVersion: 'demo.kx.dev/v1', message: 'stale', cause: '' };
  const facts = (change: Partial<ReturnType<typeof remote>>) => ({
    serving: new Map(),
    groups: [],
    refusals: { apiServices: undefined, definitions: undefined },
    definitions: [],
    apiServices: [remote(change)],
  });
  it.each<
    readonly [
      name: string,
      catalog: Catalog,
      change: Partial<ReturnType<typeof remote>>,
      kinds: readonly Suspect['kind'][],
    ]
  >([
    ['where the walk misses it', catalog([group('demo.kx.dev', ['v1'], [])], [problem]), {}, ['missing']],
    ['where discovery does not list it', catalog([]), { conditions: available('False') }, ['unlisted']],
    ['not where it is only just registered', catalog([]), { conditions: available('True') }, []],
    [
      'where it is listed without a resource',
      catalog([group('demo.kx.dev', ['v1'], [])]),
      { conditions: available('True') },
      ['empty'],
    ],
    [
      'where it is listed, but not available',
      catalog([group('demo.kx.dev', ['v1'])]),
      { conditions: available('False') },
      ['contradicted'],
    ],
    ['not where all is well', catalog([group('demo.kx.dev', ['v1'])]), { conditions: available('True') }, []],
  ])('%s', (_, found, change, kinds) => {
    expect(suspectsOf(found, facts(change)).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('a condition', () => {
  const SUSPECT: Suspect = { kind: 'missing', problem: undefined, apiService: undefined };
  const LISTED: Evidence['version'] = { kind: 'listed', resources: 1 };
  it.each<
    readonly [name: string, kind: Suspect['kind'], change: Partial<Evidence>, findings: readonly string[]]
  >([
    [
      'lies where requests fail',
      'missing',
      { apiService: remote({ conditions: available('True') }) },
      ['error available-lies demo.kx.dev/v1'],
    ],
    [
      'does not lie of a 404',
      'missing',
      {
        apiService: remote({ conditions: available('True') }),
        version: { kind: 'failed', message: '', says: '', status: 404 },
      },
      [],
    ],
    [
      'lies where kube-apiserver cannot load the caBundle',
      'missing',
      {
        apiService: remote({ conditions: available('True') }),
        version: { kind: 'failed', message: '', says: 'unable to load root certificates', status: 500 },
      },
      ['error available-lies demo.kx.dev/v1'],
    ],
    [
      'is late where requests go well',
      'missing',
      { apiService: remote({ conditions: available('False') }), version: LISTED },
      ['warning available-late demo.kx.dev/v1'],
    ],
    [
      'agrees with requests that fail',
      'missing',
      { apiService: remote({ conditions: available('False') }) },
      [],
    ],
    [
      'agrees with requests that go well',
      'empty',
      { apiService: remote({ conditions: available('True') }), version: LISTED },
      [],
    ],
    [
      'contradicts what is listed',
      'contradicted',
      { apiService: remote({ conditions: available('False') }) },
      ['error listed-unavailable demo.kx.dev/v1'],
    ],
    ['may be missing', 'missing', {}, []],
  ])('%s', (_, kind, change, findings) => {
    expect(contradictions({ ...SUSPECT, kind }, evidence(change)).map(line)).toEqual(findings);
  });
});
