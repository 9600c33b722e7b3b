import { dateInWords } from '../model/certificate/certificate-date.ts';
import type { CertificateProfile } from '../model/certificate/certificate-profile.ts';
import type { Rotation, RotationStage } from '../model/certificate/rotation.ts';
import { shellWord } from '../shell-words.ts';
import { fileBelow } from './file-below.ts';
import type { NextCommands } from './render-certs-next.ts';
import { bundleCommands, putToUse, type RenewalSummary, summarizeRenewal } from './render-certs-renewal.ts';

/** A directory after a stage of its rotation. */
export type RotationSummary = Omit<RenewalSummary, 'formerAuthorityEnds'> & {
  /** Undefined where there is none, or none any more. */
  readonly rotation: Rotation | undefined;
  /** Whether the stage was taken back. */
  readonly isAborted: boolean;
};

/** @returns what stands in the directory now, as lines for a person */
export function summarizeRotation(summary: RotationSummary, notes: readonly string[]): string {
  const said = [...describe(summary), ...notes.map((note) => `Note: ${note}.`), ''].join('\n');
  return hasNewLeaf(summary)
    ? summarizeRenewal({ ...summary, formerAuthorityEnds: undefined }, []) + said
    : said;
}

/** @returns what to do, and what to wait for, before the next stage */
export function describeRotationNext(summary: RotationSummary): string {
  return stepsOf(summary)
    .map(({ intro, commands }) => ['', intro, ...commands.map((command) => `  ${command}`), ''].join('\n'))
    .join('');
}

function hasNewLeaf({ rotation, isAborted }: RotationSummary): boolean {
  return isAborted ? rotation !== undefined : rotation?.stage === 'switch';
}

function describe(summary: RotationSummary): readonly string[] {
  const { rotation, isAborted, out } = summary;
  const bundle = fileBelow(out, 'ca.crt');
  if (rotation === undefined) return [`No rotation is under way; ${bundle} holds what it held before.`];
  if (isAborted) return ['It is the former one again; callers go on with both CAs.'];
  const { newAuthority, oldAuthorities } = rotation;
  const old = oldAuthorities.map(({ subject }) => subject).join(' and ');
  const DESCRIPTIONS = {
    prepare: [
      `The new CA is ${newAuthority.subject}, which expires on ${dateInWords(Date.parse(newAuthority.notAfter))}.`,
      `${bundle} holds it behind ${old}; the certificate stays as it is.`,
      `Keep ${fileBelow(out, 'next/ca.key')} to yourself: whoever has it makes certificates that your clients take.`,
    ],
    switch: [`${bundle} still holds both CAs; ${fileBelow(out, 'old/')} keeps what --abort puts back.`],
    finish: [`${bundle} holds ${newAuthority.subject} alone; ${old} and its key are gone.`],
  } satisfies Record<RotationStage, readonly string[]>;
  return DESCRIPTIONS[rotation.stage];
}

function stepsOf(summary: RotationSummary): readonly NextCommands[] {
  const { rotation, isAborted } = summary;
  if (rotation === undefined) return isAborted ? [giveBundle(summary, 'Next, give the callers')] : [];
  if (isAborted)
    return [
      putToUse(summary),
      ...goOn(summary, 'abort', 'Once every server shows it, take the new CA out again:'),
    ];
  return STEPS[rotation.stage](summary);
}

const STEPS = {
  prepare: (summary) => [
    giveBundle(summary, 'Next, give both CAs to'),
    ...goOn(
      summary,
      'stage switch',
      'Once every caller has both (kube-apiserver takes them within seconds), go on:',
    ),
  ],
  switch: (summary) => [
    putToUse(summary),
    ...watch(summary),
    ...goOn(summary, 'stage finish', 'Once every server shows the new certificate, go on:'),
  ],
  finish: (summary) => [giveBundle(summary, 'Next, give the new CA alone to')],
} satisfies Record<RotationStage, (summary: RotationSummary) => readonly NextCommands[]>;

const CALLERS = {
  server: 'whoever calls the server, as their caBundle',
  client: 'the servers that take its clients, as their --client-ca-file',
  'front-proxy': 'the extension servers, as their --requestheader-client-ca-file',
} satisfies Record<CertificateProfile, string>;

function giveBundle({ profile, service, out, emitted }: RotationSummary, intro: string): NextCommands {
  const commands = profile === 'server' ? bundleCommands({ service, out, emitted }) : [];
  const what = profile === 'server' ? ':' : `: ${fileBelow(out, 'ca.crt')}`;
  return { intro: `${intro} ${CALLERS[profile]}${what}`, commands };
}

/** A kubelet takes a minute or two to hand a changed Secret on. */
function watch({ profile, service, out }: RotationSummary): readonly NextCommands[] {
  if (profile !== 'server' || service === undefined) return [];
  const { name, namespace } = service;
  const ca = shellWord(fileBelow(out, 'next/ca.crt'));
  return [
    {
      intro: 'A kubelet takes up to two minutes to hand a changed Secret on. See what the server shows:',
      commands: [
        `kubectl port-forward --namespace ${namespace} service/${name} 8443:443 &`,
        `kx certs verify --live localhost:8443 --ca ${ca} --service ${name} --namespace ${namespace}`,
      ],
    },
  ];
}

function goOn({ out }: RotationSummary, flag: string, intro: string): readonly NextCommands[] {
  return [{ intro, commands: [`kx certs rotate ${shellWord(out)} --${flag}`] }];
}
