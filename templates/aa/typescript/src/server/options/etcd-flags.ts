import type { FlagSpec } from './flags.ts';

/** The flags of the storage in etcd, as of k8s.io/apiserver pkg/server/options/etcd.go. */
export const etcdFlags = {
  'etcd-servers': {
    value: 'URLS',
    description: 'members of the etcd to connect to, comma-separated: https://etcd-0:2379',
  },
  'etcd-prefix': {
    value: 'PREFIX',
    description: 'what all keys in etcd begin with',
    default: '/registry',
  },
  'etcd-cafile': { value: 'FILE', description: "PEM CAs of etcd's certificates (default: those of Node)" },
  'etcd-certfile': { value: 'FILE', description: 'PEM certificate to show to etcd' },
  'etcd-keyfile': { value: 'FILE', description: 'PEM private key of --etcd-certfile' },
  'etcd-compaction-interval': {
    value: 'DURATION',
    description: 'how often etcd is made to forget what is older than that, 0 for never',
    default: '5m0s',
  },
} as const satisfies Record<string, FlagSpec>;
