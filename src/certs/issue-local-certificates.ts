import { randomBytes } from 'node:crypto';
import { planCertificates, planLeaf } from '../model/certificate/cert-plan.ts';
import { ipAddressOf } from '../model/certificate/certificate-ip.ts';
import {
  type CertificateRequest,
  serverCertificateRequest,
} from '../model/certificate/certificate-request.ts';
import type { ServiceReference } from '../model/certificate/certificate-service.ts';
import type { FileSet } from '../render/file-set.ts';
import { renderLocalCertificates } from '../render/render-local-certificates.ts';
import { makeAuthority } from './authority.ts';
import { issueFromAuthority } from './issue-certificate-set.ts';

/** The certificates of a project's first local run. */
export type LocalCertificates = {
  readonly files: FileSet;
  /** Base64 of the CA's PEM. */
  readonly caBundle: string;
};

const LOOPBACK = [ipAddressOf([127, 0, 0, 1]), ipAddressOf([...Array<number>(15).fill(0), 1])];

/**
 * Makes a CA, a server certificate that is good for the Service and for this machine, and a client certificate of the
 * group that may do everything (`system:masters`, which Kubernetes authorizers never ask about).
 *
 * @param now epoch milliseconds
 * @throws CancelledError when the signal comes while keys are made
 */
export async function issueLocalCertificates(
  service: ServiceReference,
  now: number,
  signal: AbortSignal,
): Promise<LocalCertificates> {
  const base = serverCertificateRequest(service);
  const server: CertificateRequest = { ...base, dnsNames: ['localhost'], ipAddresses: LOOPBACK };
  const admin: CertificateRequest = {
    ...base,
    profile: 'client',
    commonName: 'admin',
    organizations: ['system:masters'],
  };
  const plan = planCertificates(server, { now, nonce: randomBytes(2).toString('hex') });
  const authority = await makeAuthority(plan.authority);
  const adminPlan = planLeaf(admin, now, authority.validity);
  const serverSet = await issueFromAuthority(plan.leaf, authority, signal);
  const adminSet = await issueFromAuthority(adminPlan, authority, signal);
  return { files: renderLocalCertificates(serverSet, adminSet), caBundle: serverSet.caBundle };
}
