import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runDiscover } from '../../src/commands/discover.ts';
import type { RawOptions } from '../../src/options/option.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { type Made, make } from '../support/defect-certificate.ts';
import { testIo } from '../support/test-io.ts';
import {
  type Behaviour,
  badList,
  closedPort,
  cutOff,
  cutting,
  empty,
  failing,
  healthy,
  html,
  legacyOnly,
  listsNothing,
  mute,
  otherVersion,
  type RunningServer,
  redirecting,
  slow,
  startExtensionServer,
} from './extension-server.ts';
import { findProgram, kubectl } from './kubectl.ts';

const NAMESPACE = 'default';
const CA = make({ ca: true });
const OLD_CA = make({ ca: true, name: 'old-ca', days: [-9, -1] });
const OTHER_CA = make({ ca: true, name: 'other-ca' });

type Registered = {
  readonly behaviour?: Behaviour;
  /** Of the server; undefined for plain HTTP. */
  readonly certificate?: (name: string) => Made | undefined;
  readonly caBundle?: string;
  /** Of the Service; undefined is an ExternalName for the server on this machine. */
  readonly service?: object | 'none';
  readonly endpoints?: object;
  readonly port?: number;
};

const good = (name: string) => make({ issuer: CA, names: [`${name}.${NAMESPACE}.svc`] });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const CLUSTER_IP = { ports: [{ name: 'https', port: 443, targetPort: 8443 }], selector: { app: 'x' } };

/** An APIService each, by the name of its Service and group. */
const SERVERS: Readonly<Record<string, Registered>> = {
  good: {},
  slow: { behaviour: slow },
  legacy: { behaviour: legacyOnly },
  gone: { service: 'none' },
  port: { service: { ports: [{ port: 8443 }] } },
  podless: { service: CLUSTER_IP },
  unready: {
    service: CLUSTER_IP,
    endpoints: {
      addressType: 'IPv4',
      ports: [{ name: 'https', port: 8443, protocol: 'TCP' }],
      endpoints: [{ addresses: ['10.1.2.3'], conditions: { ready: false } }],
    },
  },
  refused: { port: 0 },
  unresolved: { service: { type: 'ExternalName', externalName: 'no-such-host.invalid' } },
  mute: { behaviour: mute },
  cutting: { behaviour: cutting },
  plain: { certificate: () => undefined },
  wrongname: { certificate: () => good('other') },
  unknownca: { caBundle: base64(OTHER_CA.pem) },
  expired: {
    certificate: (name) => make({ issuer: CA, names: [`${name}.${NAMESPACE}.svc`], days: [-9, -1] }),
  },
  expiredca: {
    caBundle: base64(OLD_CA.pem),
    certificate: (name) => make({ issuer: OLD_CA, names: [`${name}.${NAMESPACE}.svc`] }),
  },
  nobundle: { caBundle: '' },
  empty: { behaviour: empty },
  badlist: { behaviour: badList },
  twice: { caBundle: base64(base64(CA.pem)) },
  html: { behaviour: html },
  cutoff: { behaviour: cutOff },
  failing: { behaviour: failing },
  redirecting: { behaviour: redirecting },
  nothing: { behaviour: listsNothing },
  otherversion: { behaviour: otherVersion },
};

