const SHORT: Readonly<Record<string, string>> = {
  cj: 'cronjobs.batch',
  cm: 'configmaps',
  crd: 'customresourcedefinitions.apiextensions.k8s.io',
  crds: 'customresourcedefinitions.apiextensions.k8s.io',
  cs: 'componentstatuses',
  csr: 'certificatesigningrequests.certificates.k8s.io',
  deploy: 'deployments.apps',
  ds: 'daemonsets.apps',
  ep: 'endpoints',
  ev: 'events',
  hpa: 'horizontalpodautoscalers.autoscaling',
  ing: 'ingresses.networking.k8s.io',
  ip: 'ipaddresses.networking.k8s.io',
  limits: 'limitranges',
  netpol: 'networkpolicies.networking.k8s.io',
  no: 'nodes',
  ns: 'namespaces',
  pc: 'priorityclasses.scheduling.k8s.io',
  pdb: 'poddisruptionbudgets.policy',
  po: 'pods',
  pv: 'persistentvolumes',
  pvc: 'persistentvolumeclaims',
  quota: 'resourcequotas',
  rc: 'replicationcontrollers',
  rs: 'replicasets.apps',
  sa: 'serviceaccounts',
  sc: 'storageclasses.storage.k8s.io',
  sts: 'statefulsets.apps',
  svc: 'services',
  vac: 'volumeattributesclasses.storage.k8s.io',
};

/** Built-in resources that have no short name. */
const WITHOUT_SHORT_NAME: readonly string[] = [
  'apiservices.apiregistration.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'controllerrevisions.apps',
  'csidrivers.storage.k8s.io',
  'csinodes.storage.k8s.io',
  'csistoragecapacities.storage.k8s.io',
  'deviceclasses.resource.k8s.io',
  'endpointslices.discovery.k8s.io',
  'flowschemas.flowcontrol.apiserver.k8s.io',
  'ingressclasses.networking.k8s.io',
  'jobs.batch',
  'leases.coordination.k8s.io',
  'mutatingadmissionpolicies.admissionregistration.k8s.io',
  'mutatingwebhookconfigurations.admissionregistration.k8s.io',
  'podtemplates',
  'prioritylevelconfigurations.flowcontrol.apiserver.k8s.io',
  'resourceclaims.resource.k8s.io',
  'resourceclaimtemplates.resource.k8s.io',
  'resourceslices.resource.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'runtimeclasses.node.k8s.io',
  'secrets',
  'servicecidrs.networking.k8s.io',
  'validatingadmissionpolicies.admissionregistration.k8s.io',
  'validatingwebhookconfigurations.admissionregistration.k8s.io',
  'volumeattachments.storage.k8s.io',
];

const PLURALS: ReadonlyMap<string, string> = new Map(
  [...Object.values(SHORT), ...WITHOUT_SHORT_NAME].map((name) => [name.split('.')[0] ?? name, name] as const),
);

/**
 * @param name a short name or plural: `po`, `services`
 * @returns the built-in resource that kubectl takes it for, with its group: `pods`, `deployments.apps`; of Kubernetes
 *   1.37
 */
export function builtInResource(name: string): string | undefined {
  return Object.hasOwn(SHORT, name) ? SHORT[name] : PLURALS.get(name);
}
