import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CustomResource } from '../../../src/model/custom-resource.ts';
import { completeNames } from '../../../src/model/resource-names.ts';
import { renderRbacFiles } from '../../../src/render/render-rbac.ts';

const SCALE = { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' };

function rolesOf(status: boolean, scale: boolean, scope: CustomResource['scope'] = 'Namespaced') {
  const version = {
    name: 'v1',
    served: true,
    storage: true,
    deprecated: false,
    schema: { type: 'object' },
    status,
    columns: [],
    selectableFields: [],
    ...(scale ? { scale: SCALE } : {}),
  } as const;
  const names = completeNames({ kind: 'CronTab' });
  const files = renderRbacFiles({
    group: 'a.io',
    names,
    scope,
    versions: [version],
    labels: {},
    annotations: {},
  });
  return new Map(files.map(({ path, text }) => [path, parse(text)] as const));
}

it('is one role for each of viewer, editor and admin', () => {
  const roles = rolesOf(true, true);
  expect([...roles.keys()]).toEqual(['rbac/viewer.yaml', 'rbac/editor.yaml', 'rbac/admin.yaml']);
  expect(roles.get('rbac/viewer.yaml')).toEqual({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: 'crontabs.a.io-viewer',
      labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
    },
    rules: [
      { apiGroups: ['a.io'], resources: ['crontabs'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['a.io'], resources: ['crontabs/status'], verbs: ['get'] },
      { apiGroups: ['a.io'], resources: ['crontabs/scale'], verbs: ['get'] },
    ],
  });
});

it.each([
  ['viewer', 'view', ['get'], ['get']],
  ['editor', 'edit', ['get'], ['get', 'patch', 'update']],
  ['admin', 'admin', ['get', 'patch', 'update'], ['get', 'patch', 'update']],
])('lets the %s do more than the last', (role, builtIn, status, scale) => {
  const { metadata, rules } = rolesOf(true, true).get(`rbac/${role}.yaml`);
  expect(metadata.labels).toEqual({ [`rbac.authorization.k8s.io/aggregate-to-${builtIn}`]: 'true' });
  expect(rules.map(({ verbs }: { verbs: string[] }) => verbs).slice(1)).toEqual([status, scale]);
});

it('names the subresources that there are', () => {
  const { rules } = rolesOf(false, false).get('rbac/editor.yaml');
  expect(rules).toEqual([
    {
      apiGroups: ['a.io'],
      resources: ['crontabs'],
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
    },
  ]);
});

it('adds nothing to the roles of namespaces where the resource is in none', () => {
  const roles = rolesOf(true, false, 'Cluster');
  expect([...roles.values()].map(({ metadata }) => metadata.labels)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