async function register(name: string, server: Registered): Promise<[object[], RunningServer | undefined]> {
  const { service, behaviour = healthy, certificate = good, caBundle = base64(CA.pem), endpoints } = server;
  const group = `${name}.faults.dev`;
  const running =
    service === undefined && server.port === undefined
      ? await startExtensionServer(group, certificate(name), behaviour)
      : undefined;
  const port = running?.port ?? (server.port === undefined ? 443 : await closedPort());
  const spec = service ?? { type: 'ExternalName', externalName: 'localhost' };
  const metadata = { name, namespace: NAMESPACE };
  const labels = { 'kubernetes.io/service-name': name };
  const objects = [
    ...(spec === 'none' ? [] : [{ apiVersion: 'v1', kind: 'Service', metadata, spec }]),
    ...(endpoints === undefined
      ? []
      : [
          {
            apiVersion: 'discovery.k8s.io/v1',
            kind: 'EndpointSlice',
            metadata: { ...metadata, labels },
            ...endpoints,
          },
        ]),
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `v1.${group}` },
      spec: {
        group,
        version: 'v1',
        groupPriorityMinimum: 100,
        versionPriority: 10,
        caBundle,
        service: { name, namespace: NAMESPACE, port },
      },
    },
  ];
  return [objects, running];
}

/** What is said of each server that is missing, and what to run next. */
const CULPRITS: readonly (readonly [name: string, message: RegExp, fix: RegExp])[] = [
  [
    'gone',
    /^its APIService v1\.gone\.faults\.dev names the Service default\/gone, which does not exist$/,
    /^kubectl get services --namespace default$/,
  ],
  [
    'port',
    /asks for port 443 of the Service default\/port, which has 8443$/,
    /^kubectl get service port --namespace default/,
  ],
  ['podless', /^no pod is behind the Service default\/podless/, /--selector app=x$/],
  ['unready', /^the one pod behind the Service default\/unready is not ready$/, /--selector app=x$/],
  [
    'refused',
    /^its server default\/refused is not there: nothing listens at 127\.0\.0\.1:\d+$/,
    /^kubectl get service refused/,
  ],
  ['unresolved', /: no-such-host\.invalid does not resolve$/, /^kubectl get service unresolved/],
  ['mute', /does not answer within the 5 seconds/, /^kubectl get service mute/],
  ['cutting', /cuts the connection before it answers$/, /^kubectl get service cutting/],
  ['plain', /does not speak TLS on the port/, /^kubectl get service plain/],
  [
    'wrongname',
    /has a certificate for other\.default\.svc; the aggregator asks for wrongname\.default\.svc$/,
    /^kx certs verify --cluster v1\.wrongname\.faults\.dev$/,
  ],
  [
    'unknownca',
    /has a certificate that the caBundle of its APIService did not sign$/,
    /^kx certs verify --cluster v1\.unknownca/,
  ],
  ['expired', /has a certificate that expired at \d{4}-/, /^kx certs verify --cluster v1\.expired/],
  [
    'expiredca',
    /^nobody can call its server default\/expiredca: .*caBundle/,
    /^kx certs verify --cluster v1\.expiredca/,
  ],
  [
    'twice',
    /^(?=.*default\/twice)(?=.*(?:base64 once too often|no certificate that Go loads))/,
    /^kx certs verify --cluster v1\.twice/,
  ],
  [
    'html',
    /answers GET \/apis\/html\.faults\.dev\/v1 with something else: the answer is HTML, not JSON/,
    /^kubectl get --raw \/apis\/html/,
  ],
  ['cutoff', /the answer is JSON that breaks off after 41 characters$/, /^kubectl get --raw/],
  [
    'failing',
    /answers GET \/apis\/failing\.faults\.dev\/v1 with (?:status 500|something else)/,
    /^kubectl get service failing/,
  ],
  [
    'redirecting',
    /answers GET \/apis\/redirecting\.faults\.dev\/v1 with status 302$/,
    /^kubectl get service redirecting/,
  ],
  ['badlist', /its last answer to GET \/apis was of no use to the aggregator/, /^kx discover --mode legacy$/],
  [
    'nobundle',
    /^nobody can call its server default\/nobundle: APIService v1\.nobundle\.faults\.dev has no caBundle$/,
    /^kx certs verify --cluster v1\.nobundle/,
  ],
  [
    'nothing',
    /answers GET \/apis\/nothing\.faults\.dev\/v1 with 1 resource, but does not list it/,
    /^kubectl get --raw/,
  ],
  [
    'otherversion',
    /does not serve the version that its APIService registers/,
    /^kubectl get service otherversion/,
  ],
];

