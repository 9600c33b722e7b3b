import { describeRows, type Given, type Row } from './kubeconfig-row.ts';

/** A kubeconfig of one cluster and a user with a token. */
function cluster(
  what: string,
  fields: (given: Given) => object,
  rest: Partial<Row> & Pick<Row, 'kubectl'>,
): Row {
  return {
    what,
    files: (given) => ({
      '.kube/config': given.config(fields(given), { token: 't' }),
      '.kube/ca.pem': given.ca,
      '.kube/empty': '',
    }),
    ...rest,
  };
}

const SENT = { kubectl: 'sent' } as const;
const refused = (says: RegExp) => ({ kubectl: 'refused', says }) as const;
const NO_CA = { 'certificate-authority-data': undefined };
const caOf = (change: (pem: string) => string) => (given: Given) => ({
  'certificate-authority-data': given.base64(change(given.ca)),
});

describeRows('how kubectl and kx trust a server', [
  cluster('a CA file', () => ({ ...NO_CA, 'certificate-authority': 'ca.pem' }), SENT),
  cluster(
    'a CA file and data',
    () => ({ 'certificate-authority': 'ca.pem' }),
    refused(/has both certificate-auth/),
  ),
  cluster(
    'a CA file that is gone',
    () => ({ ...NO_CA, 'certificate-authority': 'gone' }),
    refused(/cannot read/),
  ),
  cluster(
    'a CA file that is a directory',
    () => ({ ...NO_CA, 'certificate-authority': '.' }),
    refused(/EISDIR/),
  ),
  cluster(
    'a CA file that is empty',
    () => ({ ...NO_CA, 'certificate-authority': 'empty' }),
    refused(/no PEM/),
  ),
  cluster('no CA', () => NO_CA, refused(/any certificate authority that this machine trusts/)),
  cluster('no CA but SSL_CERT_FILE', () => NO_CA, {
    ...SENT,
    env: () => ({ SSL_CERT_FILE: 'DIR/.kube/ca.pem' }),
  }),
  cluster('no CA but SSL_CERT_DIR', () => NO_CA, { ...SENT, env: () => ({ SSL_CERT_DIR: '/x:DIR/.kube' }) }),
  cluster('a CA and no verification', () => ({ 'insecure-skip-tls-verify': true }), refused(/keep one/)),
  cluster('no verification', () => ({ ...NO_CA, 'insecure-skip-tls-verify': true }), SENT),
  cluster(
    "the server's own certificate",
    ({ leaf, base64 }) => ({ 'certificate-authority-data': base64(leaf) }),
    SENT,
  ),
  cluster(
    'PEM with CRLF',
    caOf((pem) => pem.replaceAll('\n', '\r\n')),
    SENT,
  ),
  cluster(
    'PEM without a last line break',
    caOf((pem) => pem.trim()),
    SENT,
  ),
  cluster(
    'PEM in words',
    caOf((pem) => `subject=x\n${pem}trailing`),
    SENT,
  ),
  cluster(
    'a certificate without an end before it',
    caOf((pem) => `-----BEGIN CERTIFICATE-----\nAAAA\n${pem}`),
    SENT,
  ),
  cluster(
    'a broken certificate before it',
    caOf((pem) => pem.replace(/\n.{20}/, '\nAAAA') + pem),
    SENT,
  ),
  cluster(
    'PEM that is indented',
    caOf((pem) => pem.replaceAll('\n', '\n ')),
    refused(/no PEM/),
  ),
  cluster(
    'PEM behind a mark',
    caOf((pem) => `\ufeff${pem}`),
    refused(/no PEM/),
  ),
  cluster(
    'a trusted certificate',
    caOf((pem) => pem.replaceAll(' CERT', ' TRUSTED CERT')),
    refused(/only TRUSTED/),
  ),
  cluster(
    'PEM with headers',
    caOf((pem) => pem.replace('-----\n', '-----\nA: b\n\n')),
    refused(/cannot be read/),
  ),
  cluster(
    'no PEM',
    caOf(() => 'hello'),
    refused(/no PEM/),
  ),
  cluster(
    'a key',
    ({ client, base64 }) => ({ 'certificate-authority-data': base64(client.key) }),
    refused(/only PRIV/),
  ),
  cluster(
    'data that is no base64',
    () => ({ 'certificate-authority-data': '_-8=' }),
    refused(/is not base64/),
  ),
  cluster(
    'data in lines',
    (given) => ({ 'certificate-authority-data': given.base64(given.ca).replace(/(.{64})/g, '$1\n') }),
    SENT,
  ),
  cluster('tls-server-name', () => ({ 'tls-server-name': 'fake.default.svc' }), SENT),
  cluster('tls-server-name that is an address', () => ({ 'tls-server-name': '127.0.0.1' }), SENT),
  cluster(
    'tls-server-name of another server',
    () => ({ 'tls-server-name': 'other' }),
    refused(/another name/),
  ),
  cluster('a name of this machine', ({ url }) => ({ server: url.replace('127.0.0.1', 'localhost') }), SENT),
  cluster('disable-compression', () => ({ 'disable-compression': true }), SENT),
]);

