import { describe, expect, it } from 'vitest';
import { findPart, partOf } from '../../../src/discover/resolve/find-part.ts';
import { requestPath } from '../../../src/discover/resolve/request-path.ts';
import { resolveName } from '../../../src/discover/resolve/resolve-name.ts';
import type { KubectlVersion } from '../../../src/options/discover/kubectl.ts';
import { GROUPS, group } from './resolve-groups.ts';

const PROBLEMS = [
  {
    groupVersion: 'metrics.k8s.io/v1beta1',
    message: 'its server did not answer',
    cause: 'connection refused',
  },
];

function resolved(name: string, kubectl: KubectlVersion = '1.37', groups = GROUPS) {
  return resolveName({ name, groups, serving: new Map(), problems: PROBLEMS, kubectl });
}

function paths(name: string, kubectl?: KubectlVersion): readonly string[] {
  const { resolved: found, object } = resolved(name, kubectl);
  return found.map(({ mapping }) => requestPath(mapping, { namespace: 'dev', object }));
}

/** What a test may know of an error, for names that are not found. */
function failure(name: string, kubectl?: KubectlVersion): unknown {
  try {
    return resolved(name, kubectl);
  } catch (error) {
    return error;
  }
}

const CORE = '/api/v1/namespaces/dev';
const APPS = '/apis/apps/v1/namespaces/dev/deployments';

describe('a name', () => {
  it.each<readonly [name: string, path: string, rule: string]>([
    ['pods', `${CORE}/pods`, 'plural'],
    ['pod', `${CORE}/pods`, 'singular'],
    ['PODS', `${CORE}/pods`, 'plural'],
    ['Pod', `${CORE}/pods`, 'singular'],
    ['po', `${CORE}/pods`, 'shortName'],
    ['no', '/api/v1/nodes', 'shortName'],
    ['po.', `${CORE}/pods`, 'shortName'],
    ['pods.v1.', `${CORE}/pods`, 'plural'],
    ['podlist', `${CORE}/podlists`, 'list'],
    ['deploy', APPS, 'shortName'],
    ['deploy.apps', APPS, 'shortName'],
    ['deploy.app', APPS, 'shortName'],
    ['deployments.v1beta1.apps', APPS.replace('v1', 'v1beta1'), 'plural'],
    ['Deployment.apps', APPS, 'singular'],
    ['events.events', '/apis/events.k8s.io/v1/namespaces/dev/events', 'plural'],
    ['clusters.beta', '/apis/beta.example.com/v1/namespaces/dev/clusters', 'plural'],
    ['NodeThing.odd.example.com', '/apis/odd.example.com/v1/things', 'kind'],
    ['nodething.v1.odd.example.com', '/apis/odd.example.com/v1/things', 'kind'],
    ['oldthings', '/apis/odd.example.com/v1/namespaces/dev/newthings', 'sharedKind'],
    ['shelves.pre', '/apis/pre.org/v1/namespaces/dev/shelves', 'plural'],
    ['pod/my-pod', `${CORE}/pods/my-pod`, 'singular'],
  ])('%s is asked for as %s: %s', (name, path, rule) => {
    expect(paths(name)).toEqual([path]);
    expect(resolved(name).resolved[0]?.rule.id).toBe(rule);
  });

  it.each<readonly [kubectl: KubectlVersion, path: string]>([
    ['1.27', APPS.replace('v1', 'v1beta1')],
    ['1.28', APPS.replace('v1', 'v1beta1')],
    ['1.29', APPS],
    ['1.37', APPS],
  ])('that is short keeps its version up to kubectl 1.28, asked as %s', (kubectl, path) => {
    expect(paths('deploy.v1beta1.apps', kubectl)).toEqual([path]);
  });

  it('says that the version was forgotten', () => {
    expect(resolved('deploy.v9.apps').resolved[0]?.rule.message).toBe(
      "'deploy' is a short name of deployments.apps; kubectl forgets the version v9 and takes apps/v1",
    );
  });

  it.each<readonly [name: string, kubectl: KubectlVersion, warnings: readonly string[]]>([
    ['cl', '1.28', []],
    [
      'cl',
      '1.29',
      [
        'short name "cl" could also match lower priority resource clusters.beta.example.com',
        'short name "cl" could also match lower priority resource clumps.gamma.example.com',
      ],
    ],
    ['cl.beta.example.com', '1.37', []],
    ['clusters', '1.37', []],
    ['deploy', '1.37', []],
  ])('%s makes kubectl %s warn of %j', (name, kubectl, warnings) => {
    expect(resolved(name, kubectl).warnings).toEqual(warnings);
  });
});

