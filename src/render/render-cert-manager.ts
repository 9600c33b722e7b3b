import type { LeafPlan } from '../model/certificate/cert-plan.ts';
import type { KeyType } from '../model/certificate/certificate-key-type.ts';
import type { ServiceReference } from '../model/certificate/certificate-service.ts';
import { SUBJECT_TEXT_LIMIT } from '../model/certificate/certificate-subject.ts';
import type { JsonObject } from '../model/json-value.ts';
import { shellWord } from '../shell-words.ts';
import { fileBelow } from './file-below.ts';
import type { RenderedFile } from './file-set.ts';
import { renderYaml } from './yaml.ts';

/** What cert-manager is to make. */
export type CertManagerWish = {
  readonly service: ServiceReference;
  readonly plan: LeafPlan;
  readonly days: number;
  readonly caDays: number;
};

const FILE = 'cert-manager.yaml';

/** How cert-manager calls the keys (spec.privateKey). */
const PRIVATE_KEYS = {
  p256: { algorithm: 'ECDSA', size: 256 },
  p384: { algorithm: 'ECDSA', size: 384 },
  p521: { algorithm: 'ECDSA', size: 521 },
  rsa2048: { algorithm: 'RSA', size: 2048 },
  rsa3072: { algorithm: 'RSA', size: 3072 },
  rsa4096: { algorithm: 'RSA', size: 4096 },
  ed25519: { algorithm: 'Ed25519' },
} satisfies Record<KeyType, JsonObject>;

/** @returns a CA of its own for the namespace, and the certificate that it issues, as objects of cert-manager.io/v1 */
export function renderCertManager(wish: CertManagerWish): RenderedFile {
  const { service } = wish;
  const ca = `${service.name}-ca`;
  const selfSigned = `${service.name}-self-signed`;
  const objects = [
    objectOf('Issuer', selfSigned, { service, spec: { selfSigned: {} } }),
    objectOf('Certificate', ca, { service, spec: authoritySpec(wish, selfSigned) }),
    objectOf('Issuer', ca, { service, spec: { ca: { secretName: ca } } }),
    objectOf('Certificate', secretName(service), { service, spec: leafSpec(wish, ca) }),
  ];
  return { path: FILE, text: objects.map(renderYaml).join('---\n'), mode: 0o644 };
}

/** @returns what to do with the manifests */
export function describeCertManagerNext({ service }: CertManagerWish, out: string): string {
  const secret = secretName(service);
  const inject = `cert-manager.io/inject-ca-from: ${service.namespace}/${secret}`;
  return [
    '',
    `Next, where cert-manager runs, mount the Secret ${secret} and annotate the APIService or webhook with`,
    `'${inject}', by which its caBundle is filled in:`,
    `  kubectl apply -f ${shellWord(fileBelow(out, FILE))}`,
    '',
  ].join('\n');
}

function secretName({ name }: ServiceReference): string {
  return `${name}-tls`;
}

type Parts = { readonly service: ServiceReference; readonly spec: JsonObject };

function objectOf(kind: string, name: string, { service: { namespace }, spec }: Parts): JsonObject {
  return { apiVersion: 'cert-manager.io/v1', kind, metadata: { name, namespace }, spec };
}

function issuerRef(name: string): JsonObject {
  return { group: 'cert-manager.io', kind: 'Issuer', name };
}

function authoritySpec({ service, plan, caDays }: CertManagerWish, issuer: string): JsonObject {
  return {
    isCA: true,
    commonName: `${service.name}-ca`.slice(0, SUBJECT_TEXT_LIMIT),
    secretName: `${service.name}-ca`,
    duration: `${caDays * 24}h`,
    privateKey: PRIVATE_KEYS[plan.keyType],
    issuerRef: issuerRef(issuer),
  };
}

function leafSpec({ service, plan, days }: CertManagerWish, issuer: string): JsonObject {
  const { subject, dnsNames, ipAddresses, usage, keyType } = plan;
  return {
    secretName: secretName(service),
    commonName: subject.commonName,
    ...(subject.organizations.length === 0 ? {} : { subject: { organizations: subject.organizations } }),
    duration: `${days * 24}h`,
    ...(dnsNames.length === 0 ? {} : { dnsNames }),
    ...(ipAddresses.length === 0 ? {} : { ipAddresses: ipAddresses.map(({ text }) => text) }),
    usages: [
      'digital signature',
      ...(keyType.startsWith('rsa') ? ['key encipherment'] : []),
      usage === 'serverAuth' ? 'server auth' : 'client auth',
    ],
    privateKey: { ...PRIVATE_KEYS[keyType], rotationPolicy: 'Always' },
    issuerRef: issuerRef(issuer),
  };
}
