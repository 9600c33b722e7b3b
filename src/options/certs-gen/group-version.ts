import { type Checked, invalid, valid } from '../../checked.ts';
import type { GroupVersion } from '../../model/certificate/emitted-part.ts';
import { label1035Problem, subdomain1123Problem } from '../../model/dns-name.ts';

const PATH = '--group-version';

/** @returns what `demo.kx.dev/v1alpha1` names, or every problem with it (ValidateAPIService of kube-aggregator) */
export function checkGroupVersion(text: string): Checked<GroupVersion> {
  const [group = '', version, ...rest] = text.split('/');
  if (version === undefined || rest.length > 0) {
    const message = `'${text}' is no group and version`;
    return invalid([{ path: PATH, message, hint: 'write GROUP/VERSION, as demo.kx.dev/v1alpha1' }]);
  }
  const violations = [
    [`the group '${group}'`, subdomain1123Problem(group)] as const,
    [`the version '${version}'`, label1035Problem(version)] as const,
  ].flatMap(([what, problem]) =>
    problem === undefined ? [] : [{ path: PATH, message: `${what} ${problem}` }],
  );
  return violations.length > 0 ? invalid(violations) : valid({ group, version });
}
