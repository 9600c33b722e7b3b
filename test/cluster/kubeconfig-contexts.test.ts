import { describeRows } from './kubeconfig-row.ts';

describeRows('the context that kubectl and kx choose', [
  {
    what: 'no current-context',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }).replace('"dev",', '"",') }),
    kubectl: 'refused',
    says: /has no current-context\n.*give --context, one of: dev/,
  },
  {
    what: 'no current-context, but --cluster and --user',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }).replace('"dev",', '"",') }),
    flags: () => ['--cluster=c', '--user=u'],
    kubectl: 'sent',
  },
  {
    what: 'an unknown current-context, also with --server',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }).replace('"dev",', '"gone",') }),
    flags: ({ url }) => [`--server=${url}`],
    kubectl: 'refused',
    says: /there is no context 'gone'/,
  },
  ...['context', 'cluster', 'user'].map(
    (kind) =>
      ({
        what: `an unknown --${kind}`,
        files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }) }),
        flags: () => [`--${kind}=gone`],
        kubectl: 'refused',
        says: new RegExp(`there is no ${kind} 'gone' in \\S+/.kube/config`),
      }) as const satisfies Parameters<typeof describeRows>[1][number],
  ),
  {
    what: 'a context of an unknown cluster',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }, { cluster: 'gone' }) }),
    kubectl: 'refused',
    says: /there is no cluster 'gone' in \S+, which context 'dev' wants/,
  },
  {
    what: 'a context of an unknown cluster, with --server',
    files: ({ config, ca }) => ({
      '.kube/config': config({}, { token: 't' }, { cluster: 'gone' }),
      'ca.pem': ca,
    }),
    flags: ({ url }) => [`--server=${url}`, '--certificate-authority=ca.pem'],
    kubectl: 'sent',
  },
  {
    what: 'a context of an unknown user',
    files: ({ config }) => ({ '.kube/config': config({}, {}, { user: 'gone' }) }),
    kubectl: 'refused',
    says: /there is no user 'gone' in \S+, which context 'dev' wants/,
  },
  {
    what: 'a context of an unknown user, with --token',
    files: ({ config }) => ({ '.kube/config': config({}, {}, { user: 'gone' }) }),
    flags: () => ['--token=t'],
    kubectl: 'sent',
  },
  {
    what: 'a context without a user',
    files: ({ config }) => ({ '.kube/config': config({}, {}, { user: undefined }) }),
    kubectl: 'refused',
    kx: {
      does: 'sent',
      because: 'kubectl asks for a username; kx asks nobody and goes anonymously, with the CA',
    },
  },
  {
    what: 'KUBERNETES_MASTER without a kubeconfig',
    files: () => ({}),
    env: ({ plainUrl }) => ({ KUBERNETES_MASTER: plainUrl }),
    kubectl: 'sent',
  },
  {
    what: 'KUBERNETES_MASTER beside a kubeconfig',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }) }),
    env: ({ plainUrl }) => ({ KUBERNETES_MASTER: plainUrl }),
    kubectl: 'sent',
  },
  {
    what: 'KUBERNETES_MASTER for a cluster without a server',
    files: ({ config }) => ({ '.kube/config': config({ server: '' }, { token: 't' }) }),
    env: ({ url }) => ({ KUBERNETES_MASTER: url }),
    kubectl: 'sent',
  },
  {
    what: 'KUBERNETES_MASTER for a cluster that is not there',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }, { cluster: 'gone' }) }),
    env: ({ plainUrl }) => ({ KUBERNETES_MASTER: plainUrl }),
    kubectl: 'sent',
  },
]);
