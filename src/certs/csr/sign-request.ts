import { type KeyObject, verify } from 'node:crypto';
import { FailedError } from '../../errors.ts';
import type { LeafPlan } from '../../model/certificate/cert-plan.ts';
import { alternativeNames, extendedKeyUsage, keyUsage, leafConstraints } from '../certificate-extensions.ts';
import {
  bitString,
  encodeDer,
  explicitTag,
  integer,
  objectIdentifier,
  rawElement,
  sequence,
  set,
} from '../der-writer.ts';
import type { KeyPair } from '../key-pair.ts';
import { usagesOf } from '../leaf.ts';
import { encodeSubject } from '../sign-certificate.ts';
import { signBytes } from '../signature-algorithm.ts';
import { signerOf } from '../signer.ts';

/** PKCS#9 extensionRequest (RFC 2985 section 5.4.2). */
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const VERSION_1 = Uint8Array.of(0);

/** What a request asks for: the same as of a leaf, but for who signs it and how long it lasts. */
export type RequestPlan = Pick<LeafPlan, 'subject' | 'usage' | 'dnsNames' | 'ipAddresses'>;

/**
 * Encodes and signs a certificate request (PKCS#10, RFC 2986) with the key that it is for, and verifies it.
 *
 * @returns its DER
 * @throws FailedError where its signature does not verify
 */
export function signRequest(plan: RequestPlan, { publicKey, privateKey }: KeyPair): Buffer {
  const { key, algorithm } = signerOf(privateKey);
  const names = plan.dnsNames.length + plan.ipAddresses.length > 0 ? [alternativeNames(plan)] : [];
  const extensions = sequence(
    leafConstraints(),
    keyUsage(usagesOf(publicKey)),
    extendedKeyUsage(plan.usage),
    ...names,
  );
  const attribute = sequence(objectIdentifier(EXTENSION_REQUEST), set(extensions));
  const body = encodeDer(
    sequence(
      integer(VERSION_1),
      rawElement(encodeSubject(plan.subject)),
      rawElement(publicKey.export({ type: 'spki', format: 'der' })),
      // [0] IMPLICIT SET OF: with one attribute the same octets.
      explicitTag(0, attribute),
    ),
  );
  const signature = signBytes(body, key, algorithm);
  checkSignature(body, signature, { publicKey, digest: algorithm.digest });
  return encodeDer(sequence(rawElement(body), algorithm.identifier, bitString(signature)));
}

type Check = { readonly publicKey: KeyObject; readonly digest: string | null };

function checkSignature(body: Uint8Array, signature: Uint8Array, { publicKey, digest }: Check): void {
  if (verify(digest, body, publicKey, signature)) return;
  throw new FailedError('kx made a request whose signature does not verify; nothing was written', {
    hint: 'this is a defect of kx: please report it with the command line',
  });
}
