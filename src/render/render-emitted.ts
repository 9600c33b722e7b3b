import type { ServiceReference } from '../model/certificate/certificate-service.ts';
import type { CertificateSet } from '../model/certificate/certificate-set.ts';
import type { Emission, EmittedPart, GroupVersion } from '../model/certificate/emitted-part.ts';
import { EMITTED_FILES } from './emitted-files.ts';
import type { FileSet, RenderedFile } from './file-set.ts';
import { renderYaml } from './yaml.ts';
import { yamlScalar } from './yaml-scalar.ts';

type Context = {
  readonly set: CertificateSet;
  /** Undefined for a client or proxy without one, of which only the caBundle is written. */
  readonly service: ServiceReference | undefined;
  readonly groupVersions: readonly GroupVersion[];
};

/** @returns the manifests that put a set of certificates to use; the Secret, which holds the key, is 0600 */
export function renderEmitted(
  set: CertificateSet,
  service: ServiceReference | undefined,
  { parts, groupVersions }: Emission,
): FileSet {
  return parts.map((part): RenderedFile => {
    const text = RENDERERS[part]({ set, service, groupVersions });
    return { path: EMITTED_FILES[part], text, mode: part === 'secret' ? 0o600 : 0o644 };
  });
}

const RENDERERS = {
  secret: secretOf,
  apiservice: ({ set, service, groupVersions }) =>
    groupVersions.map((one) => apiServiceOf(one, set.caBundle, service)).join('---\n'),
  webhook: ({ set, service, groupVersions }) =>
    (['Validating', 'Mutating'] as const)
      .map((kind) => webhookOf({ kind, caBundle: set.caBundle, service, groupVersions }))
      .join('---\n'),
  'ca-bundle': ({ set }) => `${set.caBundle}\n`,
} satisfies Record<EmittedPart, (context: Context) => string>;

/** With `ca.crt` beside the pair, as cert-manager writes Secrets, for whoever is to trust the server. */
function secretOf({ set, service }: Context): string {
  return renderYaml({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `${service?.name ?? ''}-tls`, namespace: service?.namespace ?? '' },
    type: 'kubernetes.io/tls',
    data: {
      'ca.crt': set.caBundle,
      'tls.crt': btoa(set.leaf.certPem + set.chainPem),
      'tls.key': btoa(set.leaf.keyPem),
    },
  });
}

function apiServiceOf(
  { group, version }: GroupVersion,
  caBundle: string,
  service: ServiceReference | undefined,
): string {
  return renderYaml({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: `${version}.${group}` },
    spec: {
      group,
      version,
      groupPriorityMinimum: 1000,
      versionPriority: 15,
      service: { name: service?.name ?? '', namespace: service?.namespace ?? '', port: 443 },
      caBundle,
    },
  });
}

type Webhook = Omit<Context, 'set'> & {
  readonly kind: 'Validating' | 'Mutating';
  readonly caBundle: string;
};

/** A group that nobody may own (RFC 2606), so that the manifest as it stands asks about nothing. */
const NO_GROUP: readonly GroupVersion[] = [{ group: 'example.com', version: 'v1' }];

/** What the webhook is asked about is for its user to say: the manifest says where. */
function webhookOf({ kind, caBundle, service, groupVersions }: Webhook): string {
  const path = kind === 'Validating' ? 'validate' : 'mutate';
  const name = service?.name ?? '';
  const namespace = yamlScalar(service?.namespace ?? '');
  const asked = groupVersions.length === 0 ? NO_GROUP : groupVersions;
  const rules = asked.map(({ group, version }) => ruleOf(group, version)).join('');
  return `apiVersion: admissionregistration.k8s.io/v1
kind: ${kind}WebhookConfiguration
metadata:
  name: ${yamlScalar(name)}
webhooks:
  - name: ${yamlScalar(`${path}.${name}.${service?.namespace ?? ''}.svc`)}
    # What the server is asked about: say here which objects.
    rules:
${rules}    # With Fail, which is the default, nothing of it can be written while the server is away.
    failurePolicy: Ignore
    sideEffects: None
    admissionReviewVersions: [v1]
    timeoutSeconds: 5
    clientConfig:
      service:
        name: ${yamlScalar(name)}
        namespace: ${namespace}
        path: /${path}
        port: 443
      caBundle: ${caBundle}
`;
}

function ruleOf(group: string, version: string): string {
  return `      - apiGroups: [${yamlScalar(group)}]
        apiVersions: [${yamlScalar(version)}]
        operations: [CREATE, UPDATE]
        resources: ['*']
`;
}
