import type { Certificates } from '../unit/aa-server/certificates.ts';
import type { Endpoint } from './exchange.ts';
import type { ClusterStub } from './servers/cluster-stub.ts';

/** Flags by name; `undefined` leaves out one that is usual. */
export type Flags = Readonly<Record<string, string | undefined>>;

/** How to start a server of the subject's kind. */
export type LaunchOptions = {
  /** Beside the usual ones, or instead of them. */
  readonly flags?: Flags;
  /** Another server whose certificates, objects and cluster this one shares: after it, or as its replica. */
  readonly like?: Instance;
  /** Of its next release: the widgets have a second version, in which they are stored from then on. */
  readonly release?: 'next';
  /** Whether to wait until it answers; one that is not to start is waited for by `ended`. */
  readonly waits?: boolean;
};

/** A server that a check has started for itself, and which ends with the check. */
export type Instance = {
  readonly endpoint: Endpoint;
  readonly port: number;
  /** tls.crt and tls.key are the server's, ca.crt and ca.key sign them; client-ca and proxy-ca are those it trusts. */
  readonly certificates: Certificates;
  /** What stands in for kube-apiserver. */
  readonly cluster: ClusterStub;
  /** Everything that it has printed. */
  readonly output: () => string;
  readonly pid: number;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
};

/** What a run of kubectl printed and how it ended. */
type Printed = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

/** A kubectl of this machine, as administrator of the subject. */
type Kubectl = {
  /** `1.27` */
  readonly version: string;
  readonly run: (args: readonly string[], stdin?: string) => Promise<Printed>;
};

/** An object of a manifest. */
export type Manifest = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
};

/** The server as its user has just scaffolded it. */
type Project = {
  /** Runs it as its README.md says, with nothing but what came with it, for as long as `work` takes. */
  readonly withServer: (work: (endpoint: Endpoint) => Promise<void>) => Promise<void>;
  /** Objects of its kinds. */
  readonly samples: readonly Manifest[];
  /** Runs its own tests, without a network. */
  readonly test: () => Promise<{ readonly exitCode: number | string; readonly output: string }>;
};

/** The server behind the kube-apiserver that is asked. */
type Backend = {
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Whatever it logs. */
  readonly output: () => string;
  /** What has made it known to the cluster. */
  readonly manifests: string;
  /** What would run it in the cluster. */
  readonly deployment: readonly Manifest[];
  /** The name of its APIService. */
  readonly apiService: string;
  /** `NAMESPACE/NAME` of its Service. */
  readonly service: string;
  readonly port: number;
  /** Files of its certificate. */
  readonly certFile: string;
  readonly keyFile: string;
};

/** As much of admission.k8s.io/v1 as checks look at. */
export type AdmissionRequest = {
  readonly operation: string;
  readonly name: string;
  readonly object: { readonly metadata: { readonly labels?: object } } | null;
};

/** An admission webhook. */
type Webhook = {
  /** As a webhook configuration has it. */
  readonly clientConfig: { readonly url: string; readonly caBundle: string };
  /** What it was asked. */
  readonly requests: readonly AdmissionRequest[];
  readonly stop: () => Promise<void>;
};

/** What checks need beside requests. A subject without it is not asked, and the table says so. */
export type Means = {
  /** Starts further servers of the same kind, each on a port of its own. */
  readonly launch: (options?: LaunchOptions) => Promise<Instance>;
  /** The kubectls of this machine, oldest first. */
  readonly kubectls: readonly Kubectl[];
  /** There is a next release of it to launch. */
  readonly nextRelease: true;
  /** Puts the next release in the place of the server behind the aggregator, for as long as `work` takes. */
  readonly upgrade: (work: () => Promise<void>) => Promise<void>;
  /** Servers that share a directory are replicas. */
  readonly sharedStore: true;
  /** Flags by which it keeps its objects elsewhere. */
  readonly otherStores: readonly Flags[];
  readonly project: Project;
  /** The process that the aggregator calls. */
  readonly backend: Backend;
  /** Starts a webhook that answers with this, beside a uid; with no response for nothing. */
  readonly startWebhook: (
    answer: (request: AdmissionRequest, path: string) => object | undefined,
  ) => Promise<Webhook>;
  /** Namespaces end and garbage is collected: a kube-controller-manager runs. */
  readonly controllers: true;
  /** The front proxy's credentials are at hand, so that headers name the user. */
  readonly frontProxy: true;
  /** There is more than a minute to wait. */
  readonly patience: true;
  /** The kind has a subresource `log`, text that can be followed. */
  readonly log: true;
  /** The kind has a subresource `console`, a WebSocket. */
  readonly console: true;
};

/** What each is, for a table that says what was missing. */
export const MEANS: Readonly<Record<keyof Means, string>> = {
  launch: 'needs to start servers of its own',
  kubectls: 'needs kubectl',
  nextRelease: 'needs a next release of the server',
  upgrade: 'needs a next release of the server',
  sharedStore: 'needs a store that replicas share: test/cluster/aa-replicas.test.ts asks servers on an etcd',
  otherStores:
    'needs a second store: one server has one alone here; test/cluster/aa-replicas.test.ts compares with an etcd',
  project: 'needs the project of the server',
  backend: 'needs the process behind the aggregator',
  startWebhook: 'needs a webhook that the cluster can reach',
  controllers: 'needs kube-controller-manager',
  frontProxy: "needs the front proxy's certificate",
  patience: 'needs more than a minute',
  log: 'needs widgets with a subresource log',
  console: 'needs widgets with a subresource console',
};

export const MEANS_NAMES = Object.keys(MEANS).filter((name): name is keyof Means => name in MEANS);
