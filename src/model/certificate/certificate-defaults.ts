/** What kubeadm, kind and most distributions call their cluster (`--cluster-domain` of the kubelet). */
export const DEFAULT_CLUSTER_DOMAIN = 'cluster.local';

/** Lifetimes in days of 24 hours. */
export const DEFAULT_DAYS = 365;
export const DEFAULT_CA_DAYS = 3650;

/** How far back certificates begin, in milliseconds: the clocks of a cluster's nodes differ. */
export const DEFAULT_BACKDATE = 3_600_000;

/** No CA stands below one that kx makes: it signs leaves. */
export const DEFAULT_PATH_LENGTH = 0;
