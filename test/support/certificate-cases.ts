import { nullElement, objectIdentifier, octetString, sequence } from '../../src/certs/der-writer.ts';
import { parseCertificate } from '../../src/certs/parse-certificate.ts';
import { encodePem } from '../../src/certs/pem.ts';
import {
  altNames,
  authorityKey,
  constraintsOf,
  EMPTY_NAME,
  ext,
  type Made,
  make,
  permit,
  printableName,
  purpose,
  type Recipe,
  usage,
} from './defect-certificate.ts';

/** A server's certificates and a bundle, with the findings that are expected of them. */
export type CertificateCase = {
  readonly name: string;
  readonly chain: string;
  readonly bundle: string;
  readonly key: string;
  /** Ids, sorted; of errors first. Empty: nothing to say. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
};

type Expect = { readonly errors?: readonly string[]; readonly warnings?: readonly string[] };

const ROOT = make({ ca: true });
const INTERMEDIATE = make({ ca: true, name: 'kx-intermediate', issuer: ROOT });

function leafCase(name: string, recipe: Recipe, expected: Expect = {}): CertificateCase {
  const leaf = make({ issuer: ROOT, ...recipe });
  return pairCase(name, { leaf, bundle: ROOT.pem, chain: leaf.pem }, expected);
}

function authorityCase(
  name: string,
  recipe: Recipe,
  expected: Expect = {},
  leafRecipe: Recipe = {},
): CertificateCase {
  const ca = make({ ca: true, ...recipe });
  const leaf = make({ issuer: ca, ...leafRecipe });
  return pairCase(name, { leaf, bundle: ca.pem, chain: leaf.pem }, expected);
}

type PairParts = {
  readonly leaf: Made;
  readonly bundle: string;
  readonly chain: string;
  readonly key?: string;
};

function pairCase(
  name: string,
  { leaf, bundle, chain, key }: PairParts,
  { errors = [], warnings = [] }: Expect = {},
): CertificateCase {
  return { name, chain, bundle, key: key ?? leaf.keyPem, errors, warnings };
}

function bundleCase(name: string, bundle: (ca: Made) => string, expected: Expect = {}): CertificateCase {
  const leaf = make({ issuer: ROOT });
  return pairCase(name, { leaf, bundle: bundle(ROOT), chain: leaf.pem }, expected);
}

const LEAF = make({ issuer: ROOT });

/** Good sets: nobody refuses them, and kx has nothing to say. */
const HEALTHY: readonly CertificateCase[] = [
  ...(['p256', 'p384', 'p521', 'rsa2048'] as const).map((keyType) =>
    leafCase(`a ${keyType} leaf`, {
      keyType,
      extensions: keyType === 'rsa2048' ? { usage: usage(0xa0) } : {},
    }),
  ),
  ...(['p384', 'p521', 'rsa2048'] as const).map((keyType) => authorityCase(`a ${keyType} CA`, { keyType })),
  leafCase('a wildcard', { names: ['*.aa-system.svc'] }),
  leafCase('names and addresses', {
    names: ['aa.aa-system.svc', 'localhost'],
    ips: [
      [127, 0, 0, 1],
      [...Array(15).fill(0), 1],
    ],
  }),
  leafCase('capitals in a name', { names: ['AA.aa-system.SVC'] }),
  leafCase('server and client at once', {
    extensions: {
      purpose: ext('2.5.29.37', sequence(...[1, 2].map((n) => objectIdentifier(`1.3.6.1.5.5.7.3.${n}`)))),
    },
  }),
  leafCase('critical names and no subject', {
    subject: EMPTY_NAME,
    extensions: { names: altNames(['aa.aa-system.svc'], [], true) },
  }),
  authorityCase('a path length of 0', { extensions: { constraints: constraintsOf(true, 0) } }),
  authorityCase('name constraints that permit the name', { extensions: { limits: permit('aa-system.svc') } }),
  authorityCase('a CA for servers alone', { extensions: { purpose: purpose(1) } }),
  authorityCase('digital signature in the key usage of the CA', { extensions: { usage: usage(0x86) } }),
  chainCase('an intermediate that is sent', (leaf) => ({
    chain: leaf.pem + INTERMEDIATE.pem,
    bundle: ROOT.pem,
  })),
  chainCase('an intermediate in the bundle', (leaf) => ({
    chain: leaf.pem,
    bundle: INTERMEDIATE.pem + ROOT.pem,
  })),
  chainCase('the root sent along', (leaf) => ({
    chain: leaf.pem + INTERMEDIATE.pem + ROOT.pem,
    bundle: ROOT.pem,
  })),
  bundleCase('an old and a new CA', ({ pem }) => make({ ca: true, name: 'kx-ca' }).pem + pem),
  bundleCase('a new and an old CA', ({ pem }) => pem + make({ ca: true, name: 'kx-ca' }).pem),
  bundleCase('CRLF line ends', ({ pem }) => pem.replaceAll('\n', '\r\n')),
  bundleCase('text between', ({ pem }) => `# our CA\n${pem}\nand nothing else\n`),
  bundleCase('no final line end', ({ pem }) => pem.trimEnd()),
];

function chainCase(
  name: string,
  parts: (leaf: Made) => { readonly chain: string; readonly bundle: string },
  expected: Expect = {},
  recipe: Recipe = {},
): CertificateCase {
  const leaf = make({ issuer: INTERMEDIATE, ...recipe });
  return pairCase(name, { leaf, ...parts(leaf) }, expected);
}

const SHORT = make({ ca: true, name: 'short', extensions: { constraints: constraintsOf(true, 0) } });
const BELOW_SHORT = make({ ca: true, name: 'below', issuer: SHORT });

/** Defects of the leaf, each with what is found. */
const LEAVES: readonly CertificateCase[] = [
  leafCase(
    'no names',
    { name: 'aa.aa-system.svc', extensions: { names: undefined } },
    { errors: ['san-missing'] },
  ),
  leafCase(
    'no names and another subject',
    { name: 'x', extensions: { names: undefined } },
    { errors: ['san-missing'] },
  ),
  leafCase('empty names', { extensions: { names: altNames([]) } }, { errors: ['san-empty', 'san-mismatch'] }),
  leafCase('other names', { names: ['aa.other.svc', 'aa'] }, { errors: ['san-mismatch'] }),
  leafCase('the short name alone', { names: ['aa'] }, { errors: ['san-mismatch'] }),
  leafCase('addresses alone', { names: [], ips: [[10, 0, 0, 1]] }, { errors: ['san-mismatch'] }),
  leafCase('*.svc', { names: ['*.svc'] }, { errors: ['san-mismatch'], warnings: ['san-wildcard'] }),
  leafCase('*', { names: ['*'] }, { errors: ['san-mismatch'], warnings: ['san-wildcard'] }),
  leafCase('a*', { names: ['a*.aa-system.svc'] }, { errors: ['san-mismatch'], warnings: ['san-wildcard'] }),
  leafCase(
    'a wildcard beside the name',
    { names: ['aa.aa-system.svc', '*.svc'] },
    { warnings: ['san-wildcard'] },
  ),
  leafCase(
    'a dot behind the name',
    { names: ['aa.aa-system.svc.'] },
    { errors: ['san-mismatch'], warnings: ['san-malformed'] },
  ),
  leafCase(
    'a port',
    { names: ['aa.aa-system.svc', 'aa.aa-system.svc:443'] },
    { warnings: ['san-malformed'] },
  ),
  leafCase('a scheme', { names: ['aa.aa-system.svc', 'https://aa'] }, { warnings: ['san-malformed'] }),
  leafCase(
    'an address as a name',
    { names: ['aa.aa-system.svc', '127.0.0.1'] },
    { warnings: ['san-ip-as-dns'] },
  ),
  leafCase(
    'a name that is not ASCII',
    { extensions: { names: altNames(['aa.aa-system.svc', Uint8Array.of(0x6d, 0xfc)]) } },
    { errors: ['san-not-ascii'], warnings: ['san-malformed'] },
  ),
  leafCase('an address of 5 octets', { ips: [[1, 2, 3, 4, 5]] }, { errors: ['san-ip-length'] }),
  leafCase(
    'no authority key identifier',
    { extensions: { authorityKey: undefined } },
    { errors: ['aki-missing'] },
  ),
  leafCase(
    'its own key as authority key identifier',
    { extensions: { authorityKey: authorityKey(Uint8Array.of(1, 2, 3)) } },
    { errors: ['aki-mismatch'] },
  ),
  leafCase(
    'no subject key identifier',
    { extensions: { subjectKey: undefined } },
    { warnings: ['ski-missing'] },
  ),
  leafCase('no extended key usage', { extensions: { purpose: undefined } }, { warnings: ['eku-missing'] }),
  leafCase('for clients alone', { extensions: { purpose: purpose(2) } }, { errors: ['eku-wrong'] }),
  leafCase('for any purpose', { extensions: { purpose: purpose(0) } }, { errors: ['eku-wrong'] }),
  leafCase(
    'a key usage without signature',
    { extensions: { usage: usage(0x40) } },
    { errors: ['key-usage-wrong'] },
  ),
  leafCase('an empty key usage', { extensions: { usage: usage(0) } }, { errors: ['key-usage-empty'] }),
  leafCase('no key usage', { extensions: { usage: undefined } }),
  leafCase('no basic constraints', { extensions: { constraints: undefined } }),
  leafCase(
    'a CA that serves',
    { extensions: { constraints: constraintsOf(true), usage: usage(0x86) } },
    { warnings: ['leaf-is-ca'] },
  ),
  leafCase(
    'certificate signing without CA',
    { extensions: { usage: usage(0x84) } },
    { errors: ['leaf-may-sign'] },
  ),
  leafCase(
    'a path length without CA',
    { extensions: { constraints: constraintsOf(false, 0) } },
    { errors: ['leaf-path-length'] },
  ),
  leafCase('expired', { days: [-10, -1] }, { errors: ['expired'] }),
  leafCase('not yet valid', { days: [2, 100] }, { errors: ['not-yet-valid'] }),
  leafCase('expires in 10 days', { days: [-5, 10] }, { warnings: ['expires-soon'] }),
  leafCase('most of its life over', { days: [-200, 60] }, { warnings: ['renewal-due'] }),
  leafCase('longer than its CA', { days: [-1, 400] }, { warnings: ['outlives-ca'] }),
  authorityCase(
    '826 days and more',
    { days: [-1, 4000] },
    { warnings: ['lifetime-long'] },
    { days: [-1, 900] },
  ),
  leafCase('a negative serial number', { serial: Uint8Array.of(0x80, 1) }, { errors: ['serial-negative'] }),
  leafCase('the serial number 0', { serial: Uint8Array.of(0) }, { warnings: ['serial-zero'] }),
  leafCase(
    'a serial number of 21 octets',
    { serial: new Uint8Array(21).fill(0x41) },
    { warnings: ['serial-too-long'] },
  ),
  leafCase(
    'a serial number with a needless zero',
    { serial: Uint8Array.of(0, 1) },
    { errors: ['serial-malformed'] },
  ),
  leafCase(
    'an extension twice',
    { extensions: { again: constraintsOf(false) } },
    { errors: ['extension-duplicate'] },
  ),
  leafCase(
    'an unknown critical extension',
    { extensions: { odd: ext('1.2.3.4', nullElement(), true) } },
    { errors: ['extension-unknown-critical'] },
  ),
  leafCase('an unknown extension', { extensions: { odd: ext('1.2.3.4', nullElement()) } }),
  leafCase(
    'a broken extension',
    { extensions: { usage: ext('2.5.29.15', octetString(Uint8Array.of(1)), true) } },
    { errors: ['extension-malformed'] },
  ),
  leafCase(
    'an underscore in a PrintableString',
    { subject: printableName('acme_corp') },
    { errors: ['name-malformed'] },
  ),
  leafCase('no subject, names not critical', { subject: EMPTY_NAME }, { errors: ['subject-empty'] }),
  leafCase('version 1 with extensions', { version: 1 }, { errors: ['version-old'] }),
  leafCase('bytes behind its end', { trailing: true }, { errors: ['trailing-data'] }),
  leafCase('an Ed25519 key', { keyType: 'ed25519' }, { warnings: ['key-ed25519'] }),
  leafCase(
    'an RSA key of 1024 bits',
    { keyType: 'rsa1024', extensions: { usage: usage(0xa0) } },
    { warnings: ['key-weak'] },
  ),
  leafCase('a SHA-1 signature', { digest: 'sha1' }, { errors: ['signature-weak'] }),
  leafCase('its CA as subject', { name: 'kx-ca' }, { warnings: ['subject-is-issuer'] }),
  leafCase(
    'its CA as subject and no key identifier',
    { name: 'kx-ca', extensions: { authorityKey: undefined } },
    { errors: ['aki-missing', 'subject-is-issuer'] },
  ),
];

/** Defects of the CA. */
const AUTHORITIES: readonly CertificateCase[] = [
  authorityCase(
    'no subject key identifier',
    { extensions: { subjectKey: undefined } },
    { errors: ['ca-ski-missing'] },
  ),
  authorityCase('no key usage', { extensions: { usage: undefined } }, { errors: ['ca-key-usage-missing'] }),
  authorityCase(
    'no key usage, but a path length',
    { extensions: { usage: undefined, constraints: constraintsOf(true, 0) } },
    { errors: ['ca-key-usage-missing'] },
  ),
  authorityCase(
    'a key usage without signing',
    { extensions: { usage: usage(0x80) } },
    { errors: ['ca-may-not-sign'] },
  ),
  authorityCase('an empty key usage', { extensions: { usage: usage(0) } }, { errors: ['key-usage-empty'] }),
  authorityCase('no basic constraints', { extensions: { constraints: undefined } }, { errors: ['ca-false'] }),
  authorityCase('CA:FALSE', { extensions: { constraints: constraintsOf(false) } }, { errors: ['ca-false'] }),
  authorityCase(
    'constraints that are not critical',
    { extensions: { constraints: constraintsOf(true, undefined, false) } },
    { errors: ['ca-not-critical'] },
  ),
  authorityCase('for clients alone', { extensions: { purpose: purpose(2) } }, { errors: ['ca-eku-wrong'] }),
  authorityCase('an empty subject', { subject: EMPTY_NAME }, { errors: ['ca-subject-empty'] }),
  authorityCase(
    'version 1',
    {
      version: 1,
      extensions: Object.fromEntries(['constraints', 'usage', 'subjectKey'].map((key) => [key, undefined])),
    },
    { errors: ['version-old'] },
  ),
  authorityCase('expired', { days: [-100, -1] }, { errors: ['expired'], warnings: ['outlives-ca'] }),
  authorityCase('not yet valid', { days: [2, 500] }, { errors: ['not-yet-valid'] }),
  authorityCase(
    'expires in 50 days',
    { days: [-100, 50] },
    { warnings: ['ca-expires-soon'] },
    { days: [-1, 50] },
  ),
  authorityCase(
    'a negative serial number',
    { serial: Uint8Array.of(0x80, 1) },
    { errors: ['bundle-unreadable', 'serial-negative'] },
  ),
  authorityCase(
    'an underscore in a PrintableString',
    { subject: printableName('acme_corp') },
    { errors: ['bundle-unreadable', 'name-malformed', 'name-malformed'] },
  ),
  authorityCase('a SHA-1 signature of its own', { digest: 'sha1' }, { warnings: ['signature-weak'] }),
  authorityCase(
    'constraints that forbid the name',
    { extensions: { limits: permit('other.svc') } },
    { errors: ['name-constraints'] },
  ),
  authorityCase(
    'constraints that exclude the name',
    { extensions: { limits: permit('aa-system.svc', true) } },
    { errors: ['name-constraints'] },
  ),
  authorityCase(
    'constraints that forbid the short name',
    { extensions: { limits: permit('aa-system.svc') } },
    { errors: ['name-constraints'] },
    { names: ['aa.aa-system.svc', 'aa'] },
  ),
];

/** Defects of what is joined: chain, bundle, key. */
const PAIRS: readonly CertificateCase[] = [
  chainCase('an intermediate that is not sent', (leaf) => ({ chain: leaf.pem, bundle: ROOT.pem }), {
    errors: ['issuer-unknown'],
  }),
  chainCase('an intermediate as the bundle', (leaf) => ({ chain: leaf.pem, bundle: INTERMEDIATE.pem }), {
    errors: ['bundle-not-root'],
  }),
  chainCase('the CA first', (leaf) => ({ chain: INTERMEDIATE.pem + leaf.pem, bundle: ROOT.pem }), {
    errors: ['key-mismatch', 'leaf-not-first'],
  }),
  chainCase(
    'a certificate twice',
    (leaf) => ({ chain: leaf.pem + leaf.pem + INTERMEDIATE.pem, bundle: ROOT.pem }),
    { warnings: ['chain-duplicate'] },
  ),
  pairCase(
    'too many CAs below one',
    { ...chainOf(make({ issuer: BELOW_SHORT }), BELOW_SHORT), bundle: SHORT.pem },
    { errors: ['path-length'] },
  ),
  pairCase(
    'another CA of the same name',
    { leaf: LEAF, chain: LEAF.pem, bundle: make({ ca: true }).pem },
    { errors: ['issuer-other-key'] },
  ),
  pairCase(
    'another CA',
    { leaf: LEAF, chain: LEAF.pem, bundle: make({ ca: true, name: 'other' }).pem },
    { errors: ['issuer-unknown'] },
  ),
  pairCase(
    'the leaf as the bundle',
    { leaf: LEAF, chain: LEAF.pem, bundle: LEAF.pem },
    { errors: ['bundle-holds-leaf'] },
  ),
  pairCase(
    'another key',
    { leaf: LEAF, chain: LEAF.pem, bundle: ROOT.pem, key: make().keyPem },
    { errors: ['key-mismatch'] },
  ),
  pairCase(
    'a certificate as the key',
    { leaf: LEAF, chain: LEAF.pem, bundle: ROOT.pem, key: LEAF.pem },
    { errors: ['key-missing'] },
  ),
  selfSigned('a self-signed leaf as the bundle', {}, { warnings: ['bundle-self-signed-leaf'] }),
  ordered(),
  bundleCase('the CA twice', ({ pem }) => pem + pem, { warnings: ['bundle-duplicate'] }),
  bundleCase(
    'an expired CA beside',
    ({ pem }) => make({ ca: true, name: 'kx-ca', days: [-100, -1] }).pem + pem,
    { warnings: ['bundle-expired'] },
  ),
  bundleCase('a leaf beside', ({ pem }) => pem + make({ issuer: ROOT }).pem, {
    warnings: ['bundle-holds-leaf'],
  }),
  bundleCase('a key beside', ({ pem }) => pem + ROOT.keyPem, { errors: ['bundle-holds-key'] }),
  bundleCase('garbage beside', ({ pem }) => pem + encodePem('CERTIFICATE', Buffer.from('garbage, not DER')), {
    warnings: ['bundle-block-unreadable'],
  }),
  bundleCase('two of one serial number', ({ pem, key }) => pem + twin(key), {
    warnings: ['serial-duplicate'],
  }),
  bundleCase('TRUSTED CERTIFICATE', ({ pem }) => pem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'), {
    errors: ['bundle-unreadable'],
    warnings: ['bundle-block-ignored'],
  }),
  bundleCase('indented', ({ pem }) => pem.replaceAll(/^/gm, '  '), {
    errors: ['bundle-unreadable'],
    warnings: ['bundle-block-ignored'],
  }),
  bundleCase('cut off', ({ pem }) => pem.slice(0, 300), {
    errors: ['bundle-unreadable'],
    warnings: ['bundle-block-unreadable'],
  }),
  bundleCase('a byte order mark', ({ pem }) => `\u00ef\u00bb\u00bf${pem}`, {
    errors: ['bundle-byte-order-mark'],
  }),
  bundleCase('base64 of PEM', ({ pem }) => Buffer.from(pem).toString('base64'), {
    errors: ['bundle-base64-twice'],
  }),
  bundleCase('line breaks as two characters', ({ pem }) => pem.replaceAll('\n', '\\n'), {
    errors: ['bundle-escaped-line-breaks'],
  }),
  bundleCase('a key', () => ROOT.keyPem, { errors: ['bundle-holds-key', 'bundle-unreadable'] }),
  bundleCase('nothing', () => '', { errors: ['bundle-unreadable'] }),
];