/** Refused for their certificates by whoever asks; kube-apiserver up to 1.35 does not look at it itself. */
const UNTRUSTED = ['wrongname', 'unknownca', 'expired', 'expiredca', 'nobundle'];

/** Legacy discovery asks for the version alone, which answers. */
const HIDDEN_IN_LEGACY: readonly string[] = ['nothing', 'badlist'];

/** kubectl takes a version without resources for an error there, and only there. */
const UNLOVED_IN_LEGACY = 'empty';

const groupVersionOf = (name: string) => `${name}.faults.dev/v1`;

const CRDS = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gadgets.good.faults.dev }
spec:
  group: good.faults.dev
  scope: Namespaced
  names: { plural: gadgets, kind: Gadget }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: firsts.crds.faults.dev }
spec:
  group: crds.faults.dev
  scope: Namespaced
  names: { plural: firsts, kind: First, shortNames: [one] }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }
    - { name: v1alpha1, served: false, storage: false, schema: { openAPIV3Schema: { type: object } } }
`;

/** Asks for a name that another has, after which it serves nothing. */
const LATECOMER = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: seconds.crds.faults.dev }
spec:
  group: crds.faults.dev
  scope: Namespaced
  names: { plural: seconds, kind: First }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`;

type Told = {
  readonly mode: string;
  readonly problems: readonly {
    readonly groupVersion: string;
    readonly message: string;
    readonly fix?: string;
  }[];
  readonly findings: readonly {
    readonly id: string;
    readonly groupVersion: string;
    readonly severity: string;
  }[];
  readonly groups: readonly {
    readonly name: string;
    readonly versions: readonly {
      readonly resources: readonly { readonly name: string; readonly storageVersion?: string }[];
    }[];
  }[];
};

