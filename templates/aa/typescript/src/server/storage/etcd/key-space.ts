/** Where the objects of a server lie in etcd. */
export type KeySpace = {
  /** All keys from the first group's to the last one's. */
  readonly key: Buffer;
  readonly rangeEnd: Buffer;
  /** The key in etcd of a key of the storage. */
  readonly toEtcd: (key: string) => Buffer;
  /** The key of the storage; undefined for keys between those of the groups, which are others'. */
  readonly fromEtcd: (key: Buffer) => string | undefined;
};

/**
 * The keys of groups below a prefix, as k8s.io/apiserver has those of custom resources:
 * `/registry/GROUP/PLURAL/NAMESPACE/NAME`. Beside them may be what other servers store.
 */
export const createKeySpace = (prefix: string, groups: readonly string[]): KeySpace => {
  const root = `/${prefix.replace(/^\/+|\/+$/g, '')}`.replace(/^\/$/, '');
  const own = groups.map((group) => `/${group}/`).sort();
  const toEtcd = (key: string): Buffer => Buffer.from(root + key);
  return {
    key: toEtcd(own[0] ?? '/'),
    rangeEnd: endOf(toEtcd(own.at(-1) ?? '/')),
    toEtcd,
    fromEtcd: (etcdKey) => {
      const key = etcdKey.toString('utf8').slice(root.length);
      return own.some((group) => key.startsWith(group)) ? key : undefined;
    },
  };
};

/** The first key after all that begin with a prefix, which ends with a slash (clientv3 GetPrefixRangeEnd). */
export const endOf = (prefix: Buffer): Buffer => {
  const end = Buffer.from(prefix);
  end[end.length - 1] = (end.at(-1) ?? 0) + 1;
  return end;
};
