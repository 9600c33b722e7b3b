import { type KeyObject, X509Certificate } from 'node:crypto';
import { FailedError } from '../errors.ts';
import type { LeafPlan } from '../model/certificate/cert-plan.ts';
import type { Authority } from './authority.ts';
import { lintAuthority, lintLeaf } from './lint-certificate.ts';
import { parseCertificate } from './parse-certificate.ts';
import { parseExtensions } from './parse-extensions.ts';

type Issued = {
  /** Every name that the leaf must be valid for, and no other. */
  readonly plan: Pick<LeafPlan, 'dnsNames' | 'ipAddresses'>;
  readonly authority: Authority;
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
};

/**
 * Reads back what was issued, before anything is written: as OpenSSL parses and verifies it, and field by field.
 *
 * @throws FailedError naming every check that failed, which is a defect of kx
 */
export function checkIssued(issued: Issued): void {
  const problems = [...checkSignatures(issued), ...checkNames(issued), ...lintBoth(issued)];
  if (problems.length === 0) return;
  throw new FailedError('kx made certificates that fail its own check; nothing was written', {
    hint: 'this is a defect of kx: please report it with the command line',
    violations: problems.map((message) => ({ path: 'certificate', message })),
  });
}

function checkSignatures({ authority, certificate, privateKey }: Issued): readonly string[] {
  const leaf = new X509Certificate(certificate);
  const ca = new X509Certificate(authority.certificate);
  return messages({
    'is not signed by the CA': !leaf.verify(ca.publicKey),
    'does not name the CA as its issuer': !leaf.checkIssued(ca),
    'does not match its private key': !leaf.checkPrivateKey(privateKey),
    'the CA does not match its private key': !ca.checkPrivateKey(authority.signer.key),
  });
}

function checkNames({ plan, certificate }: Issued): readonly string[] {
  const leaf = new X509Certificate(certificate);
  const { alternativeNames } = parseExtensions(parseCertificate(certificate));
  const lostDns = plan.dnsNames.filter((name) => leaf.checkHost(name.replace(/^\*/, 'any')) === undefined);
  const lostIp = plan.ipAddresses.filter(({ text }) => leaf.checkIP(text) === undefined);
  const wanted = plan.dnsNames.length + plan.ipAddresses.length;
  const found = (alternativeNames?.dnsNames.length ?? 0) + (alternativeNames?.ipAddresses.length ?? 0);
  return [
    ...lostDns.map((name) => `is not valid for ${name}`),
    ...lostIp.map(({ text }) => `is not valid for ${text}`),
    ...messages({ 'has other names than were asked for': wanted !== found }),
  ];
}

/** A given CA was judged when it was read: it may lack what only strict verifiers want. */
function lintBoth({ authority, certificate }: Issued): readonly string[] {
  const ca = authority.origin === 'new' ? lintAuthority(parseCertificate(authority.certificate)) : [];
  return [...ca.map((problem) => `the CA ${problem}`), ...lintLeaf(parseCertificate(certificate))];
}

function messages(failures: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(failures).flatMap(([message, failed]) => (failed ? [message] : []));
}
