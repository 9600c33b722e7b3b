import { type AaLibrary, type AaStorage, traitsOf } from '../../model/aa-library.ts';
import { type AaProject, LOCAL_PORT } from '../../model/aa-project.ts';
import type { TemplateContext } from '../render-templates.ts';

/** Resources of kube-apiserver that a server lists and watches. */
type Watched = { readonly apiGroup: string; readonly resources: readonly string[] };

const NAMESPACES: Watched = { apiGroup: '', resources: ['namespaces'] };

/** Webhooks and policies, which kube-apiserver asks of what it serves itself alone. */
const ADMISSION: Watched = {
  apiGroup: 'admissionregistration.k8s.io',
  resources: [
    'mutatingwebhookconfigurations',
    'validatingwebhookconfigurations',
    'mutatingadmissionpolicies',
    'mutatingadmissionpolicybindings',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
  ],
};

/** What the servers of a library read besides what auth-delegator and the authentication reader give them. */
const WATCHED: Readonly<Record<AaLibrary, readonly Watched[]>> = {
  native: [NAMESPACES, ADMISSION],
  apiserver: [NAMESPACES, ADMISSION],
  'apiserver-runtime': [NAMESPACES, ADMISSION],
  'net-http': [NAMESPACES],
};

/** A pod is sent requests for a while after it was told to end: it goes on serving them. */
const SHUTDOWN_ARGS: Readonly<Record<AaLibrary, readonly string[]>> = {
  native: ['--shutdown-delay-duration=10s'],
  apiserver: ['--shutdown-delay-duration=10s', '--shutdown-send-retry-after'],
  'apiserver-runtime': ['--shutdown-delay-duration=10s', '--shutdown-send-retry-after'],
  'net-http': ['--shutdown-delay-duration=10s'],
};

/** The flags of a store, below the directory that is kept and in the namespace of the server. */
const STORAGE_ARGS: Readonly<Record<AaStorage, (project: AaProject) => readonly string[]>> = {
  memory: () => [],
  sqlite: ({ name }) => [`--data-dir=/var/lib/${name}`],
  etcd: ({ service }) => [`--etcd-servers=http://etcd.${service.namespace}.svc:2379`],
};

/** @returns what the manifests say of how a server runs in a cluster, whatever it is written in */
export function deploymentContext(project: AaProject): TemplateContext {
  const { name, storage, library } = project;
  const isChoice = traitsOf(library).storages.length > 1;
  return {
    port: LOCAL_PORT,
    storage,
    isSqlite: storage === 'sqlite',
    isEtcd: storage === 'etcd',
    hasReplicas: storage === 'etcd',
    // The etcd of its process has its sockets and its data there.
    hasTemporaryFiles: traitsOf(library).language === 'go' && library !== 'net-http' && storage === 'memory',
    watched: WATCHED[library],
    serverArgs: [
      `--secure-port=${LOCAL_PORT}`,
      `--tls-cert-file=/etc/${name}/tls/tls.crt`,
      `--tls-private-key-file=/etc/${name}/tls/tls.key`,
      ...(isChoice ? [`--storage=${storage}`] : []),
      ...STORAGE_ARGS[storage](project),
      ...SHUTDOWN_ARGS[library],
    ],
  };
}
