import type { Violation } from '../../errors.ts';
import type { CustomResourceVersion } from '../custom-resource.ts';
import { label1035Problem } from '../dns-name.ts';

/** The longest warning that clients are sent for a deprecated version, in bytes of UTF-8. */
const MAX_WARNING_BYTES = 256;

/**
 * Checks the list of versions: names, storage, deprecation; not their schemas.
 *
 * @returns violations whose paths are `versions` or `versions[index]`
 * @see validateCustomResourceDefinitionSpec of k8s.io/apiextensions-apiserver
 */
export function checkVersions(versions: readonly CustomResourceVersion[]): readonly Violation[] {
  return [
    ...versions.flatMap((version, index) => checkVersion(version, `versions[${index}]`)),
    ...versions.flatMap((version, index) => checkUnique(versions, version, index)),
    ...checkStorage(versions),
    ...checkServed(versions),
  ];
}

function checkVersion(version: CustomResourceVersion, path: string): readonly Violation[] {
  const violations: Violation[] = [];
  const nameProblem = label1035Problem(version.name);
  if (nameProblem !== undefined) {
    violations.push({
      path,
      message: `the version name '${version.name}' ${nameProblem}`,
      hint: 'versions are called v1alpha1, v1beta2, v1',
    });
  }
  const warningProblem = deprecationWarningProblem(version);
  if (warningProblem !== undefined) {
    violations.push({ path, message: `the deprecation warning of ${version.name} ${warningProblem}` });
  }
  return violations;
}

function deprecationWarningProblem(version: CustomResourceVersion): string | undefined {
  const warning = version.deprecationWarning;
  if (warning === undefined) return undefined;
  if (!version.deprecated) return 'can only be given for a deprecated version';
  if (warning === '') return "must not be empty; leave it out for the server's own sentence";
  const bytes = new TextEncoder().encode(warning).length;
  if (bytes > MAX_WARNING_BYTES) return `has ${bytes} bytes; at most ${MAX_WARNING_BYTES} fit`;
  // Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the space.
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u.test(warning) ? undefined : 'must only have printable characters';
}

function checkUnique(
  versions: readonly CustomResourceVersion[],
  version: CustomResourceVersion,
  index: number,
): readonly Violation[] {
  const first = versions.findIndex((other) => other.name === version.name);
  return first < index
    ? [{ path: `versions[${index}]`, message: `the version '${version.name}' is given twice` }]
    : [];
}

function checkStorage(versions: readonly CustomResourceVersion[]): readonly Violation[] {
  const names = versions.filter((version) => version.storage).map((version) => version.name);
  return names.length === 1
    ? []
    : [
        {
          path: 'versions',
          message:
            names.length === 0
              ? 'one version must be the storage version'
              : `exactly one version can be the storage version, and ${names.join(', ')} are`,
        },
      ];
}

function checkServed(versions: readonly CustomResourceVersion[]): readonly Violation[] {
  return versions.some((version) => version.served)
    ? []
    : [{ path: 'versions', message: 'no version is served, so the API would answer no request' }];
}
