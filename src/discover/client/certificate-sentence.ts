import { timestampOf } from '../../model/certificate/certificate-date.ts';
import { printable } from '../../render/printable.ts';
import type { CertificateError, SeenCertificate } from './certificate-error.ts';
import { hasHostNames } from './check-server-name.ts';
import type { Peer } from './peer.ts';
import { filled, type Sentence } from './sentence.ts';

type Explain = (error: CertificateError, peer: Peer) => Sentence;

const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  ERR_TLS_CERT_ALTNAME_INVALID: ({ chain: [leaf], message }, { name, rename, expected }) => {
    const names = leaf?.names ?? message.replace(/^.*?altnames: /s, '');
    if (leaf === undefined || hasHostNames(names)) {
      const than = expected === undefined ? '' : ` than '${printable(expected)}'`;
      return [`the certificate of ${name} is for another name${than}: ${printable(names)}`, rename];
    }
    const only = leaf.commonName === '' ? '' : `, only the common name '${printable(leaf.commonName)}'`;
    return [
      `the certificate of ${name} has no subject alternative names${only}`,
      'issue it again with its names and addresses as subject alternative names; a common name does not count',
    ];
  },
  CERT_HAS_EXPIRED: ({ chain }, { name }) => {
    const now = Date.now();
    const index = chain.findIndex(({ notAfter }) => notAfter.getTime() < now);
    const when =
      index < 0 ? 'has expired' : `expired on ${timestampOf(chain[index]?.notAfter.getTime() ?? now)}`;
    return [`${whose(chain, index)}certificate of ${name} ${when}`, 'renew it on the server'];
  },
  CERT_NOT_YET_VALID: ({ chain }, { name }) => {
    const now = Date.now();
    const index = chain.findIndex(({ notBefore }) => notBefore.getTime() > now);
    const from = chain[index]?.notBefore;
    const when = from === undefined ? 'yet' : `before ${timestampOf(from.getTime())}`;
    const clock = `the clock of this machine says ${timestampOf(now)}: check it`;
    return [`${whose(chain, index)}certificate of ${name} is not valid ${when}`, clock];
  },
};

/** @returns what is wrong with a certificate, as it says itself */
export function certificateSentence(error: CertificateError, peer: Peer): Sentence {
  return (
    EXPLANATIONS[error.code]?.(error, peer) ??
    filled(['the certificate of {name} is not valid', undefined], peer)
  );
}

/** @returns whose certificate it is: that of the peer, or that of one of the CAs above it */
function whose(chain: readonly SeenCertificate[], index: number): string {
  return index <= 0 ? 'the ' : `the CA '${printable(chain[index]?.commonName ?? '')}' above the `;
}
