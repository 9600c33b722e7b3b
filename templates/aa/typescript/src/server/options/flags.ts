import { auditFlags } from './audit-flags.ts';
import { etcdFlags } from './etcd-flags.ts';
import { operationFlags } from './operation-flags.ts';

/** One flag of the server; `value` names its value in the help, a flag without it is a switch. */
export type FlagSpec = {
  readonly value?: string;
  readonly description: string;
  readonly default?: string;
};

/** The flags of k8s.io/apiserver servers that this server honours, with their names, meanings and defaults. */
export const flags = {
  'secure-port': {
    value: 'PORT',
    description: 'port to serve HTTPS on, 0 for any free one',
    default: '8443',
  },
  'bind-address': {
    value: 'IP',
    description: 'address to listen on (default: every address, IPv6 and IPv4)',
  },
  'tls-cert-file': { value: 'FILE', description: 'PEM certificate of the server, its chain after it' },
  'tls-private-key-file': { value: 'FILE', description: 'PEM private key of --tls-cert-file' },
  'client-ca-file': {
    value: 'FILE',
    description: 'PEM CAs whose client certificates are believed: CN is the user, O are the groups',
  },
  'requestheader-client-ca-file': {
    value: 'FILE',
    description: "PEM CAs of the aggregator's client certificate, whose identity headers are believed",
  },
  'requestheader-allowed-names': {
    value: 'NAMES',
    description:
      'common names that the aggregator may have, comma-separated (default: any that the CA signed)',
  },
  'requestheader-username-headers': {
    value: 'NAMES',
    description: 'headers that carry the user name',
    default: 'X-Remote-User',
  },
  'requestheader-uid-headers': {
    value: 'NAMES',
    description: "headers that carry the user's uid",
    default: 'X-Remote-Uid',
  },
  'requestheader-group-headers': {
    value: 'NAMES',
    description: 'headers that carry the groups',
    default: 'X-Remote-Group',
  },
  'requestheader-extra-headers-prefix': {
    value: 'PREFIXES',
    description: 'prefixes of headers that carry further attributes',
    default: 'X-Remote-Extra-',
  },
  kubeconfig: {
    value: 'FILE',
    description:
      'kubeconfig of kube-apiserver, which knows tokens, the front proxy, RBAC and namespaces (default: the service account of a pod)',
  },
  'authentication-kubeconfig': {
    value: 'FILE',
    description: 'kubeconfig for TokenReviews and the front proxy, where --kubeconfig is not to be used',
  },
  'authorization-kubeconfig': {
    value: 'FILE',
    description: 'kubeconfig for SubjectAccessReviews, where --kubeconfig is not to be used',
  },
  'authentication-skip-lookup': {
    description: 'do not look up in the cluster which CAs are to be believed',
  },
  'authentication-tolerate-lookup-failure': {
    description: 'start without these CAs where they cannot be looked up, and believe nobody until they can',
  },
  'authorization-mode': {
    value: 'MODE',
    description:
      'Webhook asks kube-apiserver, SystemMasters lets the group system:masters do everything, AlwaysAllow everyone (default: Webhook with a kubeconfig, else SystemMasters)',
  },
  storage: {
    value: 'NAME',
    description:
      'where objects are kept: memory loses them with the process, sqlite (Node 22.13) keeps a file, etcd is for several replicas',
    default: 'memory',
  },
  'data-dir': {
    value: 'DIR',
    description: 'directory of that file, for one process alone; made when it is missing',
    default: 'data',
  },
  ...etcdFlags,
  ...operationFlags,
  ...auditFlags,
  v: {
    value: 'N',
    description:
      'log level: 0 what matters, 2 what may matter, 3 each request, 4 why one was refused, 5 broken connections',
    default: '0',
  },
} as const satisfies Record<string, FlagSpec>;

/** The name of a flag, without dashes. */
export type FlagName = keyof typeof flags;

/** Values of flags by name: what was typed, or what a server has instead of the usual defaults. */
export type FlagValues = Readonly<Partial<Record<FlagName, string>>>;

/** All names of flags, in the order of the help. */
export const flagNames = Object.keys(flags).filter((name): name is FlagName => name in flags);

/** What a flag is when it is not given, '' where it has no default; a server may have its own `defaults`. */
export const defaultOf = (name: FlagName, defaults: FlagValues = {}): string => {
  const spec: FlagSpec = flags[name];
  return defaults[name] ?? spec.default ?? '';
};
