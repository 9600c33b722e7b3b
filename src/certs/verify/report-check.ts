import { timestampOf } from '../../model/certificate/certificate-date.ts';
import { type CalledThrough, kubernetesEffects } from '../../model/certificate/kubernetes-effects.ts';
import type { ReportedCheck } from '../../model/certificate/report.ts';
import { certificatesOf } from '../input/item.ts';
import type { Pair } from './pair.ts';
import type { Verdicts } from './verdicts.ts';

/** @returns a pair and its verdicts as reports show them; none where there was nothing to verify */
export function reportCheck(
  { chain, bundle, name }: Pair,
  verdicts: Verdicts | undefined,
  through: CalledThrough,
): readonly ReportedCheck[] {
  if (chain === undefined || bundle === undefined || verdicts === undefined) return [];
  const { go, openssl, opensslStrict, node } = verdicts;
  const ends = certificatesOf(chain).map(({ certificate }) => certificate.fields.notAfter);
  return [
    {
      certificate: chain.place,
      bundle: bundle.place,
      name: name ?? null,
      verdicts: {
        go: go ?? null,
        openssl: openssl ?? null,
        opensslStrict: opensslStrict ?? null,
        node: node ?? null,
      },
      notAfter: ends.length === 0 ? null : timestampOf(Math.min(...ends)),
      kubernetes: go === undefined ? [] : kubernetesEffects(go, through),
    },
  ];
}
