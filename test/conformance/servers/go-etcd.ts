import { basename } from 'node:path';
import { GO_APISERVER } from './go-servers.ts';
import type { ServerKind } from './server-kind.ts';

/** @returns the server on k8s.io/apiserver with its objects in an etcd; servers with the same directory share them */
export function goEtcd(servers: readonly string[]): ServerKind {
  return {
    ...GO_APISERVER,
    id: 'go-apiserver-etcd',
    title: 'Go, k8s.io/apiserver, etcd',
    scaffold: [...GO_APISERVER.scaffold, '--storage', 'etcd'],
    usualFlags: { 'etcd-servers': servers.join(',') },
    sharesStore: true,
    otherStores: [{ storage: 'memory', 'etcd-servers': undefined }],
    storageFlags: (directory) => ({
      'etcd-servers': servers.join(','),
      'etcd-prefix': `/${basename(directory)}`,
    }),
    fails: {
      ...GO_APISERVER.fails,
      direct: new Map([[66, 'an etcd that has just been started has forgotten nothing yet']]),
    },
  };
}