function chainOf(leaf: Made, ...cas: readonly Made[]) {
  return { leaf, chain: leaf.pem + cas.map(({ pem }) => pem).join('') };
}

function selfSigned(name: string, recipe: Recipe, expected: Expect): CertificateCase {
  const leaf = make(recipe);
  return pairCase(name, { leaf, chain: leaf.pem, bundle: leaf.pem }, expected);
}

/** leaf, second, first: the first must follow the leaf. */
function ordered(): CertificateCase {
  const second = make({ ca: true, name: 'second', issuer: INTERMEDIATE });
  const leaf = make({ issuer: second });
  return pairCase(
    'out of order',
    { leaf, chain: leaf.pem + INTERMEDIATE.pem + second.pem, bundle: ROOT.pem },
    { warnings: ['chain-order'] },
  );
}

/** Another certificate with the issuer and serial number of the root. */
function twin(key: Made['key']): string {
  return make({ ca: true, key, serial: parseCertificate(ROOT.der).serial, days: [-2, 299] }).pem;
}

/** A leaf below an intermediate that is sent along, below a root in the bundle. */
function viaCase(
  name: string,
  recipe: Recipe,
  expected: Expect = {},
  rootRecipe: Recipe = {},
): CertificateCase {
  const root = make({ ca: true, name: 'kx-root', ...rootRecipe });
  const intermediate = make({ ca: true, name: 'kx-intermediate', issuer: root, ...recipe });
  const leaf = make({ issuer: intermediate });
  return pairCase(name, { leaf, bundle: root.pem, chain: leaf.pem + intermediate.pem }, expected);
}

