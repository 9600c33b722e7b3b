import type { Violation } from '../../errors.ts';

/** What etcd takes in one request by default (--max-request-bytes). */
const ETCD_BYTES = 1.5 * 1024 * 1024;

/** TotalAnnotationSizeLimitB of apimachinery, api/validation/objectmeta.go: the sum over all annotations. */
const ANNOTATION_BYTES = 256 * 1024;

/** The annotation in which kubectl apply keeps what was applied, with `"annotations":{}` and a line break in it. */
const LAST_APPLIED_BYTES = 'kubectl.kubernetes.io/last-applied-configuration'.length + 18;

/** What is too large to be stored, and what is too large for some. */
export type SizeFindings = {
  readonly violations: readonly Violation[];
  readonly warnings: readonly Violation[];
};

/**
 * Checks whether a CRD can be stored, and whether client-side `kubectl apply` can handle it.
 *
 * @param bytes its `encodedSize`
 * @returns violations and warnings at `size`
 */
export function checkSize(bytes: number): SizeFindings {
  if (bytes > ETCD_BYTES) {
    const message = `the CRD has ${bytes} bytes as JSON; etcd takes ${ETCD_BYTES} (1.5 MiB)`;
    const hint = 'cut its descriptions with --size-budget or --max-description';
    return { violations: [{ path: 'size', message, hint }], warnings: [] };
  }
  if (bytes + LAST_APPLIED_BYTES <= ANNOTATION_BYTES) return { violations: [], warnings: [] };
  const message = `the CRD has ${bytes} bytes as JSON, and kubectl apply keeps it in an annotation of at most ${ANNOTATION_BYTES}: metadata.annotations: Too long`;
  const hint = 'kubectl apply --server-side -f crd.yaml, or cut descriptions with --size-budget 260000';
  return { violations: [], warnings: [{ path: 'size', message, hint }] };
}