describeControlPlanes('kx discover of extension API servers', ({ version }) => {
  const controlPlane = useControlPlane({ version });
  const running: RunningServer[] = [];

  async function discover(options: RawOptions = {}) {
    const io = testIo({ env: { KUBECONFIG: controlPlane().kubeconfig }, now: () => new Date() });
    const code = await runDiscover({ args: [], options: { headers: true, ...options }, io });
    return { code, ...io.printed() };
  }

  async function told(options: RawOptions = {}): Promise<Told> {
    return JSON.parse((await discover({ output: 'json', ...options })).stdout);
  }

  const missing = ({ problems }: Told) => problems.map(({ groupVersion }) => groupVersion).toSorted();

  beforeAll(async () => {
    const all = await Promise.all(Object.entries(SERVERS).map(([name, server]) => register(name, server)));
    running.push(...all.flatMap(([, server]) => server ?? []));
    const stdin = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: all.flatMap(([objects]) => objects),
    });
    expect(await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin })).toMatchObject({ exitCode: 0 });
    for (const crds of [CRDS, LATECOMER]) {
      expect(await kubectl(controlPlane(), ['apply', '-f', '-'], { stdin: crds })).toMatchObject({
        exitCode: 0,
      });
      const condition = ['--for=condition=NamesAccepted', 'crd/firsts.crds.faults.dev'];
      expect(await kubectl(controlPlane(), ['wait', ...condition])).toMatchObject({ exitCode: 0 });
    }
    const culprits = CULPRITS.map(([name]) => groupVersionOf(name)).toSorted();
    // The aggregator gives each server five seconds, two servers at a time.
    await vi.waitFor(
      async () => {
        const found = await told();
        expect(missing(found)).toEqual(culprits);
        for (const [name, message] of CULPRITS) {
          const problem = found.problems.find(({ groupVersion }) => groupVersion === groupVersionOf(name));
          expect(problem?.message).toMatch(message);
        }
        expect((await discover({ output: 'name' })).stdout).toContain('firsts.crds.faults.dev\n');
      },
      { timeout: 90_000, interval: 500 },
    );
  });

  afterAll(() => {
    for (const { close } of running) close();
  });

  it.each(CULPRITS)('names what is to blame for %s, and what to run next', async (name, message, fix) => {
    const { problems } = await told();
    const problem = problems.find(({ groupVersion }) => groupVersion === groupVersionOf(name));
    expect(problem).toMatchObject({
      message: expect.stringMatching(message),
      fix: expect.stringMatching(fix),
    });
  });

  it('names the same where each group version is asked by itself', async () => {
    const found = await told({ mode: 'legacy' });
    const culprits = CULPRITS.filter(([name]) => !HIDDEN_IN_LEGACY.includes(name));
    expect(found.mode).toBe('legacy');
    const names = [...culprits.map(([name]) => name), UNLOVED_IN_LEGACY];
    expect(missing(found)).toEqual(names.map(groupVersionOf).toSorted());
    for (const [name, message] of culprits) {
      const problem = found.problems.find(({ groupVersion }) => groupVersion === groupVersionOf(name));
      expect(problem?.message).toMatch(message);
    }
  });

  it.each(['kubectl', 'kubectl.1.33', 'kubectl.1.27'])(
    'prints the rows of %s api-resources, and exits with 1',
    async (name) => {
      const program =
        name === 'kubectl' ? controlPlane().kubectl : (findProgram(name) ?? controlPlane().kubectl);
      const theirs = await kubectl(controlPlane(), ['api-resources'], { program });
      const isFannedOut = name === 'kubectl.1.27' && version > '1.32';
      const ours = await discover({ mode: isFannedOut ? 'legacy' : 'auto' });
      expect({ code: ours.code, stdout: ours.stdout }).toEqual({ code: 1, stdout: theirs.stdout });
      expect(ours.stdout).toMatch(/^widgets +good\.faults\.dev\/v1 /m);
      expect(ours.stdout).toMatch(/^widgets +slow\.faults\.dev\/v1 /m);
      expect(ours.stdout).toMatch(/^widgets +legacy\.faults\.dev\/v1 /m);
    },
  );

  it('tells of APIServices that say Available=True while every request fails', async () => {
    const { findings } = await told();
    const lies = findings.filter(({ id }) => id === 'available-lies').map(({ groupVersion }) => groupVersion);
    const expected = version <= '1.35' ? [...UNTRUSTED, 'twice'].map(groupVersionOf) : [];
    expect(lies.toSorted()).toEqual(expected.toSorted());
  });

  it('tells of CRDs that are hidden, or serve nothing', async () => {
    const found = await told();
    const crds = found.findings.filter(({ id }) => id.startsWith('crd-'));
    expect(
      crds.map(({ id, groupVersion, severity }) => `${severity} ${id} ${groupVersion}`).toSorted(),
    ).toEqual([
      'error crd-names-conflict crds.faults.dev/v1',
      'error crd-not-listed good.faults.dev/v1',
      'error crd-shadowed good.faults.dev/v1',
    ]);
    const [firsts] =
      found.groups.find(({ name }) => name === 'crds.faults.dev')?.versions[0]?.resources ?? [];
    expect(firsts).toMatchObject({ name: 'firsts', storageVersion: 'v1' });
  });

  it('says what it may not read, and goes on', async () => {
    const nobody = { as: 'nobody', asGroup: ['system:authenticated'] };
    const { code, stdout } = await discover({ output: 'json', ...nobody });
    const { problems } = JSON.parse(stdout);
    expect(code).toBe(1);
    const causes: readonly string[] = problems.map(({ cause }: { cause: string }) => cause);
    const refusal = 'the APIServices cannot be read: this user may not read it (403 Forbidden)';
    expect(
      causes.filter((cause) => cause.includes(refusal)),
      causes.join('|'),
    ).toHaveLength(1);
  });
});
