import { randomBytes } from 'node:crypto';
import { planCertificates, planLeaf } from '../model/certificate/cert-plan.ts';
import {
  type CertificateRequest,
  serverCertificateRequest,
} from '../model/certificate/certificate-request.ts';
import type { ServiceReference } from '../model/certificate/certificate-service.ts';
import type { CertificateSet } from '../model/certificate/certificate-set.ts';
import { ipAddressOf } from '../model/ip-address.ts';
import { makeAuthority } from './authority.ts';
import { issueFromAuthority } from './issue-certificate-set.ts';

type LocalSets = {
  /** Good for the Service and for this machine. */
  readonly server: CertificateSet;
  /** Of the same CA, for the group that may do everything. */
  readonly admin: CertificateSet;
};

const LOOPBACK = [ipAddressOf([127, 0, 0, 1]), ipAddressOf([...Array<number>(15).fill(0), 1])];

/**
 * Makes a CA and two leaves of it for a first run on this machine: a server certificate, and a client certificate of
 * `system:masters`, the group that Kubernetes authorizers never ask about.
 *
 * @param now epoch milliseconds
 * @throws CancelledError when the signal comes while keys are made
 */
export async function issueLocalCertificates(
  service: ServiceReference,
  now: number,
  signal: AbortSignal,
): Promise<LocalSets> {
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
  return {
    server: await issueFromAuthority(plan.leaf, authority, signal),
    admin: await issueFromAuthority(planLeaf(admin, now, authority.validity), authority, signal),
  };
}