describe('several names', () => {
  it.each<readonly [name: string, found: readonly string[]]>([
    ['po,deploy,pods', [`${CORE}/pods`, APPS]],
    ['all', [`${CORE}/pods`, APPS]],
    ['all,no', [`${CORE}/pods`, APPS, '/api/v1/nodes']],
    ['papers', ['/apis/pre.org/v1/namespaces/dev/shelves']],
    ['papers/x', ['/apis/library.org/v1/namespaces/dev/papers/x']],
  ])('%s are asked for as %j', (name, found) => {
    expect(paths(name)).toEqual(found);
  });
});

it('an object that has the name of a subresource is told from it', () => {
  const [core, ...others] = GROUPS;
  const status = [{ name: 'status', kind: 'Pod', verbs: ['get'] }];
  const versions = (core?.versions ?? []).map((version) => ({
    ...version,
    resources: version.resources.map((resource) => ({ ...resource, subresources: status })),
  }));
  const groups = [{ ...group('', {}), preferredVersion: 'v1', versions }, ...others];
  expect(resolved('po/status', '1.37', groups).resolved[0]?.note).toBe(
    "'status' is taken for the name of an object; kubectl get pods NAME --subresource=status asks for the subresource",
  );
  expect(resolved('po/x', '1.37', groups).resolved[0]?.note).toBeUndefined();
});

describe('what lost', () => {
  it.each<readonly [name: string, losers: readonly string[]]>([
    ['events', ['events.events.k8s.io/v1: core v1 comes before every group']],
    ['deployments', ['deployments.apps/v1beta1: v1 is the preferred version of apps']],
    ['deployments.v1beta1.apps', []],
    ['clusters', ['clusters.beta.example.com/v1: group alpha.example.com comes before beta.example.com']],
    [
      'cl',
      [
        'clusters.beta.example.com/v1: group alpha.example.com comes before beta.example.com',
        'clumps.gamma.example.com/v1: group alpha.example.com comes before gamma.example.com',
      ],
    ],
    ['pod', ['clumps.gamma.example.com/v1: it has this short name only, and a full name wins over it']],
    [
      'oldthings',
      [
        'oldthings.odd.example.com/v1: its kind Twin is also that of newthings, and kubectl takes the one listed last',
      ],
    ],
    ['shelves.pre', ['shelves.pre/v1: group pre.org comes before pre']],
    ['thing', []],
  ])('for %s says why', (name, losers) => {
    const [found] = resolved(name).resolved;
    expect(found?.losers.map((one) => `${one.resource}.${one.group}/${one.version}: ${one.reason}`)).toEqual(
      losers,
    );
  });

  it('names the priorities where they are known', () => {
    const serving = new Map(
      [['alpha', 1000] as const, ['beta', 1000] as const, ['gamma', 100] as const].map(
        ([name, groupPriority]) =>
          [`${name}.example.com/v1`, { servedBy: 'APIExtensionsServer', groupPriority }] as const,
      ),
    );
    const { resolved: found } = resolveName({
      name: 'cl',
      groups: GROUPS,
      serving,
      problems: [],
      kubectl: '1.37',
    });
    expect(found[0]?.losers.map(({ reason }) => reason.replace(/.*: /, ''))).toEqual([
      'both have groupPriorityMinimum 1000, so the names decide',
      'groupPriorityMinimum 1000 against 100',
    ]);
  });

  it('tells who else has one of the names', () => {
    expect(resolved('clusters').resolved[0]?.collisions).toEqual([
      {
        group: 'beta.example.com',
        resource: 'clusters',
        names: [
          { name: 'cluster', as: 'singular', of: 'singular' },
          { name: 'cl', as: 'short name', of: 'short name' },
          { name: 'clusters', as: 'plural', of: 'plural' },
        ],
      },
      {
        group: 'gamma.example.com',
        resource: 'clumps',
        names: [{ name: 'cl', as: 'short name', of: 'short name' }],
      },
    ]);
    const [pods] = resolved('pods').resolved;
    expect(pods?.collisions).toEqual([
      {
        group: 'gamma.example.com',
        resource: 'clumps',
        names: [{ name: 'pod', as: 'short name', of: 'singular' }],
      },
    ]);
  });
});

