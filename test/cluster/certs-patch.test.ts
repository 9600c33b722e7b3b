import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clusterClient } from '../../src/certs/cluster/cluster-client.ts';
import { applyAll } from '../../src/certs/patch/cluster/apply-all.ts';
import { applyConfiguration } from '../../src/certs/patch/cluster/apply-configuration.ts';
import { findObjects } from '../../src/certs/patch/cluster/find-objects.ts';
import { clusterAnswers } from '../../src/options/cluster/cluster-options.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runMain } from '../support/run-main.ts';
import { testIo } from '../support/test-io.ts';
import { kubectl } from './kubectl.ts';

const EMIT = ['--emit', 'secret,apiservice,webhook,ca-bundle', '--group-version', 'patch.kx.dev/v1'];
const GEN = ['certs', 'gen', '--service', 'aa', '--namespace', 'aa-ns'];

const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shops.patch.example.com' },
  spec: {
    group: 'patch.example.com',
    scope: 'Namespaced',
    names: { plural: 'shops', singular: 'shop', kind: 'Shop', listKind: 'ShopList' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    conversion: {
      strategy: 'Webhook',
      webhook: {
        clientConfig: { service: { name: 'aa', namespace: 'aa-ns', path: '/convert' } },
        conversionReviewVersions: ['v1'],
      },
    },
  },
};

const APISERVICE = 'apiservice/v1.patch.kx.dev';
const HOOK = 'validatingwebhookconfiguration/aa';

