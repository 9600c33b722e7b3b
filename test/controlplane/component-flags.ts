import { join } from 'node:path';
import type { Pki } from './pki.ts';

/** What the flags of the components are made from. */
export type ComponentSettings = {
  readonly dir: string;
  readonly pki: Pki;
  readonly etcdPort: number;
  readonly apiServerPort: number;
};

/** Flags of a single etcd that need not survive a power cut. Its peer port is for nobody: any will do. */
export function etcdFlags({ dir, etcdPort }: ComponentSettings): readonly string[] {
  const clientUrl = `http://127.0.0.1:${etcdPort}`;
  return [
    `--data-dir=${join(dir, 'etcd')}`,
    `--listen-client-urls=${clientUrl}`,
    `--advertise-client-urls=${clientUrl}`,
    '--listen-peer-urls=http://127.0.0.1:0',
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

/**
 * Flags of a kube-apiserver on the loopback interface that aggregates: without `--advertise-address` it exits
 * on a machine that has no default route, and only the endpoint reconciler `none` takes a loopback address.
 * The front proxy's flags are those of
 * https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/
 */
export function apiServerFlags({ dir, pki, etcdPort, apiServerPort }: ComponentSettings): readonly string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${etcdPort}`,
    `--cert-dir=${join(dir, 'apiserver-certs')}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${apiServerPort}`,
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    '--service-cluster-ip-range=10.0.0.0/24',
    '--authorization-mode=RBAC',
    '--disable-admission-plugins=ServiceAccount',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${pki.serviceAccountKey.publicFile}`,
    `--service-account-signing-key-file=${pki.serviceAccountKey.privateFile}`,
    `--client-ca-file=${pki.ca.certFile}`,
    `--tls-cert-file=${pki.server.certFile}`,
    `--tls-private-key-file=${pki.server.keyFile}`,
    `--proxy-client-cert-file=${pki.frontProxyClient.certFile}`,
    `--proxy-client-key-file=${pki.frontProxyClient.keyFile}`,
    `--requestheader-client-ca-file=${pki.frontProxyCa.certFile}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-username-headers=X-Remote-User',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
  ];
}

/**
 * Flags of a kube-controller-manager with the controllers that a cluster without nodes needs. It serves
 * nothing. With its own rights alone it could not delete the contents of a namespace, hence the service
 * account credentials.
 */
export function controllerManagerFlags(pki: Pki, kubeconfig: string): readonly string[] {
  const controllers = [
    'namespace-controller',
    'clusterrole-aggregation-controller',
    'garbage-collector-controller',
    'serviceaccount-controller',
    'root-ca-certificate-publisher-controller',
    'horizontal-pod-autoscaler-controller',
  ];
  return [
    `--kubeconfig=${kubeconfig}`,
    `--controllers=${controllers.join(',')}`,
    '--leader-elect=false',
    '--horizontal-pod-autoscaler-sync-period=1s',
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${pki.serviceAccountKey.privateFile}`,
    `--root-ca-file=${pki.ca.certFile}`,
    '--secure-port=0',
  ];
}
