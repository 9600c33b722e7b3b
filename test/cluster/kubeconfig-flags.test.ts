import { describeRows, type Given, type Row } from './kubeconfig-row.ts';

/** Flags over a kubeconfig, whose user has a token unless the row says another one. */
function flags(
  what: string,
  typed: (given: Given) => readonly string[],
  rest: Partial<Row> &
    Pick<Row, 'kubectl'> & { readonly user?: (given: Given) => object; readonly cluster?: object },
): Row {
  const { user, cluster, ...row } = rest;
  return {
    what,
    files: (given) => ({
      '.kube/config': given.config(cluster, user?.(given) ?? { token: 't' }),
      '.kube/token': 'from-file',
      'ca.pem': given.ca,
      'cert.pem': given.client.cert,
      'key.pem': given.client.key,
    }),
    flags: typed,
    ...row,
  };
}

const SENT = { kubectl: 'sent' } as const;
const refused = (says: RegExp) => ({ kubectl: 'refused', says }) as const;
const PAIR = ['--client-certificate=cert.pem', '--client-key=key.pem'];
const exec = (apiVersion: string) => ({ exec: { apiVersion, command: './gone', interactiveMode: 'Never' } });

describeRows('what flags make kubectl and kx send', [
  flags('--token over a token', () => ['--token=flag'], SENT),
  flags('--token over a token file, which wins', () => ['--token=flag'], {
    ...SENT,
    user: () => ({ tokenFile: 'token' }),
  }),
  flags('--token over a password', () => ['--token=flag'], {
    ...refused(/more than one way/),
    user: () => ({ username: 'a', password: 'b' }),
  }),
  flags('--token beside a certificate', () => ['--token=flag'], {
    ...SENT,
    user: ({ client, base64 }) => ({
      'client-certificate-data': base64(client.cert),
      'client-key-data': base64(client.key),
    }),
  }),
  flags('--token beside a plugin', () => ['--token=flag'], {
    ...SENT,
    user: () => exec('client.authentication.k8s.io/v1'),
  }),
  flags('--token beside a plugin of old', () => ['--token=flag'], {
    ...refused(/v1alpha1, which kubectl does not/),
    user: () => exec('client.authentication.k8s.io/v1alpha1'),
  }),
  flags('--client-certificate beside a token', () => PAIR, SENT),
  flags('--client-certificate over data', () => PAIR, {
    ...SENT,
    user: ({ client, base64 }) => ({
      'client-certificate-data': base64(client.cert),
      'client-key-data': base64(client.key),
    }),
    // client-go took the data for a second certificate until 1.34.
    except: { 'kubectl.1.27': 'refused', 'kubectl.1.30': 'refused', 'kubectl.1.33': 'refused' },
  }),
  flags('--client-certificate alone', () => ['--client-certificate=cert.pem'], refused(/but no client key/)),
  flags('--client-key alone', () => ['--client-key=key.pem'], {
    ...SENT,
    kx: {
      does: 'refused',
      because: 'kubectl passes over a key without a certificate; a flag without effect is a mistake',
    },
    says: /--client-key/,
  }),
  flags(
    '--client-certificate that is gone',
    () => ['--client-certificate=x', '--client-key=y'],
    refused(/cannot read/),
  ),
  flags('--certificate-authority over data', () => ['--certificate-authority=ca.pem'], {
    ...SENT,
    cluster: { 'certificate-authority-data': 'YmFk' },
  }),
  flags('--certificate-authority over no verification', () => ['--certificate-authority=ca.pem'], {
    ...SENT,
    cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true },
  }),
  flags('--insecure-skip-tls-verify over a CA', () => ['--insecure-skip-tls-verify'], {
    ...SENT,
    cluster: { 'certificate-authority-data': 'YmFk' },
  }),
  ...['true', '1', 'T'].map((value) =>
    flags(`--insecure-skip-tls-verify=${value}`, () => [`--insecure-skip-tls-verify=${value}`], {
      ...SENT,
      cluster: { 'certificate-authority-data': 'YmFk' },
    }),
  ),
  flags('--insecure-skip-tls-verify=false', () => ['--insecure-skip-tls-verify=false'], SENT),
  flags('--insecure-skip-tls-verify=false over no verification', () => ['--insecure-skip-tls-verify=false'], {
    ...SENT,
    cluster: { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true },
  }),
  flags(
    '--insecure-skip-tls-verify=maybe',
    () => ['--insecure-skip-tls-verify=maybe'],
    refused(/neither true nor false/),
  ),
  flags(
    '--insecure-skip-tls-verify and --certificate-authority',
    () => ['--insecure-skip-tls-verify', '--certificate-authority=ca.pem'],
    refused(/cannot be given with/),
  ),
  flags('--server forgets tls-server-name', ({ url }) => [`--server=${url}`], {
    ...SENT,
    cluster: { 'tls-server-name': 'other' },
  }),
  flags('--server keeps the CA of the cluster', ({ url }) => ['-s', `${url}/prefix`], SENT),
  flags('--tls-server-name', () => ['--tls-server-name=fake'], SENT),
  flags(
    '--server over plain HTTP, with --token',
    ({ plainUrl }) => [`--server=${plainUrl}`, '--token=t'],
    SENT,
  ),
  flags('empty ones', emptyFlags, SENT),
  flags('--namespace', () => ['-n', 'x'], SENT),
]);

