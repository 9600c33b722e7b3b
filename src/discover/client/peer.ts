import type { Target } from '../kubeconfig/target.ts';
import type { ProxyServer } from './choose-proxy.ts';

/** Who is at the other end of a connection, for sentences about what went wrong. */
export type Peer = {
  /** `https://a:6443`, or `the proxy http://proxy:3128`. */
  readonly name: string;
  /** What says its address: `--server`, `context 'dev' of FILE`, `HTTPS_PROXY`. */
  readonly origin: string;
  /** What is trusted to sign its certificate. */
  readonly authority: string;
  /** How its certificate can be made trusted. */
  readonly trust: string;
  /** The name that its certificate must have, where that is not the host of its address. */
  readonly expected: string | undefined;
  /** How to ask for a name that its certificate has. */
  readonly rename: string;
  /** How to speak without TLS. */
  readonly plain: string;
  /** What is meant to be at its address. */
  readonly kind: string;
  /** What gives the client certificate and its key. */
  readonly certificate: string;
  readonly key: string;
  /** Where a client certificate can be named. */
  readonly presenting: string;
};

const SYSTEM = 'any certificate authority that this machine trusts';

/** @returns the server itself */
export function serverPeer({ server, tls, origins }: Target): Peer {
  return {
    name: server,
    origin: origins.server,
    authority: tls.ca === undefined ? SYSTEM : origins.authority,
    trust: 'take certificate-authority-data from the cluster itself, or give --certificate-authority FILE',
    expected: tls.serverName,
    rename:
      tls.serverName === undefined
        ? 'use an address that the certificate names, or give --tls-server-name'
        : 'give one of its names as tls-server-name, or none where the address is one of them',
    plain: 'if plain HTTP is meant, write the address with http://',
    kind: `an API server${tls.cert === undefined ? '' : ` that accepts ${origins.certificate}`}`,
    certificate: origins.certificate,
    key: origins.key,
    presenting: `name client-certificate and client-key in ${origins.context}, or give --client-certificate and --client-key`,
  };
}

/** @returns the proxy before the server, to which kx presents no client certificate */
export function proxyPeer({ name, origin }: ProxyServer, { tls, origins }: Target): Peer {
  const correct = `correct the address in ${origin}`;
  return {
    name: `the proxy ${name}`,
    origin,
    authority: tls.ca === undefined ? SYSTEM : `${SYSTEM}, nor by ${origins.authority}`,
    trust: `add its CA to ${origins.authority}, or ${correct}`,
    expected: undefined,
    rename: `use a name of the certificate in ${origin}`,
    plain: `if a proxy without TLS is meant, write its address in ${origin} with http://`,
    kind: 'a proxy',
    certificate: 'the client certificate',
    key: 'its key',
    presenting: `kx has none for a proxy; ${correct}`,
  };
}
