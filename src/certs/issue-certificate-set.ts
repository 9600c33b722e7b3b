import type { CertPlan, LeafPlan } from '../model/certificate/cert-plan.ts';
import type { CertificateSet } from '../model/certificate/certificate-set.ts';
import { type Authority, makeAuthority } from './authority.ts';
import { certificateWithKey } from './certificate-with-key.ts';
import { checkIssued } from './check-issued.ts';
import { makeKeyPair } from './key-pair.ts';
import { issueLeaf } from './leaf.ts';
import { unlessAborted } from './unless-aborted.ts';

/**
 * Makes a CA and a leaf of it, in memory, and checks both as verifiers will.
 *
 * @param signal stops the wait for keys; a set that is complete is given all the same
 * @throws CancelledError; FailedError where the result fails its own check
 */
export async function issueCertificateSet(plan: CertPlan, signal?: AbortSignal): Promise<CertificateSet> {
  const making = Promise.all([makeAuthority(plan.authority), makeKeyPair(plan.leaf.keyType)]);
  const [authority, keys] = await unlessAborted(making, signal);
  return completeSet({ plan: plan.leaf, authority, keys });
}

/**
 * Issues a leaf of a CA that exists.
 *
 * @throws as issueCertificateSet
 */
export async function issueFromAuthority(
  plan: LeafPlan,
  authority: Authority,
  signal?: AbortSignal,
): Promise<CertificateSet> {
  const keys = await unlessAborted(makeKeyPair(plan.keyType), signal);
  return completeSet({ plan, authority, keys });
}

type Parts = {
  readonly plan: LeafPlan;
  readonly authority: Authority;
  readonly keys: Awaited<ReturnType<typeof makeKeyPair>>;
};

function completeSet({ plan, authority, keys }: Parts): CertificateSet {
  const certificate = issueLeaf(plan, keys.publicKey, authority);
  checkIssued({ plan, authority, certificate, privateKey: keys.privateKey });
  const { withKey, isRoot, origin } = authority;
  return {
    ca: withKey,
    leaf: certificateWithKey(certificate, keys.privateKey),
    authority: origin,
    chainPem: isRoot ? '' : withKey.certPem,
    caBundle: Buffer.from(withKey.certPem).toString('base64'),
    notes: [...authority.notes, ...plan.notes],
  };
}
