import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CertificateReport } from '../../src/model/certificate/report.ts';
import type { ControlPlane } from '../controlplane/control-plane.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { get } from '../controlplane/get.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { CASES, type CertificateCase } from '../support/certificate-cases.ts';
import { judgeCase } from '../support/judge-case.ts';
import { runKx } from '../support/run-kx.ts';
import { kubectl } from './kubectl.ts';

type Served = CertificateCase & { readonly id: number; readonly server: Server };

/** @returns a server that shows the case's certificates; undefined where Node does not start with them */
async function serve(item: CertificateCase, id: number): Promise<Served | undefined> {
  try {
    const server = createServer({ cert: item.chain, key: item.key }, (request, response) => {
      const groupVersion = (request.url ?? '').split('?')[0]?.replace('/apis/', '');
      const body = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [] };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
    server.on('tlsClientError', () => {});
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return { ...item, id, server };
  } catch {
    return undefined;
  }
}

const groupOf = (id: number) => `case${id}.kx.dev`;

function apiServiceOf({ id, bundle, server }: Served): object {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: `v1.${groupOf(id)}` },
    spec: {
      group: groupOf(id),
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      service: { name: 'aa', namespace: 'aa-system', port: (server.address() as AddressInfo).port },
      caBundle: Buffer.from(bundle, 'latin1').toString('base64'),
    },
  };
}

/**
 * Over a key that TLS does not know nobody gets as far as to judge a certificate; Node sends certificates without what
 * stands behind their end; and the last second is over once a cluster asks.
 */
function isServedAsWritten({ name, errors }: CertificateCase): boolean {
  const isOther = errors.some((id) => id === 'key-unsupported' || id === 'trailing-data');
  return name !== 'valid until this second' && (!isOther || errors.includes('bundle-unreadable'));
}

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'aa-system' } };
const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'aa', namespace: 'aa-system' },
  spec: { type: 'ExternalName', externalName: 'localhost' },
};

/** Times differ from run to run. */
function withoutTimes(text: string): string {
  return text.replaceAll('\\"', '"').replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME');
}

/** @returns what kube-apiserver says of a case: to a request up to 1.35, in the condition Available from 1.36 on */
async function answerOf(controlPlane: ControlPlane, { id }: Served): Promise<string> {
  const { server, serverCaFile: caFile, adminClient: client } = controlPlane;
  const answer = await get({ server, caFile, client }, `/apis/${groupOf(id)}/v1`);
  if (answer.status === 200) return '';
  const { stdout } = await kubectl(controlPlane, ['get', 'apiservice', `v1.${groupOf(id)}`, '-o', 'json']);
  const { status } = JSON.parse(stdout);
  return withoutTimes(`${answer.text} ${status?.conditions?.[0]?.message ?? ''}`);
}

describeControlPlanes('kx certs verify', ({ version }) => {
  const controlPlane = useControlPlane({ version });
  const served: Served[] = [];

  beforeAll(async () => {
    const all = await Promise.all(CASES.filter(isServedAsWritten).map(serve));
    served.push(...all.filter((item) => item !== undefined));
    const items = [NAMESPACE, SERVICE, ...served.map(apiServiceOf)];
    const stdin = items.map((item) => JSON.stringify(item)).join('\n---\n');
    expect(await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin })).toMatchObject({ exitCode: 0 });
  }, 180_000);

  afterAll(() => {
    for (const { server } of served) server.close();
  });

  it('foretells what kube-apiserver says of each case', { timeout: 170_000 }, async () => {
    expect(served.length).toBeGreaterThan(100);
    const wrong: object[] = [];
    for (const item of served) {
      const predicted = withoutTimes(judgeCase(item).verdicts?.go ?? '');
      await expect
        .poll(async () => isForetold(predicted, await answerOf(controlPlane(), item)), {
          timeout: 20_000,
          interval: 500,
        })
        .toBe(true)
        .catch(async () => {
          wrong.push({ name: item.name, predicted, real: await answerOf(controlPlane(), item) });
        });
      if (wrong.length > 4) break;
    }
    expect(wrong).toEqual([]);
  });

  it('finds in the cluster what it finds in files', async () => {
    const good = served.find(({ name }) => name === 'a p256 leaf');
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/tls',
      metadata: { name: 'aa-tls', namespace: 'aa-system' },
      stringData: { 'tls.crt': good?.chain, 'tls.key': good?.key },
    };
    await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin: JSON.stringify(secret) });
    const other = served.find(({ name }) => name === 'another CA');
    const [fine, broken] = [good, other].map((item) => {
      const args = ['certs', 'verify', '--cluster', `v1.${groupOf(item?.id ?? 0)}`, '-o', 'json'];
      const { status, stdout } = runKx([...args, '--kubeconfig', controlPlane().kubeconfig]);
      const { findings }: CertificateReport = JSON.parse(stdout);
      return { status, ids: findings.map(({ id }) => id).toSorted() };
    });
    expect(fine).toEqual({ status: 0, ids: [] });
    const isHidden = Number(version.slice(2)) <= 35;
    expect(broken).toEqual({
      status: 1,
      ids: [isHidden ? 'available-lies' : 'unavailable', 'issuer-unknown'].toSorted(),
    });
    const { status } = runKx(['certs', 'verify', '--cluster', '--kubeconfig', controlPlane().kubeconfig]);
    expect(status).toBe(1);
  });
});

/**
 * `tls: failed to verify certificate: ` stands before what Go's verifier says. From 1.36 on a bundle that cannot be
 * loaded leaves the APIService without any condition.
 */
function isForetold(predicted: string, real: string): boolean {
  if (predicted === '') return real === '';
  const isSilent = predicted.startsWith('unable to load root') && real.trim() === 'service unavailable';
  // A CA whose name cannot be parsed makes its leaf, which repeats the name, as bad.
  const [fault = predicted] = predicted.split('failed to parse certificate: ').slice(-1);
  return isSilent || real.includes(fault);
}
