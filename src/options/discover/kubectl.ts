/** The kubectl versions whose requests and log lines kx knows, oldest first. */
export const KUBECTL_VERSIONS = [
  '1.27',
  '1.28',
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
  '1.37',
] as const;

/** A minor version of kubectl. */
export type KubectlVersion = (typeof KUBECTL_VERSIONS)[number];

/** The version whose habits hold when none is named. */
export const NEWEST_KUBECTL: KubectlVersion = '1.37';

/** @returns the minor number of a version: 37 of 1.37 */
export function minorOf(version: KubectlVersion): number {
  return Number(version.split('.')[1]);
}