describe('a name that stands for nothing', () => {
  it.each<readonly [name: string, kubectl: KubectlVersion, message: string, hint: string | undefined]>([
    ['nosuch', '1.37', `the server doesn't have a resource type "nosuch"`, undefined],
    [
      'deploymens',
      '1.37',
      `the server doesn't have a resource type "deploymens"`,
      'did you mean deployments?',
    ],
    [
      'deploy.v1',
      '1.37',
      `the server doesn't have a resource type "deploy" in group "v1"`,
      'did you mean deployments.apps?',
    ],
    ['PO', '1.37', `the server doesn't have a resource type "PO"`, 'did you mean po?'],
    ['pods.apps', '1.36', `the server doesn't have a resource type "pods"`, 'did you mean pods?'],
    [
      'pods.apps',
      '1.37',
      `the server doesn't have a resource type "pods" in group "apps"`,
      'did you mean pods?',
    ],
    [
      'deplyo.apps',
      '1.37',
      `the server doesn't have a resource type "deplyo" in group "apps"`,
      'did you mean deploy.apps?',
    ],
    [
      'NodeThing',
      '1.37',
      `the server doesn't have a resource type "NodeThing"`,
      'NodeThing is a kind of odd.example.com/v1, which kubectl finds as things.odd.example.com',
    ],
    ['aps', '1.37', `the server doesn't have a resource type "aps"`, 'did you mean apps?'],
    ['po,nosuch', '1.37', `the server doesn't have a resource type "nosuch"`, undefined],
  ])('%s fails as kubectl %s does, with exit code 1', (name, kubectl, message, hint) => {
    expect(failure(name, kubectl)).toMatchObject({ exitCode: 1, message, hint });
  });

  it.each([
    ['nosuch', true],
    ['nodes.metrics', true],
    ['nodes.apps', false],
  ])('%s may be in a part that is missing: %s', (name, isPossible) => {
    const violation = {
      path: 'metrics.k8s.io/v1beta1',
      message: 'may have it, but is missing: its server did not answer: connection refused',
    };
    expect(failure(name)).toMatchObject({ violations: isPossible ? [violation] : [] });
  });

  it.each([
    ['a/b/c', "'a/b/c' has more than one slash"],
    ['pods/', "'pods/' is not a type and a name"],
    ['/x', "'/x' is not a type and a name"],
    ['po,svc/x', "'po,svc/x' is not a type and a name"],
    ['pods,', "'pods,' has an empty name"],
  ])('%s is refused', (name, message) => {
    expect(failure(name)).toMatchObject({ exitCode: 2, violations: [{ path: 'NAME', message }] });
  });
});

describe('a part of the catalog', () => {
  it.each([
    ['apps', { group: 'apps', version: undefined }],
    ['apps/v1beta1', { group: 'apps', version: 'v1beta1' }],
    ['v1', { group: '', version: 'v1' }],
    ['core', { group: '', version: undefined }],
    ['core/v1', { group: '', version: 'v1' }],
    ['metrics.k8s.io/v1beta1', { group: 'metrics.k8s.io', version: 'v1beta1' }],
    ['apps/v9', undefined],
    ['apps/v1/x', undefined],
    ['pods', undefined],
    ['v2', undefined],
  ])('%j is %j', (argument, part) => {
    expect(findPart(argument, GROUPS)).toEqual(part);
  });

  it('is not core where a group has that name', () => {
    expect(findPart('core/v1', [...GROUPS, group('core', { v2: [] })])).toBeUndefined();
  });

  it('takes its rows from the version that was named', () => {
    const [apps, ...others] = partOf(GROUPS, { group: 'apps', version: 'v1beta1' });
    expect(others).toEqual([]);
    expect(apps).toMatchObject({ preferredVersion: 'v1beta1', versions: [{ version: 'v1beta1' }] });
  });
});
