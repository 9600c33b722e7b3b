import { verifyTarget } from '../certs/verify/verify-target.ts';
import { UsageError } from '../errors.ts';
import type { CertificateReport } from '../model/certificate/report.ts';
import { checkCertsVerify } from '../options/certs-verify/answers.ts';
import { countFindings, renderCertificateReport } from '../render/render-certificate-report.ts';
import { printDocument } from '../ui/print-document.ts';
import type { CommandInput } from './command.ts';

/**
 * Says what is wrong with certificates and who will refuse them, before a cluster does.
 *
 * @returns 1 with an error among the findings
 */
export async function runCertsVerify({ options, io }: Pick<CommandInput, 'options' | 'io'>): Promise<number> {
  const checked = checkCertsVerify(options, io.now().getTime());
  if (!checked.ok) {
    throw new UsageError('kx certs verify cannot work with this', {
      hint: 'kx certs verify --cert certs/tls.crt --ca certs/ca.crt --service my-aa --namespace my-aa-system',
      violations: checked.violations,
    });
  }
  const { format, quiet } = checked.value;
  const found = await verifyTarget(checked.value, io);
  const ok = found.findings.every(({ severity }) => severity !== 'error');
  const report: CertificateReport = { kind: 'CertificateReport', ok, ...found };
  if (format === undefined) {
    io.stdout.write(renderCertificateReport(report));
    if (!quiet) io.stderr.write(countFindings(report));
  } else await printDocument(report, format, io);
  return ok ? 0 : 1;
}
