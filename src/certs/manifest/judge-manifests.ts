import { verifiedName } from '../../model/certificate/certificate-names.ts';
import type { Finding } from '../../model/certificate/finding.ts';
import type { ReportedCheck } from '../../model/certificate/report.ts';
import { shellWord } from '../../shell-words.ts';
import { judgePair } from '../verify/judge-pair.ts';
import type { Fixes, Pair } from '../verify/pair.ts';
import { reportCheck } from '../verify/report-check.ts';
import { availabilityFindings } from './availability-findings.ts';
import type { Caller, CallerService } from './caller.ts';
import { callerFindings } from './caller-findings.ts';
import type { ManifestSet, TlsSecret } from './manifest-set.ts';
import { secretOf } from './secret-of.ts';

/** What is wrong with manifests, and what verifiers say of each caller and its server. */
export type ManifestJudgement = {
  readonly findings: readonly Finding[];
  readonly checks: readonly ReportedCheck[];
};

type When = Pick<Pair, 'at' | 'minDays'>;

/** Judges the certificates of manifests against each other: every caller with the Secret of its Service. */
export function judgeManifests(set: ManifestSet, when: When): ManifestJudgement {
  const used = new Set<TlsSecret>();
  const judged = set.callers.map((caller) => {
    const secret = caller.service === undefined ? undefined : secretOf(caller.service, set);
    if (secret !== undefined) used.add(secret);
    return judgeCaller({ caller, secret, set, when });
  });
  const unused = set.isCluster ? [] : set.secrets.filter((secret) => !used.has(secret));
  const rest = unused.map((secret) => judgeSecret(secret, when));
  const findings = [...judged, ...rest].flatMap((part) => part.findings);
  const distinct = new Map(findings.map((finding) => [`${finding.id} ${finding.message}`, finding]));
  return { findings: [...distinct.values()], checks: [...judged, ...rest].flatMap((part) => part.checks) };
}

type Calling = {
  readonly caller: Caller;
  readonly secret: TlsSecret | undefined;
  readonly set: ManifestSet;
  readonly when: When;
};

function judgeCaller({ caller, secret, set, when }: Calling): ManifestJudgement {
  const pair: Pair = {
    ...when,
    chain: secret?.chain,
    key: secret?.key,
    bundle: caller.insecure ? undefined : caller.bundle,
    bundleFault: caller.bundleFault,
    name: nameOf(caller),
    fixes: fixesFor(caller.service),
  };
  const { findings, verdicts } = judgePair(pair);
  return {
    findings: [
      ...callerFindings(caller, set, secret),
      ...availabilityFindings(caller, verdicts?.go, pair.fixes),
      ...secretFaults(secret),
      ...findings,
    ],
    checks: reportCheck(pair, verdicts, caller.kind),
  };
}

function judgeSecret(secret: TlsSecret, when: When): ManifestJudgement {
  const pair: Pair = {
    ...when,
    chain: secret.chain,
    key: secret.key,
    bundle: secret.authority,
    bundleFault: undefined,
    name: undefined,
    fixes: fixesFor(undefined),
  };
  const { findings, verdicts } = judgePair(pair);
  return {
    findings: [...secretFaults(secret), ...findings],
    checks: reportCheck(pair, verdicts, undefined),
  };
}

function secretFaults(secret: TlsSecret | undefined): readonly Finding[] {
  return (secret?.faults ?? []).map(({ field, says }) => ({
    id: 'secret-not-base64',
    severity: 'error',
    certificate: secret?.label ?? '',
    message: `${secret?.label} ${field} is no base64`,
    consequence: `The API server refuses it: "${says}".`,
    fix: 'kubectl create secret tls my-aa-tls --cert=certs/tls.crt --key=certs/tls.key --dry-run=client -o yaml',
    refusedBy: [],
  }));
}

function nameOf({ service, url }: Caller): string | undefined {
  if (service !== undefined) return verifiedName(service);
  if (url === undefined || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
}

function fixesFor(service: CallerService | undefined): Fixes {
  const { name, namespace } = service ?? { name: 'my-aa', namespace: 'my-aa-system' };
  return {
    reissue: `kx certs gen --service ${shellWord(name)} --namespace ${shellWord(namespace)} --force-new-ca`,
    bundle: 'kx certs bundle certs/ca.crt',
  };
}
