import { dateInWords } from '../model/certificate/certificate-date.ts';
import { verifiedName } from '../model/certificate/certificate-names.ts';
import type { CertificateProfile } from '../model/certificate/certificate-profile.ts';
import type { CertificateRequest } from '../model/certificate/certificate-request.ts';
import type { CertificateSet, CertificateWithKey } from '../model/certificate/certificate-set.ts';
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
export function summarizeCerts({ set, request, out, notes, written }: Summary): string {
  return [
    describeLeaf(set, request),
    ...(set.authority === 'new' && !written ? [] : describeAuthority(set, out)),
    ...notes.map((note) => `Note: ${note}.`),
    '',
  ].join('\n');
}

/** @returns what to do with the files, as commands to paste */
export function describeNext({ set, request, out }: Omit<Summary, 'notes' | 'written'>): string {
  const { intro, commands } = nextCommands({ request, out, hasOwnAuthority: set.authority === 'new' });
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

function describeAuthority({ ca, authority }: CertificateSet, out: string): readonly string[] {
  const { subject, notAfter } = ca.description;
  const expiry = `${subject}, which expires on ${dateInWords(notAfter)}.`;
  if (authority === 'given') return [`Its CA is ${expiry}`];
  const warning = `Keep ${fileBelow(out, 'ca.key')} to yourself: whoever has it makes certificates that your clients take.`;
  return [`Its CA is new: ${expiry}`, warning];
}