function emptyFlags(): readonly string[] {
  const names = [
    'context',
    'cluster',
    'user',
    'server',
    'kubeconfig',
    'certificate-authority',
    'client-certificate',
  ];
  const more = ['client-key', 'tls-server-name', 'token', 'as', 'as-uid', 'request-timeout', 'namespace'];
  return [...names, ...more].map((name) => `--${name}=`);
}

describeRows('what kubectl and kx send without a kubeconfig', [
  ...[
    ['--token and --certificate-authority', ['--token=t', '--certificate-authority=ca.pem']] as const,
    ['a client certificate, unverified', [...PAIR, '--insecure-skip-tls-verify']] as const,
  ].map(
    ([what, typed]): Row => ({
      what,
      files: ({ ca, client }) => ({ 'ca.pem': ca, 'cert.pem': client.cert, 'key.pem': client.key }),
      flags: ({ url }) => [`--server=${url}`, ...typed],
      kubectl: 'sent',
    }),
  ),
  {
    what: 'nothing but the server',
    files: ({ ca }) => ({ 'ca.pem': ca }),
    flags: ({ url }) => [`--server=${url}`, '--certificate-authority=ca.pem'],
    kubectl: 'refused',
    kx: { does: 'sent', because: 'kubectl asks for a username; kx goes anonymously' },
  },
]);

describeRows('--request-timeout', [
  ...[
    '5',
    '+5',
    '0',
    '0s',
    '1m',
    '1h30m',
    '9.5s',
    '1.s',
    '1h1ms',
    '9000ms',
    '9000000us',
    '9000000µs',
    '9000000000ns',
  ].map((time) => flags(time, () => [`--request-timeout=${time}`], SENT)),
  ...['-5', '5.5', '1d', '5S', ' 5', '1e3', '1_0s', 'x'].map((time) =>
    flags(time, () => [`--request-timeout=${time}`], refused(/is not a time/)),
  ),
  flags('-5s', () => ['--request-timeout=-5s'], {
    ...SENT,
    kx: { does: 'refused', because: 'kubectl waits for ever, and asks the server for a timeout of -5s' },
    says: /is not a time/,
  }),
  flags('10000h', () => ['--request-timeout=10000h'], {
    ...SENT,
    kx: { does: 'refused', because: 'no timer of Node lasts longer than 24 days' },
    says: /is too long/,
  }),
]);
