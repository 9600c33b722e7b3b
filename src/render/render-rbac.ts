import type { CustomResource } from '../model/custom-resource.ts';
import type { JsonObject } from '../model/json-value.ts';
import type { FileSet } from './file-set.ts';
import { renderYaml } from './yaml.ts';

type RoleName = 'admin' | 'editor' | 'viewer';

type Verbs = {
  readonly resource: readonly string[];
  readonly status: readonly string[];
  readonly scale: readonly string[];
};

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
const CHANGE = ['get', 'patch', 'update'];

/**
 * Who may do what. The status is the controller's word, so editors read it alone; changing the scale is an edit of
 * the spec by another door.
 */
const VERBS = {
  viewer: { resource: READ, status: ['get'], scale: ['get'] },
  editor: { resource: WRITE, status: ['get'], scale: CHANGE },
  admin: {
    resource: ['create', 'delete', 'deletecollection', ...WRITE.slice(2)],
    status: CHANGE,
    scale: CHANGE,
  },
} as const satisfies Record<RoleName, Verbs>;

/** The built-in roles that take up each of ours (aggregationRule of the ClusterRoles view, edit and admin). */
const AGGREGATE_TO = { viewer: 'view', editor: 'edit', admin: 'admin' } as const satisfies Record<
  RoleName,
  string
>;

const COMMENTS: Readonly<Record<CustomResource['scope'], string>> = {
  Namespaced: '# Whoever has the built-in role has this one too: the label below adds it.\n',
  Cluster:
    '# Not added to the built-in roles view, edit and admin: those are for what is in a namespace.\n' +
    '# Bind it with a ClusterRoleBinding.\n',
};

/**
 * Renders the ClusterRoles of those who look at, work with and are in charge of objects of a resource.
 *
 * @returns `rbac/viewer.yaml`, `rbac/editor.yaml` and `rbac/admin.yaml`; those of cluster-scoped resources have no
 *   aggregation labels, since a binding of `view` in one namespace must not seem to give what it cannot
 */
export function renderRbacFiles(resource: CustomResource): FileSet {
  return (['viewer', 'editor', 'admin'] as const).map((role) => ({
    path: `rbac/${role}.yaml`,
    text: COMMENTS[resource.scope] + renderYaml(renderRole(resource, role)),
    mode: 0o644,
  }));
}

/** @returns the name of a role: `crontabs.stable.example.com-viewer` */
export function roleName({ names, group }: CustomResource, role: RoleName): string {
  return `${names.plural}.${group}-${role}`;
}

function renderRole(resource: CustomResource, role: RoleName): JsonObject {
  const { scope, versions } = resource;
  const label = { [`rbac.authorization.k8s.io/aggregate-to-${AGGREGATE_TO[role]}`]: 'true' };
  const verbs = VERBS[role];
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: roleName(resource, role), ...(scope === 'Namespaced' ? { labels: label } : {}) },
    rules: [
      ruleOf(resource, '', verbs.resource),
      ...(versions.some(({ status }) => status) ? [ruleOf(resource, '/status', verbs.status)] : []),
      ...(versions.some(({ scale }) => scale !== undefined) ? [ruleOf(resource, '/scale', verbs.scale)] : []),
    ],
  };
}

function ruleOf({ group, names }: CustomResource, subresource: string, verbs: readonly string[]): JsonObject {
  return { apiGroups: [group], resources: [`${names.plural}${subresource}`], verbs };
}
