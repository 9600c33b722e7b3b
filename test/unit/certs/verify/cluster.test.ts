import { expect, it } from 'vitest';
import { runCertsVerify } from '../../../../src/commands/certs-verify.ts';
import type { CertificateReport } from '../../../../src/model/certificate/report.ts';
import type { RawOptions } from '../../../../src/options/option.ts';
import { make } from '../../../support/defect-certificate.ts';
import { runCommand } from '../../../support/run-command.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { fakeApiServer, type Routes } from '../../discover/fake-api-server.ts';
import { kubeconfigFor } from '../../discover/run-discover.ts';

const CA = make({ ca: true });
const OTHER = make({ ca: true, name: 'other' });
const LEAF = make({ issuer: CA });
const base64 = (text: string) => Buffer.from(text).toString('base64');

const apiService = (name: string, caBundle: string, available: string) => ({
  metadata: { name },
  spec: { service: { name: 'aa', namespace: 'aa-system' }, caBundle: base64(caBundle) },
  status: { conditions: [{ type: 'Available', status: available, message: 'no endpoints' }] },
});
const list = (kind: string, ...items: readonly object[]) => ({
  body: { kind: `${kind}List`, apiVersion: 'v1', items },
});

const SERVICES = '/apis/apiregistration.k8s.io/v1/apiservices';
const ROUTES: Routes = {
  '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations': list(
    'ValidatingWebhookConfiguration',
    {
      metadata: { name: 'w' },
      webhooks: [
        {
          name: 'w.a.b',
          clientConfig: { service: { name: 'aa', namespace: 'aa-system' }, caBundle: base64(CA.pem) },
        },
      ],
    },
  ),
  '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations': list('MutatingWebhookConfiguration'),
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions': list('CustomResourceDefinition'),
  '/api/v1/namespaces/aa-system/services': list('Service', {
    metadata: { name: 'aa', namespace: 'aa-system' },
    spec: { ports: [{ port: 443 }] },
  }),
  '/api/v1/namespaces/aa-system/secrets': list(
    'Secret',
    {
      metadata: { name: 'unrelated', namespace: 'aa-system' },
      data: { 'tls.crt': base64(make({ names: ['x.y'] }).pem) },
    },
    {
      metadata: { name: 'aa-tls', namespace: 'aa-system' },
      data: { 'tls.crt': base64(LEAF.pem), 'tls.key': base64(LEAF.keyPem) },
    },
  ),
};

async function verify(routes: Routes, options: RawOptions = { cluster: true }) {
  const server = await fakeApiServer({ ...ROUTES, ...routes }, { protocol: 'http' });
  const flags = { kubeconfig: kubeconfigFor(server), output: 'json', ...options };
  const ended = await runCommand(runCertsVerify, { cwd: tempDir(), options: flags });
  const report: CertificateReport | undefined =
    ended.error === undefined ? JSON.parse(ended.stdout) : undefined;
  const ids = report?.findings.map(({ id }) => id).toSorted();
  return { ...ended, report, ids, paths: server.requests.map(({ path }) => path) };
}

const healthy = {
  [SERVICES]: list(
    'APIService',
    { metadata: { name: 'v1.' }, spec: {} },
    apiService('v1.a.b', CA.pem, 'True'),
  ),
};

it('is silent about a healthy cluster, and looks at every caller', async () => {
  const { exitCode, ids, report } = await verify(healthy);
  expect({ exitCode, ids, notes: report?.notes }).toEqual({ exitCode: 0, ids: [], notes: [] });
  expect(report?.checks.map(({ certificate }) => certificate)).toEqual(
    Array(2).fill('Secret aa-system/aa-tls data[tls.crt]'),
  );
});

it('finds an Available=True that lies', async () => {
  const routes = { [SERVICES]: list('APIService', apiService('v1.a.b', OTHER.pem, 'True')) };
  expect(await verify(routes)).toMatchObject({ exitCode: 1, ids: ['available-lies', 'issuer-unknown'] });
});

it('tells what the cluster itself complains of', async () => {
  const routes = { [SERVICES]: list('APIService', apiService('v1.a.b', CA.pem, 'False')) };
  expect(await verify(routes)).toMatchObject({ exitCode: 1, ids: ['unavailable'] });
});

it('looks at one APIService alone where it is named', async () => {
  const { paths, exitCode } = await verify(healthy, { cluster: 'v1.a.b' });
  expect(exitCode).toBe(0);
  expect(paths.some((path) => path.includes('webhook'))).toBe(false);
  expect(await verify(healthy, { cluster: 'v1.a.c' })).toMatchObject({
    exitCode: 2,
    error: { hint: expect.stringContaining('v1.a.b') },
  });
});

it('says what it may not read, and judges the bundle by itself', async () => {
  const secrets = '/api/v1/namespaces/aa-system/secrets';
  const { exitCode, report } = await verify({
    ...healthy,
    [secrets]: { status: 403, body: { kind: 'Status', message: 'no' } },
  });
  expect({ exitCode, notes: report?.notes }).toEqual({
    exitCode: 0,
    notes: [expect.stringContaining('the Secrets of aa-system cannot be read: this user may not read it')],
  });
});

it.each([
  ['a server that may not be asked', {}, {}],
  ['a kubeconfig that is not there', {}, { kubeconfig: '/nowhere' }],
])('ends with 5 for %s', async (_, routes, options) => {
  expect((await verify(routes, { cluster: true, ...options })).exitCode).toBe(5);
});

it.each([
  [{ ca: 'x' }, '--ca'],
  [{ filename: ['x'] }, '-f'],
  [{ requestTimeout: 'soon' }, '--request-timeout'],
])('refuses %j beside --cluster', async (options, path) => {
  expect((await verify(healthy, { cluster: true, ...options })).error?.violations[0]?.path).toBe(path);
});
