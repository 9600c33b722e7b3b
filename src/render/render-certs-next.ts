import type { CertificateProfile } from '../model/certificate/certificate-profile.ts';
import type { CertificateRequest } from '../model/certificate/certificate-request.ts';
import type { EmittedPart } from '../model/certificate/emitted-part.ts';
import { shellWord } from '../shell-words.ts';
import { EMITTED_FILES } from './emitted-files.ts';
import { fileBelow } from './file-below.ts';

type Context = {
  readonly request: CertificateRequest;
  readonly out: string;
  readonly hasOwnAuthority: boolean;
  readonly emitted: readonly EmittedPart[];
};

/** What to do next: a sentence and commands to paste. */
export type NextCommands = { readonly intro: string; readonly commands: readonly string[] };

/** @returns the commands that put the files to use, by profile */
export function nextCommands(context: Context): NextCommands {
  return NEXT[context.request.profile](context);
}

const NEXT = {
  server: (context) => ({
    intro: context.hasOwnAuthority
      ? 'Next, give the pair to the server and the CA to whoever calls it, as its caBundle:'
      : 'Next, give the pair to the server:',
    commands: [secretCommand(context), ...callerCommands(context)],
  }),
  client: ({ request, out }) => ({
    intro: 'Next, log in with it; a server takes it whose --client-ca-file holds its CA:',
    commands: [
      `kubectl config set-credentials ${shellWord(request.commonName)} --client-certificate=${file(out, 'tls.crt')} --client-key=${file(out, 'tls.key')}`,
    ],
  }),
  'front-proxy': ({ request, out, hasOwnAuthority }) => ({
    intro:
      'Next, start kube-apiserver with these flags; the CA must be no CA that clients have certificates of:',
    commands: [
      ...(hasOwnAuthority ? [`--requestheader-client-ca-file=${file(out, 'ca.crt')}`] : []),
      `--requestheader-allowed-names=${shellWord(request.commonName)}`,
      `--proxy-client-cert-file=${file(out, 'tls.crt')} --proxy-client-key-file=${file(out, 'tls.key')}`,
    ],
  }),
} satisfies Record<CertificateProfile, (context: Context) => NextCommands>;

function secretCommand({ request, out, emitted }: Context): string {
  if (emitted.includes('secret')) return `kubectl apply -f ${file(out, EMITTED_FILES.secret)}`;
  return `kubectl create secret tls ${request.service?.name}-tls --namespace ${request.service?.namespace} --cert=${file(out, 'tls.crt')} --key=${file(out, 'tls.key')}`;
}

function callerCommands({ out, hasOwnAuthority, emitted }: Context): readonly string[] {
  const applied = (['apiservice', 'webhook'] as const)
    .filter((part) => emitted.includes(part))
    .map((part) => `kubectl apply -f ${file(out, EMITTED_FILES[part])}`);
  if (applied.length > 0) return applied;
  return hasOwnAuthority ? [`base64 < ${file(out, 'ca.crt')} | tr -d '\\n'`] : [];
}

function file(out: string, name: string): string {
  return shellWord(fileBelow(out, name));
}