/** A CA that was renewed with its key: two certificates of one name and key. */
const FORMER = make({ ca: true, days: [-100, -1] });
const RENEWED = make({ ca: true, key: FORMER.key, days: [-1, 400] });
const BELOW_RENEWED = make({ issuer: RENEWED });
/** The new CA of a rotation, signed by the old one as well. */
const CROSSED = make({ ca: true, name: 'kx-new' });
const CROSS_SIGNED = make({ ca: true, name: 'kx-new', key: CROSSED.key, issuer: ROOT });
const CROSS_SHORT = make({ ca: true, name: 'kx-new', key: CROSSED.key, issuer: SHORT });
const BELOW_CROSSED = make({ issuer: CROSSED });

/** What rotations leave, and what stands between. */
const ROTATIONS: readonly CertificateCase[] = [
  pairCase('a renewed CA alone', { leaf: BELOW_RENEWED, chain: BELOW_RENEWED.pem, bundle: RENEWED.pem }),
  pairCase(
    'a renewed CA beside the former, which has expired',
    { leaf: BELOW_RENEWED, chain: BELOW_RENEWED.pem, bundle: RENEWED.pem + FORMER.pem },
    { warnings: ['bundle-expired'] },
  ),
  pairCase(
    'the former CA alone, which has expired',
    { leaf: BELOW_RENEWED, chain: BELOW_RENEWED.pem, bundle: FORMER.pem },
    { errors: ['expired'], warnings: ['outlives-ca'] },
  ),
  pairCase('both CAs, the certificate of the new one', {
    leaf: BELOW_CROSSED,
    chain: BELOW_CROSSED.pem,
    bundle: ROOT.pem + CROSSED.pem,
  }),
  pairCase('both CAs, the certificate of the old one', {
    leaf: LEAF,
    chain: LEAF.pem,
    bundle: CROSSED.pem + ROOT.pem,
  }),
  pairCase(
    'the old CA alone, the certificate of the new one',
    { leaf: BELOW_CROSSED, chain: BELOW_CROSSED.pem, bundle: ROOT.pem },
    { errors: ['issuer-unknown'] },
  ),
  pairCase(
    'the new CA alone, the certificate of the old one',
    { leaf: LEAF, chain: LEAF.pem, bundle: CROSSED.pem },
    { errors: ['issuer-unknown'] },
  ),
  pairCase('the new CA cross-signed by the old one, which alone is trusted', {
    leaf: BELOW_CROSSED,
    chain: BELOW_CROSSED.pem + CROSS_SIGNED.pem,
    bundle: ROOT.pem,
  }),
  pairCase(
    'the new CA cross-signed by an old one of path length 0',
    { leaf: BELOW_CROSSED, chain: BELOW_CROSSED.pem + CROSS_SHORT.pem, bundle: SHORT.pem },
    { errors: ['path-length'] },
  ),
];

