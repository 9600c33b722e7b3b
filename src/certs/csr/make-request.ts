import type { LeafPlan } from '../../model/certificate/cert-plan.ts';
import type { MadeRequest } from '../../render/render-csr.ts';
import { makeKeyPair } from '../key-pair.ts';
import { encodePem } from '../pem.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { signRequest } from './sign-request.ts';

/**
 * Makes a key and a request for it, in memory.
 *
 * @throws CancelledError; FailedError where the request fails its own check
 */
export async function makeRequest(plan: LeafPlan, signal: AbortSignal): Promise<MadeRequest> {
  const keys = await unlessAborted(makeKeyPair(plan.keyType), signal);
  return {
    csrPem: encodePem('CERTIFICATE REQUEST', signRequest(plan, keys)),
    keyPem: encodePem('PRIVATE KEY', keys.privateKey.export({ type: 'pkcs8', format: 'der' })),
  };
}
