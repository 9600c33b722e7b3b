import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { DEFAULT_DAYS } from '../../model/certificate/certificate-defaults.ts';
import { type CertificateRequest, requestFor } from '../../model/certificate/certificate-request.ts';
import { checkDays } from '../certs-gen/lifetime.ts';
import { DEFAULT_OUT } from '../certs-gen/options.ts';
import { type CertificateWish, checkWish } from '../certs-gen/wish.ts';
import { notOneOf } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { CSR_PARTS } from './options.ts';
import { checkSignerName } from './signer-name.ts';

/** Everything that the flags of kx certs csr say, checked. */
export type CertsCsrAnswers = {
  readonly request: CertificateRequest;
  /** Who signs the CertificateSigningRequest that is written beside; undefined where none is. */
  readonly signerName: string | undefined;
  /** Whether cert-manager is to do it all. */
  readonly certManager: boolean;
  readonly out: string;
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
  readonly notes: readonly string[];
};

/**
 * @param now epoch milliseconds
 * @returns the answers, or every problem with the flags at once
 */
export function checkCertsCsr(options: RawOptions, now: number): Checked<CertsCsrAnswers> {
  const wish = checkWish(options);
  const checks = {
    wish,
    signer: checkSigner(options, wish),
    days: checkDays({ path: '--days', typed: textOf(options, 'days'), fallback: DEFAULT_DAYS, now }),
    out: checkOut(options, {
      fallback: DEFAULT_OUT,
      notStdout: 'the result is several files, a key among them',
    }),
    format: documentFormat(options),
  };
  const { signer, days, out, format } = checks;
  const violations = [...Object.values(checks).flatMap(violationsOf), ...manifestViolations(options, checks)];
  if (!wish.ok || !signer.ok || !days.ok || !out.ok || !format.ok || violations.length > 0) {
    return invalid(violations);
  }
  const { notes, ...wanted } = wish.value;
  return valid({
    request: requestFor(wanted, { days: days.value }),
    signerName: signer.value,
    certManager: switchOf(options, 'certManager'),
    out: out.value,
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
    notes,
  });
}

function checkSigner(options: RawOptions, wish: Checked<CertificateWish>): Checked<string | undefined> {
  const emit = textOf(options, 'emit');
  const name = textOf(options, 'signerName');
  const path = '--emit';
  const words = (emit?.split(',') ?? []).map((word) => word.trim());
  const unknown = words.filter((word) => !CSR_PARTS.some((part) => part === word));
  if (unknown.length > 0) return invalid(unknown.map((word) => ({ path, ...notOneOf(word, CSR_PARTS) })));
  if (emit === undefined) {
    if (name === undefined) return valid(undefined);
    return invalid([{ path: '--signer-name', message: 'is for a manifest', hint: 'add --emit csr' }]);
  }
  const { profile, organizations } = wish.ok
    ? wish.value
    : ({ profile: 'server', organizations: [] } as const);
  return checkSignerName(name, { profile, organizations });
}

/** expirationSeconds is an int32. */
const LONGEST_DAYS = Math.floor((2 ** 31 - 1) / 86_400);

type Checks = {
  readonly wish: Checked<CertificateWish>;
  readonly days: Checked<number>;
};

function manifestViolations(options: RawOptions, { wish, days }: Checks): readonly Violation[] {
  const certManager = switchOf(options, 'certManager');
  const emit = textOf(options, 'emit') !== undefined;
  const isTooLong = emit && days.ok && days.value > LONGEST_DAYS;
  const isNowhere = certManager && wish.ok && wish.value.service === undefined;
  return [
    ...(emit && certManager
      ? [{ path: '--emit', message: 'does not go with --cert-manager, which makes its requests itself' }]
      : []),
    ...(isNowhere
      ? [
          {
            path: '--cert-manager',
            message: 'needs a namespace and a name',
            hint: 'give --service and --namespace',
          },
        ]
      : []),
    ...(!emit && !certManager && textOf(options, 'days') !== undefined
      ? [
          {
            path: '--days',
            message: 'is for manifests: a request says nothing of its life',
            hint: 'add --emit csr',
          },
        ]
      : []),
    ...(isTooLong
      ? [
          {
            path: '--days',
            message: `'${days.value}' is more than a CertificateSigningRequest can say`,
            hint: `at most ${LONGEST_DAYS}`,
          },
        ]
      : []),
  ];
}
