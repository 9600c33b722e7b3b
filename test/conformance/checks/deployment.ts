import type { Check } from '../check.ts';
import { containing, matcher, PRESENT } from '../difference.ts';
import type { Manifest } from '../means.ts';
import type { Trial } from '../trial.ts';

const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted' };

const UNPRIVILEGED = matcher(
  'ports above 1024',
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(({ containerPort }) => containerPort > 1024),
);

const probe = (path: string) => ({ httpGet: { path, scheme: 'HTTPS' } });

const CONTAINER = {
  ports: UNPRIVILEGED,
  livenessProbe: probe('/livez'),
  readinessProbe: probe('/readyz'),
  startupProbe: PRESENT,
  resources: { requests: { cpu: PRESENT, memory: PRESENT }, limits: { memory: PRESENT } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
};

const POD = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  affinity: { podAntiAffinity: PRESENT },
  containers: [CONTAINER],
};

/** The seconds that the server takes after SIGTERM before it ends connections. */
function delayOf(template: string): number {
  return Number(/--shutdown-delay-duration=(\d+)s/.exec(template)?.[1] ?? 0);
}

async function podIsTaken({ namespace, expect }: Trial, deployment: Manifest): Promise<void> {
  const { template } = Object(deployment['spec']);
  const { serviceAccountName: name } = template.spec;
  const labels = { metadata: { labels: RESTRICTED } };
  const path = `/api/v1/namespaces/${namespace}`;
  await expect(
    { method: 'PATCH', path, type: 'application/merge-patch+json', body: labels },
    { status: 200 },
  );
  await expect({ path: `${path}/serviceaccounts`, body: { metadata: { name } } }, { status: 201 });
  const pods = `${path}/pods?dryRun=All`;
  const pod = { metadata: { ...template.metadata, name: 'tried' }, spec: template.spec };
  await expect({ path: pods, body: pod }, { status: 201, headers: { warning: undefined } });
  const { securityContext: _, ...careless } = template.spec;
  await expect({ path: pods, body: { ...pod, spec: careless } }, { status: 403 });
}

/** R: what runs it in a cluster. */
export const DEPLOYMENT_CHECKS: readonly Check[] = [
  {
    id: 119,
    priority: 1,
    title:
      'it is deployed with the least rights, with probes and limits, and as the restricted policy wants it',
    modes: ['aggregated'],
    needs: ['backend'],
    run: async (trial) => {
      const { deployment: manifests } = trial.means('backend');
      const find = (kind: string) => manifests.find((each) => each.kind === kind);
      const names = ['Namespace', 'ServiceAccount', 'Service', 'PodDisruptionBudget', 'APIService'];
      trial.same(manifests, containing(...names.map((kind) => ({ kind }))), 'the manifests');
      trial.same(find('Namespace')?.metadata.labels, RESTRICTED, 'the labels of the namespace');
      const deployment = find('Deployment');
      trial.same(deployment, { spec: { template: { spec: POD } } }, 'the Deployment');
      if (deployment === undefined) return;
      const { spec } = Object(deployment['spec']).template;
      const delay = delayOf(JSON.stringify(spec));
      trial.holds(
        delay > 0 && spec.terminationGracePeriodSeconds > delay,
        `it takes ${delay} s to end, of ${spec.terminationGracePeriodSeconds} s`,
      );
      await podIsTaken(trial, deployment);
    },
  },
];
