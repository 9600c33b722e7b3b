import type { CommandForm } from '../command-form.ts';
import type { RawOptions } from '../option.ts';
import type { Question } from '../question.ts';
import { textOf } from '../raw-value.ts';
import { type CertsGenAnswers, checkCertsGen } from './answers.ts';
import { completeCertsGen } from './complete.ts';
import { missingFlags } from './missing-flags.ts';
import { CERTS_GEN_OPTIONS } from './options.ts';

/**
 * @param now epoch milliseconds
 * @returns everything that kx certs gen wants to know
 */
export function certsGenForm(now: number): CommandForm<CertsGenAnswers> {
  return {
    command: 'certs gen',
    groups: CERTS_GEN_OPTIONS,
    questions: (options) => QUESTIONS.filter(({ flag }) => missingFlags(options).includes(flag)),
    check: (options) => checkCertsGen(options, now),
    missing: (options) => ({ args: [], flags: missingFlags(options) }),
    complete: completeCertsGen,
  };
}

/** Which of them are asked depends on the profile. */
const QUESTIONS: readonly Question[] = [
  {
    key: 'service',
    flag: '--service',
    message: 'Service that the server stands behind',
    preview: (typed, options) => `${typed}.${textOf(options, 'namespace') ?? `${typed}-system`}.svc`,
  },
  {
    key: 'namespace',
    flag: '--namespace',
    message: 'Namespace of the Service',
    defaultOf: (options) => `${textOf(options, 'service') ?? 'my-aa'}-system`,
    preview: verifiedHost,
  },
  { key: 'cn', flag: '--cn', message: 'Common name, the user name of the client' },
  { key: 'caCert', flag: '--ca-cert', message: 'Certificate of the CA, a file' },
  { key: 'caKey', flag: '--ca-key', message: 'Private key of the CA, a file' },
  {
    key: 'groupVersion',
    flag: '--group-version',
    message: 'Group and version that the APIService registers',
    hint: 'demo.kx.dev/v1alpha1',
    repeatable: true,
  },
];

function verifiedHost(namespace: string, options: RawOptions): string | undefined {
  const service = textOf(options, 'service');
  return service === undefined ? undefined : `${service}.${namespace}.svc`;
}
