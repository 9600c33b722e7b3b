import type { CertificateRequest } from '../model/certificate/certificate-request.ts';
import { shellWord } from '../shell-words.ts';
import { fileBelow } from './file-below.ts';
import type { FileSet } from './file-set.ts';
import { renderYaml } from './yaml.ts';

/** A request with its key. */
export type MadeRequest = {
  /** PEM, LF line ends. */
  readonly csrPem: string;
  /** PKCS#8 PEM. */
  readonly keyPem: string;
};

/** Where a request is to go. */
export type RequestUse = {
  readonly request: CertificateRequest;
  /** Undefined where no manifest is wanted. */
  readonly signerName: string | undefined;
};

/** @returns the request and its key, which is 0600, and the manifest where a signer is named */
export function renderCsr({ csrPem, keyPem }: MadeRequest, use: RequestUse): FileSet {
  const files: FileSet = [
    { path: 'tls.csr', text: csrPem, mode: 0o644 },
    { path: 'tls.key', text: keyPem, mode: 0o600 },
  ];
  if (use.signerName === undefined) return files;
  return [{ path: 'csr.yaml', text: manifestOf(csrPem, use), mode: 0o644 }, ...files];
}

function manifestOf(csrPem: string, { request, signerName = '' }: RequestUse): string {
  const { days, keyType, profile } = request;
  return renderYaml({
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: csrName(request) },
    spec: {
      signerName,
      expirationSeconds: days * 86_400,
      usages: [
        'digital signature',
        ...(keyType.startsWith('rsa') ? ['key encipherment'] : []),
        profile === 'server' ? 'server auth' : 'client auth',
      ],
      request: btoa(csrPem),
    },
  });
}

/** A name that the API server takes, of the Service or of whoever logs in. */
function csrName({ service, commonName }: CertificateRequest): string {
  if (service !== undefined) return `${service.name}.${service.namespace}`;
  const name = commonName
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'client' : name;
}

/** @returns how the request becomes a certificate, as commands to paste */
export function describeCsrNext({ request, signerName }: RequestUse, out: string): string {
  const file = (name: string) => shellWord(fileBelow(out, name));
  if (signerName === undefined) {
    return [
      '',
      'Next, have it signed by your CA, and put what comes back beside the key as tls.crt. To see it:',
      `  openssl req -in ${file('tls.csr')} -noout -text`,
      '',
    ].join('\n');
  }
  const name = csrName(request);
  return [
    '',
    `Next, ask ${signerName} for it, and put what comes back beside the key:`,
    `  kubectl apply -f ${file('csr.yaml')}`,
    `  kubectl certificate approve ${name}`,
    `  kubectl get csr ${name} -o jsonpath='{.status.certificate}' | base64 -d > ${file('tls.crt')}`,
    '',
  ].join('\n');
}
