import type { ServiceReference } from './certificate-service.ts';
import { SUBJECT_TEXT_LIMIT } from './certificate-subject.ts';

/**
 * The one name that kube-apiserver asks of the server behind an APIService, webhook or CRD conversion.
 *
 * @see k8s.io/kube-aggregator pkg/apiserver/handler_proxy.go: `Service.Name + "." + Service.Namespace + ".svc"`
 * @returns `my-aa.my-ns.svc`
 */
export function verifiedName({ name, namespace }: ServiceReference): string {
  return `${name}.${namespace}.svc`;
}

/**
 * The names that reach a Service from inside the cluster; the verified one first, because some tools show only that.
 *
 * @param clusterDomain undefined leaves the fully qualified name out
 */
export function serviceDnsNames(
  service: ServiceReference,
  clusterDomain: string | undefined,
): readonly string[] {
  const verified = verifiedName(service);
  const short = [verified, service.name, `${service.name}.${service.namespace}`];
  return clusterDomain === undefined ? short : [...short, `${verified}.${clusterDomain}`];
}

/**
 * The common name of a certificate for a Service. It holds 64 characters; the Service's name alone always fits, and
 * verifiers read the alternative names anyway (RFC 6125 section 6.4.4).
 *
 * @returns the verified name, or the Service's name where that is too long
 */
export function serviceCommonName(service: ServiceReference): string {
  const name = verifiedName(service);
  return name.length <= SUBJECT_TEXT_LIMIT ? name : service.name;
}
