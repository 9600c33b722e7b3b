import { describeRows } from './kubeconfig-row.ts';

describeRows('where kubectl and kx find a kubeconfig', [
  {
    what: '~/.kube/config',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 'a' }) }),
    kubectl: 'sent',
  },
  {
    what: '--kubeconfig before KUBECONFIG',
    files: ({ config }) => ({ a: config({}, { token: 'a' }), b: config({}, { token: 'b' }) }),
    flags: () => ['--kubeconfig=b'],
    env: () => ({ KUBECONFIG: 'a' }),
    kubectl: 'sent',
  },
  {
    what: 'the first of a list wins',
    files: ({ config }) => ({ a: config({}, { token: 'a' }), b: config({}, { token: 'b' }) }),
    env: () => ({ KUBECONFIG: 'DIR/a:b' }),
    kubectl: 'sent',
  },
  {
    what: 'the first current-context of a list wins',
    files: ({ config }) => ({
      a: JSON.stringify({ 'current-context': '', users: [{ name: 'u', user: { token: 'mine' } }] }),
      b: config({}, { token: 'b' }),
    }),
    env: () => ({ KUBECONFIG: 'a:b' }),
    kubectl: 'sent',
  },
  {
    what: 'a missing file of a list is skipped',
    files: ({ config }) => ({ b: config({}, { token: 'b' }) }),
    env: () => ({ KUBECONFIG: 'a::b:b' }),
    kubectl: 'sent',
  },
  {
    what: 'an empty file of a list is skipped',
    files: ({ config }) => ({ a: '', b: config({}, { token: 'b' }) }),
    env: () => ({ KUBECONFIG: 'a:b' }),
    kubectl: 'sent',
  },
  {
    what: 'broken YAML in a list',
    files: ({ config }) => ({ a: config({}, { token: 'a' }), b: '{a: [' }),
    env: () => ({ KUBECONFIG: 'a:b' }),
    kubectl: 'refused',
    says: /kubeconfig \S+\/b is not YAML/,
  },
  {
    what: 'a directory in a list',
    files: ({ config }) => ({ 'a/x': '', b: config({}, { token: 'b' }) }),
    env: () => ({ KUBECONFIG: 'a:b' }),
    kubectl: 'refused',
    says: /cannot read kubeconfig \S+\/a: it is a directory/,
  },
  {
    what: 'a file of a list below a file',
    files: ({ config }) => ({ b: config({}, { token: 'b' }) }),
    env: () => ({ KUBECONFIG: 'b/x:b' }),
    kubectl: 'refused',
    says: /part of the path is not a directory/,
  },
  {
    what: 'a name twice in one file',
    files: ({ config }) => ({
      '.kube/config': config({}, { token: 't' }).replace('"users":[', '"users":[{"name":"u"},'),
    }),
    kubectl: 'refused',
    says: /names 'u' twice in users/,
  },
  {
    what: 'KUBECONFIG that names no file hides ~/.kube/config',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }) }),
    env: () => ({ KUBECONFIG: ':' }),
    kubectl: 'refused',
  },
  {
    what: 'KUBECONFIG that is empty does not',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }) }),
    env: () => ({ KUBECONFIG: '' }),
    kubectl: 'sent',
  },
  {
    what: 'a tilde is not expanded',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }) }),
    flags: () => ['--kubeconfig=~/.kube/config'],
    kubectl: 'refused',
    says: /a shell expands ~ only outside quotes/,
  },
  {
    what: '--kubeconfig that is missing',
    files: ({ config }) => ({ '.kube/config': config({}, { token: 't' }) }),
    flags: () => ['--kubeconfig=x'],
    kubectl: 'refused',
    says: /there is no such file or directory/,
  },
  {
    what: '--kubeconfig takes no list',
    files: ({ config }) => ({ a: config({}, { token: 'a' }), b: '' }),
    flags: () => ['--kubeconfig=a:b'],
    kubectl: 'refused',
    says: /only KUBECONFIG takes several files/,
  },
  {
    what: 'paths are relative to their file',
    files: ({ config, ca, client }) => ({
      'sub/config': config(
        { 'certificate-authority-data': undefined, 'certificate-authority': 'ca.pem' },
        { 'client-certificate': '../cert.pem', 'client-key': '../key.pem', tokenFile: './token' },
      ),
      'sub/ca.pem': ca,
      'cert.pem': client.cert,
      'key.pem': client.key,
      'sub/token': 'from-file',
    }),
    env: () => ({ KUBECONFIG: 'sub/config' }),
    kubectl: 'sent',
  },
  {
    what: 'no kubeconfig at all',
    files: () => ({}),
    kubectl: 'refused',
    says: /there is no cluster to ask: no kubeconfig at \S+\.kube\/config/,
  },
]);
