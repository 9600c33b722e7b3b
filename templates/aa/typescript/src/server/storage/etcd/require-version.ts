import type { EtcdClient } from './etcd-client.ts';

/** The patch of each minor version from which progress comes after the events (etcd-io/etcd#15220); later ones are right. */
const oldestPatches: Readonly<Record<string, number>> = { '3.4': 31, '3.5': 13 };

/**
 * Refuses an etcd that answers a request for progress before it sent all events: reads would miss writes
 * (k8s.io/apiserver pkg/storage/feature/feature_support_checker.go). @throws Error with one sentence
 */
export const requireVersion = async (client: Pick<EtcdClient, 'status'>): Promise<void> => {
  const { version } = await client.status();
  const [, minor = '', patch = '0'] = /^(\d+\.\d+)\.(\d+)/.exec(version) ?? [];
  const isOld = Object.hasOwn(oldestPatches, minor)
    ? Number(patch) < (oldestPatches[minor] ?? 0)
    : /^([0-2]\.|3\.[0-3]$)/.test(minor);
  if (isOld)
    throw new Error(`etcd ${version} is too old for --storage=etcd: it needs 3.4.31, 3.5.13, 3.6 or later`);
};
