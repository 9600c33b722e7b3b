import type { Certificate } from '../../input/certificate.ts';
import type { Presentation } from '../presentation.ts';
import { isSame } from '../signature.ts';
import { isLikelyIssued, isSelfSigned } from './openssl-certificate.ts';
import type { OpenSslError } from './openssl-errors.ts';

/** The chain that OpenSSL builds, and why it ends before a trusted root. */
export type OpenSslChain = {
  readonly chain: readonly Certificate[];
  readonly error: OpenSslError | undefined;
};

/** OpenSSL's default for the depth of a chain. */
const DEEPEST = 100;

/** Builds the chain as build_chain of crypto/x509/x509_vfy.c does: trusted certificates first, one way only. */
export function openSslChain(presentation: Presentation): OpenSslChain {
  const [leaf, ...sent] = presentation.chain;
  if (leaf === undefined) return { chain: [], error: undefined };
  const links: Link[] = [{ certificate: leaf, isTrusted: isTrustedRoot(leaf, presentation.roots) }];
  for (let depth = 0; depth < DEEPEST; depth++) {
    const next = nextLink(links, sent, presentation);
    if (next === undefined) break;
    links.push(next);
  }
  return { chain: links.map(({ certificate }) => certificate), error: endError(links) };
}

type Link = { readonly certificate: Certificate; readonly isTrusted: boolean };

function nextLink(
  links: readonly Link[],
  sent: readonly Certificate[],
  { roots, at }: Presentation,
): Link | undefined {
  const [end] = links.slice(-1);
  if (end === undefined || isSelfSigned(end.certificate)) return undefined;
  const fresh = (candidates: readonly Certificate[]) =>
    candidates.filter((candidate) => !links.some(({ certificate }) => isSame(certificate, candidate)));
  const root = best(fresh(roots), end.certificate, at);
  if (root !== undefined) return { certificate: root, isTrusted: true };
  const certificate = end.isTrusted ? undefined : best(fresh(sent), end.certificate, at);
  return certificate && { certificate, isTrusted: isTrustedRoot(certificate, roots) };
}

function isTrustedRoot(certificate: Certificate, roots: readonly Certificate[]): boolean {
  return isSelfSigned(certificate) && roots.some((root) => isSame(root, certificate));
}

function endError(links: readonly Link[]): OpenSslError | undefined {
  const depth = links.length - 1;
  const end = links[depth];
  if (end === undefined) return undefined;
  if (!isSelfSigned(end.certificate)) return { code: end.isTrusted ? 2 : 20, depth };
  if (end.isTrusted) return undefined;
  return { code: depth === 0 ? 18 : 19, depth };
}

/** The first issuer that is valid now, else the one that expires last. */
function best(candidates: readonly Certificate[], child: Certificate, at: number): Certificate | undefined {
  const issuers = candidates.filter((candidate) => isLikelyIssued(child, candidate));
  const valid = issuers.find(({ fields }) => fields.notBefore <= at && at < fields.notAfter);
  return valid ?? issuers.toSorted((a, b) => b.fields.notAfter - a.fields.notAfter)[0];
}
