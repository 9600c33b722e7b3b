import type { Check } from '../check.ts';
import { containing, matcher } from '../difference.ts';
import { FIXTURE } from '../fixture.ts';
import type { AdmissionRequest } from '../means.ts';
import type { Expected, Trial } from '../trial.ts';
import { storedOf } from './stored.ts';

const { group, version, kind, plural } = FIXTURE;

const REGISTRATION = '/apis/admissionregistration.k8s.io/v1';
/** How long kube-apiserver takes to do what a policy says, and the server behind it after that. */
const PATIENCE = 30;

/** What is not let in, by whom, and in which words. */
const REFUSED = { policy: 'refused-by-policy', webhook: 'refused-by-webhook' } as const;
const REFUSAL = matcher('a refusal', (value) => typeof value === 'number' && value >= 400 && value < 500);
const refusedBy = (name: string): Expected => ({
  status: REFUSAL,
  body: { kind: 'Status', status: 'Failure', message: new RegExp(`no ${name} here`) },
});

const inNamespace = (namespace: string) => ({ matchLabels: { 'kubernetes.io/metadata.name': namespace } });

const onWidgets = {
  apiGroups: [group],
  apiVersions: ['*'],
  operations: ['CREATE', 'UPDATE'],
  resources: [plural],
};

/** kube-apiserver keeps it too, of its own objects, which says when it is known. */
const onConfigMaps = {
  apiGroups: [''],
  apiVersions: ['v1'],
  operations: ['CREATE'],
  resources: ['configmaps'],
};

const policyFor = (name: string) => ({
  metadata: { name },
  spec: {
    matchConstraints: {
      namespaceSelector: inNamespace(name),
      resourceRules: [onWidgets, onConfigMaps],
    },
    validations: [
      { expression: `object.metadata.name != '${REFUSED.policy}'`, message: `no ${REFUSED.policy} here` },
    ],
  },
});

const bindingOf = (name: string) => ({
  metadata: { name },
  spec: { policyName: name, validationActions: ['Deny'] },
});

const webhookFor = (name: string, clientConfig: object) => ({
  metadata: { name },
  webhooks: [
    {
      name: 'check.example.com',
      clientConfig,
      rules: [onWidgets],
      namespaceSelector: inNamespace(name),
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
    },
  ],
});

/** Registers objects of a cluster for as long as the work takes. */
async function registered(
  { expect, send }: Trial,
  objects: readonly (readonly [
    resource: string,
    body: ReturnType<typeof webhookFor> | object,
    name: string,
  ])[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    for (const [resource, body] of objects) {
      await expect({ path: `${REGISTRATION}/${resource}`, body }, { status: 201 });
    }
    await work();
  } finally {
    for (const [resource, , name] of objects) {
      await send({ method: 'DELETE', path: `${REGISTRATION}/${resource}/${name}` });
    }
  }
}

async function policyIsKept(trial: Trial): Promise<void> {
  const { namespace, widgets, eventually, expect, widget } = trial;
  const objects = [
    ['validatingadmissionpolicies', policyFor(namespace), namespace],
    ['validatingadmissionpolicybindings', bindingOf(namespace), namespace],
  ] as const;
  await registered(trial, objects, async () => {
    const name = REFUSED.policy;
    const configMaps = `/api/v1/namespaces/${namespace}/configmaps?dryRun=All`;
    await eventually({ path: configMaps, body: { metadata: { name } } }, refusedBy(name), PATIENCE);
    await eventually({ path: `${widgets}?dryRun=All`, body: widget(name) }, refusedBy(name), PATIENCE);
    await expect({ path: widgets, body: widget(name) }, refusedBy(name));
    await expect({ path: widgets, body: widget('let-in') }, { status: 201 });
  });
}

/** Refuses one name and gives all others a label. */
const answer = ({ name, object }: AdmissionRequest) => {
  if (name === REFUSED.webhook) return { allowed: false, status: { message: `no ${name} here` } };
  const patch = [{ op: 'add', path: '/metadata/labels', value: { seen: 'true' } }];
  if (object?.metadata.labels !== undefined) return { allowed: true };
  return { allowed: true, patchType: 'JSONPatch', patch: btoa(JSON.stringify(patch)) };
};

async function webhooksAreCalled(trial: Trial): Promise<void> {
  const { namespace, widgets, eventually, expect, widget } = trial;
  const { clientConfig, requests, stop } = await trial.means('startWebhook')(answer);
  const objects = [
    ['mutatingwebhookconfigurations', webhookFor(namespace, clientConfig), namespace],
    ['validatingwebhookconfigurations', webhookFor(namespace, clientConfig), namespace],
  ] as const;
  try {
    await registered(trial, objects, async () => {
      const name = REFUSED.webhook;
      await eventually({ path: `${widgets}?dryRun=All`, body: widget(name) }, refusedBy(name), PATIENCE);
      const labelled = { metadata: { labels: { seen: 'true' } } };
      await eventually(
        { path: `${widgets}?dryRun=All`, body: widget('w1') },
        { status: 201, body: labelled },
        PATIENCE,
      );
      await expect({ path: widgets, body: widget('w1') }, { status: 201, body: labelled });
      const path = `${widgets}/w1`;
      const { json } = await expect({ path }, { status: 200, body: labelled });
      const body = { ...Object(json), spec: { ...storedOf(json).spec, size: 4 } };
      await expect({ method: 'PUT', path, body }, { status: 200 });
      const about = {
        kind: { group, version, kind },
        resource: { group, version, resource: plural },
        name: 'w1',
        namespace,
        userInfo: { groups: containing('system:authenticated') },
      };
      const whole = { metadata: { name: 'w1' }, spec: { size: 3 } };
      trial.same(
        requests,
        containing(
          { ...about, operation: 'CREATE', dryRun: true, object: whole, oldObject: null },
          { ...about, operation: 'CREATE', dryRun: false, object: whole, oldObject: null },
          { ...about, operation: 'UPDATE', object: { spec: { size: 4 } }, oldObject: whole },
        ),
        'what the webhook was asked',
      );
    });
  } finally {
    await stop();
  }
}

/** Q: who else has a say in what is written. */
export const ADMISSION_CHECKS: readonly Check[] = [
  {
    id: 117,
    priority: 1,
    title:
      'policies and webhooks of the cluster are asked of each write, as kube-apiserver asks them of its own',
    modes: ['aggregated'],
    needs: ['startWebhook'],
    run: async (trial) => {
      await policyIsKept(trial);
      await webhooksAreCalled(trial);
    },
  },
];
