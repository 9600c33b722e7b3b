import type { Finding } from '../../model/certificate/finding.ts';
import type { Material } from '../input/item.ts';
import type { JudgedPair } from './pair.ts';
import { EVERY_VERIFIER, GO_ONLY } from './rules/rule.ts';

type Reason = { readonly id: string; readonly sentence: string };

/** @returns the finding of a bundle that Go loads nothing of, or not all */
export function bundleLoading(pair: JudgedPair): readonly Finding[] {
  const { bundle, bundleFault, roots, fixes } = pair;
  if (bundle === undefined || roots === undefined) return [];
  const { goError } = roots;
  const at = { certificate: bundle.place, fix: fixes.bundle };
  if (goError === undefined) return markFinding(bundle, at);
  const { id, sentence } = bundleFault === undefined ? reasonOf(bundle) : NOT_BASE64;
  const when =
    bundleFault === undefined
      ? 'on each request; the API server stores it in an APIService all the same'
      : 'when it is applied';
  return [
    {
      ...at,
      id,
      severity: 'error',
      message: `${bundle.place} ${sentence}`,
      consequence: `Go says "${goError}" ${when}.`,
      refusedBy: roots.openssl.length === 0 ? EVERY_VERIFIER : GO_ONLY,
    },
  ];
}

const NOT_BASE64: Reason = {
  id: 'bundle-not-base64',
  sentence: 'is no base64: the field takes base64 of PEM on one line',
};

function reasonOf(bundle: Material): Reason {
  const [remark] = bundle.remarks;
  if (remark?.id === 'base64') {
    return {
      id: 'bundle-base64-twice',
      sentence: 'is base64 once too often: behind one base64 must stand PEM',
    };
  }
  if (remark !== undefined) return { id: `bundle-${remark.id}`, sentence: remark.sentence };
  if (bundle.items.some(({ block }) => block.label === undefined)) {
    return { id: 'bundle-der', sentence: 'is DER; a bundle is PEM' };
  }
  const damage = bundle.items.find((item) => item.kind === 'other');
  const sentence = bundle.problem ?? damage?.sentence ?? 'holds no certificate that Go loads';
  return { id: 'bundle-unreadable', sentence };
}

/** A byte order mark hides the first certificate alone. */
function markFinding(bundle: Material, at: Pick<Finding, 'certificate' | 'fix'>): readonly Finding[] {
  const mark = bundle.remarks.find(({ id }) => id === 'byte-order-mark');
  if (mark === undefined) return [];
  const consequence = 'Go takes the other certificates of it.';
  return [
    {
      ...at,
      id: 'bundle-byte-order-mark',
      severity: 'warning',
      message: `${bundle.place} ${mark.sentence}`,
      consequence,
      refusedBy: [],
    },
  ];
}
