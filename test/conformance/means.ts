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

/** The server behind the kube-apiserver that is asked. */
type Backend = {
  readonly signal: (signal: NodeJS.Signals) => void;
  /** Whatever it logs. */
  readonly output: () => string;
  /** What has made it known to the cluster. */
  readonly manifests: string;
  /** The name of its APIService. */
  readonly apiService: string;
  /** `NAMESPACE/NAME` of its Service. */
  readonly service: string;
  readonly port: number;
  /** Files of its certificate. */
  readonly certFile: string;
  readonly keyFile: string;
};

/** What checks need beside requests. A subject without it is not asked, and the table says so. */
export type Means = {
  /** Starts further servers of the same kind, each on a port of its own. */
  readonly launch: (options?: LaunchOptions) => Promise<Instance>;
  /** The kubectls of this machine, oldest first. */
  readonly kubectls: readonly Kubectl[];
  /** The process that the aggregator calls. */
  readonly backend: Backend;
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
  backend: 'needs the process behind the aggregator',
  controllers: 'needs kube-controller-manager',
  frontProxy: "needs the front proxy's certificate",
  patience: 'needs more than a minute',
  log: 'needs widgets with a subresource log',
  console: 'needs widgets with a subresource console',
};

export const MEANS_NAMES = Object.keys(MEANS).filter((name): name is keyof Means => name in MEANS);
