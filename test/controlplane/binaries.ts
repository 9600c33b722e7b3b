/** A directory that holds `etcd`, `kube-apiserver`, `kubectl`, and perhaps `kube-controller-manager`. */
export type Binaries = {
  /** Minor version, as `1.36`. */
  readonly version: string;
  /** As `/version` of the server answers it: `v1.36.3`. */
  readonly gitVersion: string;
  readonly dir: string;
  /** False of the archives that envtest downloads. */
  readonly hasControllerManager: boolean;
};

export type Component = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kubectl';
