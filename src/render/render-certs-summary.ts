import { dateInWords } from '../model/certificate/certificate-date.ts';
import { verifiedName } from '../model/certificate/certificate-names.ts';
import type { CertificateProfile } from '../model/certificate/certificate-profile.ts';
import type { CertificateRequest } from '../model/certificate/certificate-request.ts';
import type { CertificateSet, CertificateWithKey } from '../model/certificate/certificate-set.ts';
import type { EmittedPart } from '../model/certificate/emitted-part.ts';
import { fileBelow } from './file-below.ts';
import { nextCommands } from './render-certs-next.ts';

type Summary = {
  readonly set: CertificateSet;
  readonly request: CertificateRequest;
  /** The directory as the user named it. */
  readonly out: string;
  readonly notes: readonly string[];
  /** Whether the files are there now; a dry run throws its keys away. */
  readonly written: boolean;
  /** Whether they are those that were there already. */
  readonly isKept: boolean;
};

const PURPOSES = {
  server: 'A server certificate',
  client: 'A client certificate',
  'front-proxy': 'A front proxy certificate',
} satisfies Record<CertificateProfile, string>;

/**
 * Says in plain words what was made: for which names, until when, and what will surprise.
 *
 * @returns lines for a person
 */
export function summarizeCerts({ set, request, out, notes, written, isKept }: Summary): string {
  return [
    ...(isKept ? ['Unchanged: what is there is what is asked for.'] : []),
    describeLeaf(set, request),
    ...authorityLines({ set, out, written, isKept }),
    ...notes.map((note) => `Note: ${note}.`),
    '',
  ].join('\n');
}

type Next = Pick<Summary, 'set' | 'request' | 'out'> & { readonly emitted: readonly EmittedPart[] };

/** @returns what to do with the files, as commands to paste */
export function describeNext({ set, request, out, emitted }: Next): string {
  const hasOwnAuthority = set.authority === 'new';
  const { intro, commands } = nextCommands({ request, out, hasOwnAuthority, emitted });
  return ['', intro, ...commands.map((command) => `  ${command}`), ''].join('\n');
}

/** @returns what the certificate is for and until when, as sentences for a person */
export function describeLeaf(
  { leaf }: { readonly leaf: Pick<CertificateWithKey, 'description'> },
  request: Pick<CertificateRequest, 'profile' | 'service'>,
): string {
  const { subject, notAfter, dnsNames, ipAddresses } = leaf.description;
  const names = [...dnsNames, ...ipAddresses];
  const expiry = `It expires on ${dateInWords(notAfter)}.`;
  if (names.length === 0) return `${PURPOSES[request.profile]} for ${subject}. ${expiry}`;
  const verified = request.service === undefined ? undefined : verifiedName(request.service);
  const lines = names.map(
    (name) => `  ${name}${name === verified ? '   (what kube-apiserver asks for)' : ''}`,
  );
  return [`${PURPOSES[request.profile]} for ${subject}, valid for`, ...lines, expiry].join('\n');
}

/** A dry run throws its CA away. */
function authorityLines({
  set,
  out,
  written,
  isKept,
}: Omit<Summary, 'request' | 'notes'>): readonly string[] {
  if (isKept) return describeAuthority({ ...set, authority: 'given' }, out);
  return set.authority === 'new' && !written ? [] : describeAuthority(set, out);
}

function describeAuthority({ ca, authority }: CertificateSet, out: string): readonly string[] {
  const { subject, notAfter } = ca.description;
  const expiry = `${subject}, which expires on ${dateInWords(notAfter)}.`;
  if (authority === 'given') return [`Its CA is ${expiry}`];
  const warning = `Keep ${fileBelow(out, 'ca.key')} to yourself: whoever has it makes certificates that your clients take.`;
  return [`Its CA is new: ${expiry}`, warning];
}
