import { dateInWords } from '../model/certificate/certificate-date.ts';
import type { Finding } from '../model/certificate/finding.ts';
import type { CertificateReport, ReportedCheck } from '../model/certificate/report.ts';
import { printable } from './printable.ts';

/** @returns what is wrong, what verifiers say and what users see, in words for people */
export function renderCertificateReport(report: CertificateReport): string {
  const { findings, checks, connection, notes = [] } = report;
  const errors = findings.filter(({ severity }) => severity === 'error');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const failure = connection?.failure;
  const blocks = [
    ...(failure === null || failure === undefined || connection === undefined
      ? []
      : [`${connection.server}: the handshake failed after the certificates came: ${failure}\n`]),
    ...[...errors, ...warnings].map(renderFinding),
    ...checks.map(renderCheck),
    ...notes.map((note) => `Note: ${note}.\n`),
  ];
  return blocks.map(printableLines).join('');
}

/** @returns how many errors and warnings, as a line for people */
export function countFindings({ findings }: Pick<CertificateReport, 'findings'>): string {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return `${counted(errors, 'error')}, ${counted(findings.length - errors, 'warning')}\n`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function renderFinding({ id, severity, message, consequence, fix }: Finding): string {
  return `${severity}: ${message} (${id})\n  ${consequence}\n  fix: ${fix}\n`;
}

const VERIFIERS = [
  ['go', 'Go'],
  ['openssl', 'OpenSSL'],
  ['opensslStrict', 'OpenSSL -x509_strict'],
  ['node', 'Node'],
] as const;

function renderCheck(check: ReportedCheck): string {
  const { certificate, bundle, name, verdicts, notAfter, kubernetes } = check;
  const refusals = VERIFIERS.flatMap(([key, label]) => {
    const says = verdicts[key];
    return says === null ? [] : [`  ${label} refuses it: ${says}\n`];
  });
  const takers = VERIFIERS.filter(([key]) => verdicts[key] === null).map(([, label]) => label);
  const subject = `${certificate}${name === null ? '' : ` for ${name}`}, trusted by ${bundle}`;
  const taken = takers.length === 0 ? [] : [`  taken by ${takers.join(', ')}${untilText(notAfter)}\n`];
  const seen = kubernetes.map(({ versions, shows }) => `  Kubernetes ${versions}: ${shows}\n`);
  return [`${subject}\n`, ...refusals, ...taken, ...seen].join('');
}

function untilText(notAfter: string | null): string {
  return notAfter === null ? '' : `, until ${dateInWords(Date.parse(notAfter))}`;
}

/** What certificates and servers say must not break out of its line. */
function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
