/** What kubeadm, kind and most distributions call their cluster (`--cluster-domain` of the kubelet). */
export const DEFAULT_CLUSTER_DOMAIN = 'cluster.local';

/** Lifetimes in days of 24 hours. */
export const DEFAULT_DAYS = 365;
export const DEFAULT_CA_DAYS = 3650;
