import type { KeyPairFiles } from './pki.ts';

/** A kube-apiserver with its etcd that runs on this machine for as long as a test needs it. */
export type ControlPlane = {
  /** Minor version, as `1.36`. */
  readonly version: string;
  /** As the server answers at `/version`: `v1.36.3`. */
  readonly gitVersion: string;
  /** `https://127.0.0.1:<port>` */
  readonly server: string;
  /** Its etcd, over plain HTTP: `http://127.0.0.1:<port>`. */
  readonly etcd: string;
  /** File of a kubeconfig for cluster-admin. */
  readonly kubeconfig: string;
  /** File of the kubectl of the same version. */
  readonly kubectl: string;
  /** A directory of its own, with the logs as `<component>.log`; a test may put files there. */
  readonly dir: string;
  readonly adminClient: KeyPairFiles;
  /** What a request must be signed with to speak for other users, and the CA that an AA checks it by. */
  readonly frontProxy: KeyPairFiles & { readonly caFile: string };
  readonly clientCaFile: string;
  readonly serverCaFile: string;
  /** Ends all of its processes and removes `dir`. May be called twice. */
  readonly stop: () => Promise<void>;
};

export type ControlPlaneOptions = {
  /** Minor version, as `1.36`; the newest that is installed when absent. */
  readonly version?: string;
  /** Also run kube-controller-manager: namespaces can be deleted, owned objects are collected. */
  readonly withControllerManager?: boolean;
  /** Added after the usual flags of kube-apiserver; the last of two equal flags counts. */
  readonly apiServerFlags?: readonly string[];
  /** Instead of this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
};
