import { type Checked, invalid, valid } from '../../checked.ts';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----\s([\s\S]*?)-----END CERTIFICATE-----/gu;
const OTHER_BLOCK = /-----BEGIN (?!CERTIFICATE-----)([A-Z0-9 ]+)-----/u;

/**
 * Reads the content of the file of `--ca-bundle`: PEM certificates, or base64 of them as a caBundle field has it.
 *
 * @param file its name, for the message
 * @param text its content
 * @returns base64, once, of the PEM text
 * @see ValidateCABundle of k8s.io/apiserver
 */
export function parseCaBundle(file: string, text: string): Checked<string> {
  const pem = /^\s*LS0tLS1/u.test(text) ? decodeBase64(text) : text;
  const problem = pem === undefined ? 'is base64 that cannot be read' : pemProblem(pem);
  return problem === undefined && pem !== undefined
    ? valid(encodeBase64(pem))
    : invalid([
        {
          path: '--ca-bundle',
          message: `${file} ${problem}`,
          hint: 'the PEM of the CA: ca.crt of kx certs gen',
        },
      ]);
}

function pemProblem(pem: string): string | undefined {
  const [, other] = OTHER_BLOCK.exec(pem) ?? [];
  if (other?.includes('PRIVATE KEY') === true) return `holds the key ${other}; give certificates alone`;
  if (other !== undefined) return `holds a block ${other}; give certificates alone`;
  const bodies = [...pem.matchAll(CERTIFICATE)].map(([, body = '']) => body);
  if (bodies.length === 0) return 'holds no PEM certificate';
  const bad = bodies.findIndex((body) => decodeBase64(body)?.startsWith('\x30') !== true);
  return bad < 0 ? undefined : `holds a certificate (number ${bad + 1}) that is no base64 of DER`;
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text.replace(/\s/gu, ''));
  } catch {
    return undefined;
  }
}

/** Comments beside certificates may have any character. */
function encodeBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
