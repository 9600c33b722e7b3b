import { dateInWords } from '../model/certificate/certificate-date.ts';
import type { CertificateProfile } from '../model/certificate/certificate-profile.ts';
import type { ServiceReference } from '../model/certificate/certificate-service.ts';
import type { CertificateDescription } from '../model/certificate/certificate-set.ts';
import type { EmittedPart } from '../model/certificate/emitted-part.ts';
import { shellWord } from '../shell-words.ts';
import { EMITTED_FILES } from './emitted-files.ts';
import { fileBelow } from './file-below.ts';
import type { NextCommands } from './render-certs-next.ts';
import { describeLeaf } from './render-certs-summary.ts';

/** A certificate that takes the place of another. */
export type RenewalSummary = {
  readonly profile: CertificateProfile;
  readonly service: ServiceReference | undefined;
  readonly commonName: string;
  readonly leaf: CertificateDescription;
  readonly ca: CertificateDescription;
  /** The end of the CA certificate that callers have, where that was renewed; epoch milliseconds. */
  readonly formerAuthorityEnds: number | undefined;
  /** The directory as the user named it. */
  readonly out: string;
  /** The manifests beside it that changed as well. */
  readonly emitted: readonly EmittedPart[];
};

/** @returns whom the certificate is for and until when, as lines for a person */
export function summarizeRenewal(summary: RenewalSummary, notes: readonly string[]): string {
  const { leaf, ca } = summary;
  return [
    describeLeaf({ leaf: { description: leaf } }, summary),
    `Its CA is ${ca.subject}, which expires on ${dateInWords(ca.notAfter)}.`,
    ...notes.map((note) => `Note: ${note}.`),
    '',
  ].join('\n');
}

/** @returns what to do with the new pair, as commands to paste */
export function describeRenewalNext(summary: RenewalSummary): string {
  const steps = [putToUse(summary), ...authorityStep(summary)];
  return steps
    .map(({ intro, commands }) => ['', intro, ...commands.map((command) => `  ${command}`), ''].join('\n'))
    .join('');
}

/** @returns how the holder of a certificate gets another one, by profile */
export function putToUse(
  summary: Pick<RenewalSummary, 'profile' | 'service' | 'commonName' | 'out' | 'emitted'>,
): NextCommands {
  return USES[summary.profile](summary);
}

type Use = (summary: Pick<RenewalSummary, 'service' | 'commonName' | 'out' | 'emitted'>) => NextCommands;

const USES = {
  server: ({ service, out, emitted }) => {
    const pair = `--cert=${file(out, 'tls.crt')} --key=${file(out, 'tls.key')}`;
    const told = 'Next, give the pair to the server, which reads it anew or is restarted';
    if (emitted.includes('secret')) {
      return { intro: `${told}:`, commands: applyCommands(['secret'], out) };
    }
    if (service === undefined) return { intro: `${told}.`, commands: [] };
    const secret = `kubectl create secret tls ${service.name}-tls --namespace ${service.namespace} ${pair}`;
    return { intro: `${told}:`, commands: [`${secret} --dry-run=client -o yaml | kubectl apply -f -`] };
  },
  client: ({ commonName, out }) => ({
    intro: 'Next, log in with it:',
    commands: [
      `kubectl config set-credentials ${shellWord(commonName)} --client-certificate=${file(out, 'tls.crt')} --client-key=${file(out, 'tls.key')}`,
    ],
  }),
  'front-proxy': ({ out }) => ({
    intro: 'Next, put both where kube-apiserver has them; it reads them anew by itself:',
    commands: [
      `--proxy-client-cert-file=${file(out, 'tls.crt')} --proxy-client-key-file=${file(out, 'tls.key')}`,
    ],
  }),
} satisfies Record<CertificateProfile, Use>;

/**
 * @returns what gives ca.crt to the callers of a Service, or prints it where that is not known; manifests first, whose
 *   fields kubectl manages
 */
export function bundleCommands({
  service,
  out,
  emitted,
}: Pick<RenewalSummary, 'service' | 'out' | 'emitted'>): readonly string[] {
  const ca = file(out, 'ca.crt');
  if (service === undefined) return [`kx certs bundle ${ca}`];
  const callers = emitted.filter((part) => part === 'apiservice' || part === 'webhook');
  const whom = `--service ${service.name} --namespace ${service.namespace}`;
  return [...applyCommands(callers, out), `kx certs patch --cluster --ca ${ca} ${whom}`];
}

function applyCommands(parts: readonly EmittedPart[], out: string): readonly string[] {
  return parts.map((part) => `kubectl apply -f ${file(out, EMITTED_FILES[part])}`);
}

function authorityStep({
  formerAuthorityEnds,
  service,
  out,
  emitted,
}: RenewalSummary): readonly NextCommands[] {
  if (formerAuthorityEnds === undefined) return [];
  const intro = `Whoever has the former ${fileBelow(out, 'ca.crt')} takes the new pair as well, until ${dateInWords(formerAuthorityEnds)}; by then, give them the renewed CA as their caBundle:`;
  return [{ intro, commands: bundleCommands({ service, out, emitted }) }];
}

function file(out: string, name: string): string {
  return shellWord(fileBelow(out, name));
}
