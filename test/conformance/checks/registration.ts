import type { Check } from '../check.ts';
import { containing, matcher } from '../difference.ts';
import { FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';

const { group, version, plural } = FIXTURE;

/** A number in a range, both ends in it. */
const between = (least: number, most: number) =>
  matcher(`${least} to ${most}`, (value) => typeof value === 'number' && value >= least && value <= most);

/** Certificates in PEM, as a list of bytes is written in JSON. */
const PEM_BYTES = matcher(
  'certificates in PEM, in base64',
  (value) => typeof value === 'string' && atob(value).includes('-----BEGIN CERTIFICATE-----'),
);

/** Each way to say that everything is allowed. */
const NO_WILDCARD = matcher(
  'rules without *',
  (value) =>
    Array.isArray(value) &&
    value.every(
      ({ verbs = [], apiGroups = [], resources = [] }) =>
        ![...verbs, ...apiGroups, ...resources].includes('*'),
    ),
);

/** What somebody asks to do. */
type Action = {
  readonly verb: string;
  readonly resource: string;
  readonly group?: string;
  readonly name?: string;
};

/** How kube-apiserver is told in whose place a request is made. */
const actingAs = (user: string, groups: readonly string[]) => ({
  'Impersonate-User': user,
  'Impersonate-Group': groups,
});

/** Asks kube-apiserver whether a user may do something, until it says so. */
async function may(
  trial: Trial,
  {
    user,
    namespace,
    allowed,
  }: { readonly user: string; readonly namespace?: string; readonly allowed: boolean },
  actions: readonly Action[],
): Promise<void> {
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  for (const action of actions) {
    const resourceAttributes = { ...action, ...(namespace === undefined ? {} : { namespace }) };
    // A role is put together by a controller, and kube-apiserver watches roles and bindings.
    await trial.eventually(
      { path, body: { spec: { user, resourceAttributes } } },
      { status: 201, body: { spec: { user, resourceAttributes }, status: { allowed } } },
      40,
    );
  }
}

const onWidgets = (...verbs: readonly string[]): readonly Action[] =>
  verbs.map((verb) => ({ verb, group, resource: plural }));

const READS = onWidgets('get', 'list', 'watch');
const WRITES = onWidgets('create', 'update', 'patch', 'delete', 'deletecollection');

/** What a server asks of kube-apiserver. */
const OF_THE_SERVER: readonly Action[] = [
  { verb: 'create', group: 'authentication.k8s.io', resource: 'tokenreviews' },
  { verb: 'create', group: 'authorization.k8s.io', resource: 'subjectaccessreviews' },
  { verb: 'list', resource: 'namespaces' },
  { verb: 'watch', resource: 'namespaces' },
];

/** What a server has no business with. */
const OF_OTHERS: readonly Action[] = [
  { verb: 'get', resource: 'secrets' },
  { verb: 'create', resource: 'namespaces' },
  { verb: 'impersonate', resource: 'users' },
  ...WRITES,
];

/** How a server is made known to a cluster, and what is allowed to whom by that. */
export const REGISTRATION_CHECKS: readonly Check[] = [
  {
    id: 20,
    priority: 0,
    title: 'the manifests are taken by each kubectl, without a warning, and change nothing the second time',
    modes: ['aggregated'],
    needs: ['backend', 'kubectls'],
    run: async (trial) => {
      const { apiService, service, manifests } = trial.means('backend');
      const [namespace, name] = service.split('/');
      trial.same(apiService, `${version}.${group}`, 'the name of the APIService');
      const spec = {
        group,
        version,
        groupPriorityMinimum: between(1, 20_000),
        versionPriority: between(1, 1000),
        caBundle: PEM_BYTES,
        insecureSkipTLSVerify: undefined,
        service: { name, namespace },
      };
      const path = `/apis/apiregistration.k8s.io/v1/apiservices/${apiService}`;
      const available = containing({ type: 'Available', status: 'True' });
      await trial.expect({ path }, { status: 200, body: { spec, status: { conditions: available } } });
      for (const { version: release, run } of trial.means('kubectls')) {
        const { exitCode, stdout, stderr } = await run(['apply', '--dry-run=server', '-f', '-'], manifests);
        trial.same(
          { exitCode, stderr, stdout },
          { exitCode: 0, stderr: '', stdout: /^(\S+ unchanged \(server dry run\)\n)+$/ },
          `what kubectl ${release} makes of the manifests`,
        );
      }
    },
  },
  {
    id: 95,
    priority: 1,
    title: 'the roles of a cluster take in the kind, and the server may do what it asks for and no more',
    modes: ['aggregated'],
    needs: ['backend', 'controllers'],
    run: async (trial) => {
      const { namespace } = trial;
      const bindings = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`;
      for (const role of ['view', 'edit', 'admin']) {
        const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role };
        const subjects = [
          { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: `${namespace}-${role}` },
        ];
        const body = { metadata: { name: role }, roleRef, subjects };
        await trial.expect({ path: bindings, body }, { status: 201 });
        await may(trial, { user: `${namespace}-${role}`, namespace, allowed: true }, READS);
        const writer = { user: `${namespace}-${role}`, namespace, allowed: role !== 'view' };
        await may(trial, writer, WRITES);
      }
      await may(trial, { user: `${namespace}-nobody`, namespace, allowed: false }, [...READS, ...WRITES]);

      const [home = '', account = ''] = trial.means('backend').service.split('/');
      const user = `system:serviceaccount:${home}:${account}`;
      await may(trial, { user, allowed: true }, OF_THE_SERVER);
      await may(trial, { user, allowed: false }, OF_OTHERS);
      const trust = { verb: 'get', resource: 'configmaps', name: 'extension-apiserver-authentication' };
      await may(trial, { user, namespace: 'kube-system', allowed: true }, [trust]);
      await may(trial, { user, namespace: 'kube-system', allowed: false }, [{ ...trust, name: 'other' }]);
      const groups = ['system:serviceaccounts', `system:serviceaccounts:${home}`, 'system:authenticated'];
      await trial.expect(
        {
          path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
          headers: actingAs(user, groups),
          body: { spec: { namespace: 'default' } },
        },
        {
          status: 201,
          body: { status: { resourceRules: NO_WILDCARD, nonResourceRules: NO_WILDCARD } },
        },
      );
    },
  },
];