describeControlPlanes('kx certs patch', ({ version }) => {
  const controlPlane = useControlPlane({ version });
  const cwd = mkdtempSync(join(tmpdir(), 'kx-patch-'));
  afterAll(() => rmSync(cwd, { recursive: true }));
  const run = async (words: readonly string[], stdin?: string) =>
    await kubectl(controlPlane(), words, stdin === undefined ? {} : { stdin });
  const done = async (words: readonly string[], stdin?: string) => {
    const { exitCode, stdout, stderr } = await run(words, stdin);
    expect(exitCode, stderr).toBe(0);
    return stdout;
  };
  const objectOf = async (name: string) =>
    JSON.parse(await done(['get', name, '-o', 'json', '--show-managed-fields']));
  const patch = async (...words: readonly string[]) =>
    await runMain(['certs', 'patch', ...words, '--kubeconfig', controlPlane().kubeconfig], { cwd });
  const bundleOf = (directory: string) => readFileSync(join(cwd, directory, 'ca-bundle.txt'), 'utf8').trim();

  beforeAll(async () => {
    for (const out of ['first', 'second', 'third']) {
      const { status, stderr } = await runMain([...GEN, ...EMIT, '--out', out], { cwd });
      expect(status, stderr).toBe(0);
    }
    await done(['create', 'namespace', 'aa-ns']);
    await done(['apply', '-f', '-'], JSON.stringify(CRD));
  }, 60_000);

  it('finds that the API server takes everything that gen emits', async () => {
    for (const name of ['secret', 'apiservice', 'webhook']) {
      await done(['apply', '-f', join(cwd, 'first', `${name}.yaml`)]);
    }
    const secret = await done(['get', 'secret', 'aa-tls', '-n', 'aa-ns', '-o', 'json']);
    const { type, data } = JSON.parse(secret);
    expect([type, Object.keys(data)]).toEqual(['kubernetes.io/tls', ['ca.crt', 'tls.crt', 'tls.key']]);
    expect((await objectOf(APISERVICE)).spec.caBundle).toBe(bundleOf('first'));
  });

  it.each(['yaml', 'json'])('patches %s of the cluster that kubectl applies again', async (format) => {
    const text = await done(['get', APISERVICE, HOOK, 'crd/shops.patch.example.com', '-o', format]);
    const file = join(cwd, `all.${format}`);
    writeFileSync(file, text);
    const { status, stdout, stderr } = await patch('-f', file, '--ca', 'second/ca.crt');
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: `all.${format} changed\n` });
    const lines = readFileSync(file, 'utf8').split('\n');
    const before = text.split('\n');
    const added = lines.length - before.length;
    expect(added).toBe(1);
    expect(lines.filter((line) => !before.includes(line)).every((line) => line.includes('caBundle'))).toBe(
      true,
    );
    expect(await done(['apply', '--dry-run=server', '-f', file])).toContain('shops.patch.example.com');
  });

  it('explains a field that another manager has, and writes nothing', async () => {
    const { status, stdout, stderr } = await patch('--cluster', APISERVICE, '--ca', 'second/ca.crt');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain(
      'APIService v1.patch.kx.dev .spec.caBundle: is managed by kubectl-client-side-apply: the next kubectl apply',
    );
    expect(stderr).toContain('--force-conflicts');
    expect((await objectOf(APISERVICE)).spec.caBundle).toBe(bundleOf('first'));
  });

  it('writes all objects or none', async () => {
    const words = ['--cluster', '--service', 'aa', '--namespace', 'aa-ns', '--ca', 'second/ca.crt'];
    expect((await patch(...words)).status).toBe(3);
    const crd = await objectOf('crd/shops.patch.example.com');
    expect(crd.spec.conversion.webhook.clientConfig.caBundle).toBeUndefined();
  });

  it('asks the server in a dry run, and changes nothing', async () => {
    const words = ['--cluster', 'crd/shops.patch.example.com', '--ca', 'second/ca.crt', '--dry-run'];
    expect(await patch(...words)).toMatchObject({
      status: 0,
      stdout:
        'customresourcedefinitions.apiextensions.k8s.io/shops.patch.example.com changed (server dry run)\n',
    });
    const { spec } = await objectOf('crd/shops.patch.example.com');
    expect(spec.conversion.webhook.clientConfig.caBundle).toBeUndefined();
  });

  it('takes the fields of a Service over where it is told to, and only these', async () => {
    const before = await objectOf(HOOK);
    const words = ['--cluster', '--service', 'aa', '--namespace', 'aa-ns', '--ca', 'second/ca.crt'];
    const { status, stdout, stderr } = await patch(...words, '--force-conflicts', '-o', 'json');
    expect(status, stderr).toBe(0);
    const { kind, written, fields } = JSON.parse(stdout);
    expect([kind, written, fields.length]).toEqual(['Plan', true, 4]);
    expect((await objectOf(APISERVICE)).spec.caBundle).toBe(bundleOf('second'));
    const crd = await objectOf('crd/shops.patch.example.com');
    expect(crd.spec.conversion.webhook.clientConfig).toMatchObject({
      caBundle: bundleOf('second'),
      service: { path: '/convert' },
    });
    const { metadata, webhooks } = await objectOf(HOOK);
    expect(webhooks).toEqual([
      {
        ...before.webhooks[0],
        clientConfig: { ...before.webhooks[0].clientConfig, caBundle: bundleOf('second') },
      },
    ]);
    const own = metadata.managedFields.filter(({ manager }: { manager: string }) => manager === 'kx');
    expect(own.map(({ operation, fieldsV1 }: Record<string, object>) => [operation, fieldsV1])).toEqual([
      [
        'Apply',
        {
          'f:webhooks': {
            'k:{"name":"validate.aa.aa-ns.svc"}': {
              '.': {},
              'f:clientConfig': { 'f:caBundle': {} },
              'f:name': {},
            },
          },
        },
      ],
    ]);
  });

  it('does nothing twice', async () => {
    const words = ['--cluster', APISERVICE, HOOK, '--ca', 'second/ca.crt'];
    const before = (await objectOf(APISERVICE)).metadata.resourceVersion;
    const { status, stdout } = await patch(...words);
    expect({
      status,
      lines: stdout.split('\n').filter((line) => line.endsWith(' unchanged')).length,
    }).toEqual({
      status: 0,
      lines: 2,
    });
    expect((await objectOf(APISERVICE)).metadata.resourceVersion).toBe(before);
  });

  it('keeps what it applied to one webhook where it patches another', async () => {
    const webhook = (name: string, service: string) => ({
      name: `${name}.x.kx.dev`,
      rules: [{ apiGroups: ['x.kx.dev'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['xs'] }],
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      clientConfig: { service: { name: service, namespace: 'aa-ns' } },
    });
    const metadata = { name: 'two' };
    const kinds = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration' };
    const object = { ...kinds, metadata, webhooks: [webhook('a', 'aa'), webhook('b', 'bb')] };
    await done(['create', '-f', '-'], JSON.stringify(object));
    const name = 'mutatingwebhookconfiguration/two';
    expect((await patch('--cluster', name, '--ca', 'second/ca.crt')).status).toBe(0);
    const words = ['--service', 'bb', '--namespace', 'aa-ns', '--ca', 'third/ca.crt'];
    expect((await patch('--cluster', name, ...words)).status).toBe(0);
    const { webhooks } = await objectOf(name);
    expect(
      webhooks.map(({ clientConfig }: { clientConfig: { caBundle: string } }) => clientConfig.caBundle),
    ).toEqual([bundleOf('second'), bundleOf('third')]);
  });

  it('sets insecureSkipTLSVerify to false where it is told to', async () => {
    const object = {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1.insecure.kx.dev' },
      spec: {
        group: 'insecure.kx.dev',
        version: 'v1',
        groupPriorityMinimum: 100,
        versionPriority: 100,
        service: { name: 'aa', namespace: 'aa-ns' },
        insecureSkipTLSVerify: true,
      },
    };
    await done(['create', '-f', '-'], JSON.stringify(object));
    const words = ['--cluster', 'apiservice/v1.insecure.kx.dev', '--ca', 'second/ca.crt'];
    const refused = await patch(...words);
    expect([refused.status, refused.stderr.includes('--secure')]).toEqual([2, true]);
    expect((await patch(...words, '--secure', '--force-conflicts')).status).toBe(0);
    const { spec } = await objectOf('apiservice/v1.insecure.kx.dev');
    expect([spec.caBundle, spec.insecureSkipTLSVerify ?? false]).toEqual([bundleOf('second'), false]);
  });

  it.each([
    ['apiservice/v1.nobody.kx.dev', 2, "has no apiservices.apiregistration.k8s.io 'v1.nobody.kx.dev'"],
    ['apiservice/v1.', 2, 'calls no server'],
  ])('makes nothing of %s', async (name, exitCode, sentence) => {
    const { status, stderr } = await patch('--cluster', name, '--ca', 'second/ca.crt');
    expect([status, stderr]).toEqual([exitCode, expect.stringContaining(sentence)]);
    expect((await run(['get', 'apiservice', 'v1.nobody.kx.dev'])).exitCode).toBe(1);
  });

  it('does not make an object anew that is deleted while it works', async () => {
    const object = { ...CRD, metadata: { name: 'boats.gone.example.com' } };
    const names = { plural: 'boats', singular: 'boat', kind: 'Boat', listKind: 'BoatList' };
    await done(
      ['create', '-f', '-'],
      JSON.stringify({ ...object, spec: { ...CRD.spec, group: 'gone.example.com', names } }),
    );
    const checked = clusterAnswers({ kubeconfig: controlPlane().kubeconfig });
    if (!checked.ok) throw new Error('these flags are good');
    const client = await clusterClient(checked.value, testIo({ cwd }));
    const resource = 'customresourcedefinitions.apiextensions.k8s.io';
    const [found] = await findObjects(client, [{ resource, name: 'boats.gone.example.com' }]);
    if (found === undefined) throw new Error('it was made above');
    const wanted = { changing: found.callers, caBundle: bundleOf('first'), insecure: [] };
    const body = JSON.stringify(applyConfiguration(found, wanted));
    await done(['delete', 'crd', 'boats.gone.example.com', '--wait']);
    const work = [{ label: 'CustomResourceDefinition boats.gone.example.com', path: found.path, body }];
    await expect(applyAll(client, work, { force: true, dryRun: false })).rejects.toThrow(
      'was deleted or made anew meanwhile; nothing was written',
    );
    client.close();
    expect((await run(['get', 'crd', 'boats.gone.example.com'])).exitCode).toBe(1);
  });

  it('says that a user may not', async () => {
    const words = ['--cluster', APISERVICE, '--ca', 'third/ca.crt', '--as', 'nobody'];
    const { status, stderr } = await patch(...words);
    expect([status, stderr]).toEqual([5, expect.stringContaining('cannot read apiservices')]);
  });
});