/** Defects of an intermediate. */
const INTERMEDIATES: readonly CertificateCase[] = [
  viaCase('a p384 intermediate', { keyType: 'p384' }),
  viaCase('expired', { days: [-100, -1] }, { errors: ['expired'], warnings: ['outlives-ca'] }),
  viaCase('not yet valid', { days: [2, 500] }, { errors: ['not-yet-valid'] }),
  viaCase('CA:FALSE', { extensions: { constraints: constraintsOf(false) } }, { errors: ['ca-false'] }),
  viaCase('no basic constraints', { extensions: { constraints: undefined } }, { errors: ['ca-false'] }),
  viaCase(
    'a key usage without signing',
    { extensions: { usage: usage(0x80) } },
    { errors: ['ca-may-not-sign'] },
  ),
  viaCase('no key usage', { extensions: { usage: undefined } }, { errors: ['ca-key-usage-missing'] }),
  viaCase(
    'no subject key identifier',
    { extensions: { subjectKey: undefined } },
    { errors: ['ca-ski-missing'] },
  ),
  viaCase(
    'no authority key identifier',
    { extensions: { authorityKey: undefined } },
    { errors: ['ca-aki-missing'] },
  ),
  viaCase(
    'another authority key identifier',
    { extensions: { authorityKey: authorityKey(Uint8Array.of(1, 2, 3)) } },
    { errors: ['aki-mismatch'] },
  ),
  viaCase('for clients alone', { extensions: { purpose: purpose(2) } }, { errors: ['ca-eku-wrong'] }),
  viaCase('for servers alone', { extensions: { purpose: purpose(1) } }),
  viaCase(
    'constraints that are not critical',
    { extensions: { constraints: constraintsOf(true, undefined, false) } },
    { errors: ['ca-not-critical'] },
  ),
  viaCase(
    'constraints that forbid the name',
    { extensions: { limits: permit('other.svc') } },
    { errors: ['name-constraints'] },
  ),
  viaCase(
    'below a root of path length 0',
    {},
    { errors: ['path-length'] },
    { extensions: { constraints: constraintsOf(true, 0) } },
  ),
  viaCase('below a root of path length 1', {}, {}, { extensions: { constraints: constraintsOf(true, 1) } }),
  viaCase(
    'below a root that forbids the name',
    {},
    { errors: ['name-constraints'] },
    { extensions: { limits: permit('other.svc') } },
  ),
  viaCase('below a root that has expired', {}, { errors: ['expired'] }, { days: [-100, -1] }),
  viaCase('a SHA-1 signature', { digest: 'sha1' }, { errors: ['signature-weak'] }),
  viaCase('a negative serial number', { serial: Uint8Array.of(0x80, 1) }, { errors: ['serial-negative'] }),
  viaCase(
    'an extension twice',
    { extensions: { again: constraintsOf(true) } },
    { errors: ['extension-duplicate'] },
  ),
  viaCase(
    'an unknown critical extension',
    { extensions: { odd: ext('1.2.3.4', nullElement(), true) } },
    { errors: ['extension-unknown-critical'] },
  ),
  viaCase('bytes behind its end', { trailing: true }, { errors: ['trailing-data'] }),
];

