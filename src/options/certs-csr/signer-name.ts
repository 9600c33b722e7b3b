import { type Checked, invalid, valid } from '../../checked.ts';
import type { CertificateProfile } from '../../model/certificate/certificate-profile.ts';
import { subdomain1123Problem } from '../../model/dns-name.ts';

const PATH = '--signer-name';

const HINT =
  'name a signer of your cluster, as clusterissuers.cert-manager.io/NAME, or issue it with kx certs gen';

type Wish = { readonly profile: CertificateProfile; readonly organizations: readonly string[] };

/** Why the signers of Kubernetes itself sign nothing for a Service (certificates.k8s.io, "Kubernetes signers"). */
const BUILT_IN: Readonly<Record<string, (wish: Wish) => string | undefined>> = {
  'kubernetes.io/kubelet-serving': () =>
    'signs for kubelets alone: it wants O=system:nodes and CN=system:node:NAME, and no Service has these',
  'kubernetes.io/kube-apiserver-client-kubelet': () =>
    'signs for kubelets alone: it wants O=system:nodes and CN=system:node:NAME',
  'kubernetes.io/legacy-unknown': () => 'is no more: certificates.k8s.io/v1 refuses it',
  'kubernetes.io/kube-apiserver-client': ({ profile, organizations }) => {
    if (profile !== 'client') return `signs for clients of kube-apiserver, and this is for a ${profile}`;
    return organizations.includes('system:masters') ? 'does not sign for O=system:masters' : undefined;
  },
};

/**
 * @param text undefined where `--signer-name` is not given
 * @returns the signer of a CertificateSigningRequest, or why there is none
 */
export function checkSignerName(text: string | undefined, wish: Wish): Checked<string> {
  if (text === undefined) {
    const message = 'is missing: no signer that comes with Kubernetes signs certificates of Services';
    return invalid([{ path: PATH, message, hint: HINT }]);
  }
  if (text.startsWith('kubernetes.io/')) {
    const why = BUILT_IN[text];
    const message = why === undefined ? 'is no signer that Kubernetes has' : why(wish);
    return message === undefined
      ? valid(text)
      : invalid([{ path: PATH, message: `'${text}' ${message}`, hint: HINT }]);
  }
  const problem = shapeProblem(text);
  return problem === undefined
    ? valid(text)
    : invalid([{ path: PATH, message: `'${text}' ${problem}`, hint: HINT }]);
}

const LONGEST = 571;

/** ValidateCertificateSigningRequest: a fully qualified domain, a slash, and a path of dotted names. */
function shapeProblem(text: string): string | undefined {
  const [domain = '', ...path] = text.split('/');
  if (path.length !== 1) return 'is not of the form DOMAIN/NAME';
  if (!domain.includes('.')) return `has the domain '${domain}', which has no dot`;
  const problem = subdomain1123Problem(domain) ?? subdomain1123Problem(path[0] ?? '');
  if (problem !== undefined) return problem;
  return text.length > LONGEST ? `has ${text.length} characters; ${LONGEST} are allowed` : undefined;
}
