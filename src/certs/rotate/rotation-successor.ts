import { UsageError } from '../../errors.ts';
import { nameIn } from '../directory/certificate-directory.ts';
import type { ReadCertificate } from '../read-certificates.ts';
import { type LeafChanges, type Successor, succeed } from '../renew/successor.ts';
import type { RotationContext } from './rotation-step.ts';

/**
 * Plans the certificate of the new CA.
 *
 * @param issuer the old CA
 * @throws UsageError where the present certificate cannot be taken over
 */
export function planSuccessor(
  { directory, leaf, answers }: RotationContext,
  issuer: ReadCertificate | undefined,
  changes: Partial<LeafChanges>,
): Successor {
  const name = nameIn(directory, 'tls.crt');
  const issuerEnds = issuer?.parsed.notAfter ?? Number.NaN;
  const wanted = { days: answers.days, keyType: undefined, dnsNames: [], ipAddresses: [], ...changes };
  const successor = succeed({ leaf, name, issuerEnds }, wanted);
  if (successor.ok) return successor.value;
  throw new UsageError(`${name} cannot be taken over as it is; nothing was written`, {
    violations: successor.violations,
  });
}
