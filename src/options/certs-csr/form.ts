import { completeWish } from '../certs-gen/complete.ts';
import { certsGenForm } from '../certs-gen/form.ts';
import { missingFlags } from '../certs-gen/missing-flags.ts';
import type { CommandForm } from '../command-form.ts';
import type { RawOptions } from '../option.ts';
import type { Question } from '../question.ts';
import { textOf } from '../raw-value.ts';
import { type CertsCsrAnswers, checkCertsCsr } from './answers.ts';
import { CERTS_CSR_OPTIONS } from './options.ts';

/**
 * @param now epoch milliseconds
 * @returns everything that kx certs csr wants to know
 */
export function certsCsrForm(now: number): CommandForm<CertsCsrAnswers> {
  return {
    command: 'certs csr',
    groups: CERTS_CSR_OPTIONS,
    questions: (options) => [
      ...certsGenForm(now).questions(options),
      ...(needsSigner(options) ? [SIGNER] : []),
    ],
    check: (options) => checkCertsCsr(options, now),
    missing: (options) => ({ args: [], flags: [...missingFlags(options), ...signerFlags(options)] }),
    complete: ({ request, signerName, certManager, out }, options) => ({
      ...completeWish(request, options),
      emit: signerName === undefined ? undefined : 'csr',
      signerName,
      certManager: certManager ? true : undefined,
      days: signerName !== undefined || certManager ? String(request.days) : undefined,
      out,
    }),
  };
}

const EXAMPLE = 'clusterissuers.cert-manager.io/my-ca';

const SIGNER: Question = {
  key: 'signerName',
  flag: '--signer-name',
  message: 'Signer that is to sign the request',
  hint: EXAMPLE,
};

function needsSigner(options: RawOptions): boolean {
  return textOf(options, 'emit') !== undefined && textOf(options, 'signerName') === undefined;
}

function signerFlags(options: RawOptions): readonly string[] {
  return needsSigner(options) ? ['--signer-name', EXAMPLE] : [];
}
