/** The minor versions of Kubernetes for which this directory has a `<version>.mod` to build from. */
export const supportedVersions = ['1.35', '1.36', '1.37'] as const;

export type SupportedVersion = (typeof supportedVersions)[number];

/** True when `version` is one that {@link supportedVersions} lists. */
export function isSupportedVersion(version: string): version is SupportedVersion {
  return supportedVersions.some((supported) => supported === version);
}
