import { verifiedName } from '../../model/certificate/certificate-names.ts';
import { certificatesOf } from '../input/item.ts';
import { goHostnameError } from '../verify/go/go-hostname.ts';
import type { CallerService } from './caller.ts';
import type { TlsSecret } from './manifest-set.ts';

/**
 * Finds the Secret that a Service's server takes its certificate from. No manifest says it outright, so: the one whose
 * certificate is for the Service; else the only one of its namespace; else the only one there is.
 */
export function secretOf(service: CallerService, secrets: readonly TlsSecret[]): TlsSecret | undefined {
  const name = verifiedName(service);
  const isFor = ({ chain }: TlsSecret) => {
    const leaf = chain === undefined ? undefined : certificatesOf(chain)[0];
    return leaf !== undefined && goHostnameError(leaf.certificate, name) === undefined;
  };
  const near = secrets.filter(({ namespace }) => namespace === service.namespace);
  return near.find(isFor) ?? secrets.find(isFor) ?? only(near) ?? only(secrets);
}

function only(secrets: readonly TlsSecret[]): TlsSecret | undefined {
  return secrets.length === 1 ? secrets[0] : undefined;
}
