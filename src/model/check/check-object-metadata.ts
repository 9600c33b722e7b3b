import type { Violation } from '../../errors.ts';
import { labelValueProblem, qualifiedNameProblem } from '../dns-name.ts';

/** The sum of all keys and values that the API server allows, in bytes. */
const MAX_ANNOTATION_BYTES = 256 * 1024;

const APPROVAL_ANNOTATION = 'api-approved.kubernetes.io';

/** @returns violations of the labels, each at `labels[key]` */
export function checkLabels(labels: Readonly<Record<string, string>>): readonly Violation[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const keyProblem = qualifiedNameProblem(key);
    const valueProblem = labelValueProblem(value);
    const path = `labels[${key}]`;
    return [
      ...(keyProblem === undefined ? [] : [{ path, message: `the label key '${key}' ${keyProblem}` }]),
      ...(valueProblem === undefined
        ? []
        : [{ path, message: `the label value '${value}' ${valueProblem}` }]),
    ];
  });
}

/** @returns violations of the annotations, each at `annotations[key]` or, for their size, `annotations` */
export function checkAnnotations(annotations: Readonly<Record<string, string>>): readonly Violation[] {
  const encoder = new TextEncoder();
  const violations: Violation[] = [];
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    const problem = qualifiedNameProblem(key.toLowerCase());
    if (problem !== undefined) {
      violations.push({ path: `annotations[${key}]`, message: `the annotation key '${key}' ${problem}` });
    }
    bytes += encoder.encode(key).length + encoder.encode(value).length;
  }
  if (bytes > MAX_ANNOTATION_BYTES) {
    violations.push({
      path: 'annotations',
      message: `the annotations have ${bytes} bytes; at most ${MAX_ANNOTATION_BYTES} fit`,
    });
  }
  return violations;
}

/**
 * Checks that a CRD in a group of the Kubernetes community says who approved its API.
 *
 * @returns at most one violation, at `annotations[api-approved.kubernetes.io]`
 * @see https://github.com/kubernetes/enhancements/pull/1111
 */
export function checkApproval(
  group: string,
  annotations: Readonly<Record<string, string>>,
): readonly Violation[] {
  if (!/(?:^|\.)(?:k8s|kubernetes)\.io$/u.test(group)) return [];
  const path = `annotations[${APPROVAL_ANNOTATION}]`;
  const approval = Object.hasOwn(annotations, APPROVAL_ANNOTATION)
    ? annotations[APPROVAL_ANNOTATION]
    : undefined;
  if (approval === undefined || approval === '') {
    return [
      {
        path,
        message: `the group ${group} is protected, so the annotation ${APPROVAL_ANNOTATION} must say who approved the API`,
        hint: `--annotation ${APPROVAL_ANNOTATION}=unapproved, or the URL of the approving pull request; or use a group of your own domain`,
      },
    ];
  }
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]+/iu.test(approval) && URL.canParse(approval);
  return isUrl || approval.startsWith('unapproved')
    ? []
    : [
        {
          path,
          message: `the annotation ${APPROVAL_ANNOTATION} is '${approval}'; it must be a URL or start with 'unapproved'`,
        },
      ];
}
