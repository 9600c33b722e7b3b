import { verifiedName } from '../../model/certificate/certificate-names.ts';
import { certificatesOf } from '../input/item.ts';
import { goHostnameError } from '../verify/go/go-hostname.ts';
import type { CallerService } from './caller.ts';
import type { ManifestSet, TlsSecret } from './manifest-set.ts';

/**
 * Finds the Secret that a Service's server takes its certificate from. No manifest says it outright, so: the one whose
 * certificate is for the Service; else, among manifests that were given together, the only one of its namespace, or
 * the only one there is. A cluster has many that are for something else.
 */
export function secretOf(
  service: CallerService,
  { secrets, isCluster }: Pick<ManifestSet, 'secrets' | 'isCluster'>,
): TlsSecret | undefined {
  const name = verifiedName(service);
  const isFor = ({ chain }: TlsSecret) => {
    const leaf = chain === undefined ? undefined : certificatesOf(chain)[0];
    return leaf !== undefined && goHostnameError(leaf.certificate, name) === undefined;
  };
  const near = secrets.filter(({ namespace }) => namespace === service.namespace);
  if (isCluster) return near.find(isFor);
  return near.find(isFor) ?? secrets.find(isFor) ?? only(near) ?? only(secrets);
}

function only(secrets: readonly TlsSecret[]): TlsSecret | undefined {
  return secrets.length === 1 ? secrets[0] : undefined;
}