/** Siblings of the defects above, in the other certificate or by another value. */
const SIBLINGS: readonly CertificateCase[] = [
  leafCase('a p224 key', { keyType: 'p224' }, { errors: ['key-unsupported'] }),
  leafCase('a secp256k1 key', { keyType: 'secp256k1' }, { errors: ['key-unsupported'] }),
  authorityCase('a p224 key of the CA', { keyType: 'p224' }, { errors: ['key-unsupported'] }),
  authorityCase('an Ed25519 CA', { keyType: 'ed25519' }, { warnings: ['key-ed25519'] }),
  authorityCase('an RSA CA of 1024 bits', { keyType: 'rsa1024' }, { warnings: ['key-weak'] }),
  authorityCase('an EC leaf of an RSA CA', { keyType: 'rsa2048' }, {}, { keyType: 'p384' }),
  authorityCase('a CA that signs no revocation lists', { extensions: { usage: usage(0x04) } }),
  authorityCase('the serial number 0 of the CA', { serial: Uint8Array.of(0) }, { warnings: ['serial-zero'] }),
  authorityCase(
    'a serial number of 21 octets of the CA',
    { serial: new Uint8Array(21).fill(0x41) },
    { warnings: ['serial-too-long'] },
  ),
  authorityCase(
    'a needless zero in the serial number of the CA',
    { serial: Uint8Array.of(0, 1) },
    { errors: ['bundle-unreadable', 'serial-malformed'] },
  ),
  authorityCase(
    'an extension of the CA twice',
    { extensions: { again: constraintsOf(true) } },
    { errors: ['bundle-unreadable', 'extension-duplicate'] },
  ),
  authorityCase(
    'an unknown critical extension of the CA',
    { extensions: { odd: ext('1.2.3.4', nullElement(), true) } },
    { errors: ['extension-unknown-critical'] },
  ),
  authorityCase('an unknown extension of the CA', { extensions: { odd: ext('1.2.3.4', nullElement()) } }),
  authorityCase(
    'a broken extension of the CA',
    { extensions: { usage: ext('2.5.29.15', octetString(Uint8Array.of(1)), true) } },
    { errors: ['bundle-unreadable', 'ca-key-usage-missing', 'extension-malformed'] },
  ),
  authorityCase(
    'bytes behind the end of the CA',
    { trailing: true },
    { errors: ['bundle-unreadable', 'trailing-data'] },
  ),
  authorityCase(
    'another authority key identifier in the CA',
    { extensions: { authorityKey: authorityKey(Uint8Array.of(1, 2, 3)) } },
    { errors: ['ca-aki-mismatch'] },
  ),
  authorityCase('a CA for servers and clients', {
    extensions: {
      purpose: ext('2.5.29.37', sequence(...[1, 2].map((n) => objectIdentifier(`1.3.6.1.5.5.7.3.${n}`)))),
    },
  }),
  authorityCase(
    'a CA for any purpose',
    { extensions: { purpose: purpose(0) } },
    { errors: ['ca-eku-wrong'] },
  ),
  authorityCase('constraints that permit with a leading dot', {
    extensions: { limits: permit('.aa-system.svc') },
  }),
  leafCase('a blank in a name', { names: ['aa.aa-system.svc', 'a b.svc'] }, { warnings: ['san-malformed'] }),
  leafCase('a NUL in a name', { names: ['aa.aa-system.svc', 'a\u0000b'] }, { warnings: ['san-malformed'] }),
  leafCase('an empty name', { names: ['aa.aa-system.svc', ''] }, { warnings: ['san-malformed'] }),
  leafCase('two dots in a name', { names: ['aa.aa-system.svc', 'a..b'] }, { warnings: ['san-malformed'] }),
  leafCase(
    'a label of 64 characters',
    { names: ['aa.aa-system.svc', `${'a'.repeat(64)}.svc`] },
    { warnings: ['san-malformed'] },
  ),
  leafCase('an underscore in a name', { names: ['aa.aa-system.svc', 'a_b.svc'] }),
  leafCase('a path in a name', { names: ['aa.aa-system.svc', 'aa/x'] }, { warnings: ['san-malformed'] }),
  leafCase(
    'an address of version 6 as a name',
    { names: ['aa.aa-system.svc', '::1'] },
    { warnings: ['san-ip-as-dns', 'san-malformed'] },
  ),
  leafCase('a wildcard for a namespace beside', { names: ['*.aa-system.svc', 'aa.aa-system.svc'] }),
  leafCase(
    'a wildcard in the middle',
    { names: ['aa.*.svc'] },
    { errors: ['san-mismatch'], warnings: ['san-wildcard'] },
  ),
  leafCase(
    'the name with its cluster domain alone',
    { names: ['aa.aa-system.svc.cluster.local'] },
    { errors: ['san-mismatch'] },
  ),
  leafCase('critical names beside a subject', {
    extensions: { names: altNames(['aa.aa-system.svc'], [], true) },
  }),
  leafCase('the same name twice', { names: ['aa.aa-system.svc', 'aa.aa-system.svc'] }),
  leafCase('digital signature and key encipherment', { extensions: { usage: usage(0xa0) } }),
  leafCase('a key usage for agreement alone', { extensions: { usage: usage(0x08) } }),
  leafCase('expired a second ago', { days: [-10, -1 / 86_400] }, { errors: ['expired'] }),
  leafCase('valid until this second', { days: [-10, 0] }, { errors: ['expired'] }),
  leafCase('valid from this second', { days: [0, 300] }),
  leafCase(
    'ends before it begins',
    { days: [5, -5] },
    { errors: ['expired', 'not-yet-valid', 'validity-inverted'] },
  ),
  leafCase('a printable subject', { subject: printableName('aa.aa-system.svc') }),
  leafCase('an ampersand in a PrintableString', { subject: printableName('a&b') }),
  bundleCase('one line of base64', ({ pem }) =>
    pem.replace(/(?<=-----\n)[\s\S]*(?=\n-----)/, (body) => body.replaceAll('\n', '')),
  ),
  bundleCase('a CSR beside', ({ pem }) => `${pem}${encodePem('CERTIFICATE REQUEST', Buffer.from('x'))}`, {
    warnings: ['bundle-block-unreadable'],
  }),
  bundleCase('headers in a block', ({ pem }) => pem.replace('-----\n', '-----\nFoo: bar\n\n'), {
    errors: ['bundle-unreadable'],
    warnings: ['bundle-block-ignored'],
  }),
  bundleCase('base64 of DER', ({ der }) => der.toString('base64'), { errors: ['bundle-base64-twice'] }),
  bundleCase('DER', ({ der }) => der.toString('latin1'), { errors: ['bundle-der'] }),
  bundleCase('UTF-16', ({ pem }) => Buffer.from(`\ufeff${pem}`, 'utf16le').toString('latin1'), {
    errors: ['bundle-utf-16'],
  }),
  bundleCase('a placeholder', () => '<base64-encoded-ca-cert>', { errors: ['bundle-unreadable'] }),
  bundleCase('blanks alone', () => ' \n', { errors: ['bundle-unreadable'] }),
  bundleCase('line ends of CR alone', ({ pem }) => pem.replaceAll('\n', '\r'), {
    errors: ['bundle-carriage-returns'],
  }),
];

/** Every case, the good ones first. */
export const CASES: readonly (CertificateCase & { readonly group: string })[] = [
  ...HEALTHY.map((item) => ({ ...item, group: 'good' })),
  ...LEAVES.map((item) => ({ ...item, group: 'leaf' })),
  ...AUTHORITIES.map((item) => ({ ...item, group: 'CA' })),
  ...PAIRS.map((item) => ({ ...item, group: 'pair' })),
  ...ROTATIONS.map((item) => ({ ...item, group: 'rotation' })),
  ...INTERMEDIATES.map((item) => ({ ...item, group: 'intermediate' })),
  ...SIBLINGS.map((item) => ({ ...item, group: 'sibling' })),
];