describeRows('which address kubectl and kx ask', [
  cluster('a path', ({ url }) => ({ server: `${url}/k8s/clusters/c-1/` }), SENT),
  cluster('a path and a query', ({ url }) => ({ server: `${url}/a?x=1#y` }), SENT),
  cluster('a query', ({ url }) => ({ server: `${url}?x=1` }), SENT),
  cluster('a path with blanks and brackets', ({ url }) => ({ server: `${url}/a b/(c)'!*;,` }), SENT),
  cluster('a path with escapes and dots', ({ url }) => ({ server: `${url}/a%2Fb//c/../d%20e` }), SENT),
  cluster('capitals', ({ url }) => ({ server: url.replace('https', 'HTTPS') }), SENT),
  cluster('a name and a password', ({ url }) => ({ server: url.replace('//', '//me:p%40w@') }), SENT),
  cluster('plain HTTP, without credentials', ({ plainUrl }) => ({ server: plainUrl }), SENT),
  cluster(
    'plain HTTP with a password',
    ({ plainUrl }) => ({ server: plainUrl.replace('//', '//me:pw@') }),
    SENT,
  ),
  cluster(
    'plain HTTP by host and port, also with a CA',
    ({ plainUrl }) => ({ server: plainUrl.slice(7) }),
    SENT,
  ),
  cluster(
    'plain HTTP with what TLS refuses',
    ({ plainUrl }) => ({ server: plainUrl, 'insecure-skip-tls-verify': true }),
    SENT,
  ),
  cluster(
    'plain HTTP with a CA that is gone',
    ({ plainUrl }) => ({ ...NO_CA, server: plainUrl, 'certificate-authority': 'gone' }),
    refused(/cannot read certificate-authority/),
  ),
  cluster(
    'a host with a path',
    ({ host }) => ({ server: `${host}/a` }),
    refused(/is no address of an API server/),
  ),
  cluster('another scheme', () => ({ server: 'ftp://x' }), refused(/is no address of an API server/)),
  cluster(
    'a blank before it',
    ({ url }) => ({ server: ` ${url}` }),
    refused(/is no address of an API server/),
  ),
  cluster('none', () => ({ server: '' }), refused(/cluster 'c' of context 'dev' of \S+ has no server/)),
  ...['ftp://x', 'socks5h://x', 'localhost:1', 'http://[::1'].map((proxy) =>
    cluster(`the proxy ${proxy}`, () => ({ 'proxy-url': proxy }), refused(/is no address of a proxy/)),
  ),
  cluster(
    'a bad proxy before plain HTTP',
    ({ plainUrl }) => ({ server: plainUrl, 'proxy-url': 'ftp://x' }),
    refused(/is no address of a proxy/),
  ),
  cluster('a proxy that refuses', () => ({ 'proxy-url': 'HTTP://127.0.0.1:1' }), refused(/127\.0\.0\.1:1\b/)),
]);
