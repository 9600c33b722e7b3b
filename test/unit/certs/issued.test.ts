// Everything that gen, renew and rotate issue is taken by every verifier that this machine has.
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCertsGen } from '../../../src/commands/certs-gen.ts';
import { runCertsRenew } from '../../../src/commands/certs-renew.ts';
import { runCertsRotate } from '../../../src/commands/certs-rotate.ts';
import { KEY_TYPES } from '../../../src/model/certificate/certificate-key-type.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { NOW } from '../../support/defect-certificate.ts';
import { runCommand } from '../../support/run-command.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { HAS_OPENSSL } from './openssl.ts';

const NAME = 'my-aa.my-ns.svc';
const PROFILES: Readonly<Record<string, RawOptions>> = {
  server: { service: 'my-aa', namespace: 'my-ns', ip: ['127.0.0.1', '::1'] },
  client: { profile: 'client', cn: 'alice', org: ['dev'] },
  'front-proxy': { profile: 'front-proxy' },
};
/** Keys of more bits take seconds each, and differ in nothing that a profile changes. */
const QUICK_KEYS = ['p256', 'p384', 'p521', 'rsa2048', 'ed25519'];
const LINES = Object.keys(PROFILES).flatMap((profile) =>
  (profile === 'server' ? KEY_TYPES : QUICK_KEYS).map((key) => ({ profile, key })),
);

/** A certificate and a bundle that goes with it. */
type Issued = {
  readonly what: string;
  readonly folder: string;
  readonly chain: string;
  readonly bundle: string;
  readonly isClient: boolean;
  readonly key: string;
};

const STEPS = [
  { step: 'gen', run: runCertsGen, options: {} },
  { step: 'renew', run: runCertsRenew, options: {} },
  { step: 'renew --ca', run: runCertsRenew, options: { ca: true, reuseKey: true } },
  { step: 'rotate --stage prepare', run: runCertsRotate, options: { stage: 'prepare' } },
  { step: 'rotate --stage switch', run: runCertsRotate, options: { stage: 'switch' } },
  { step: 'rotate --stage finish', run: runCertsRotate, options: { stage: 'finish' } },
] as const;

const ISSUED: Issued[] = [];

/** What openssl, certtool and Node say of it; nothing where they take it. */
const VERIFIERS: readonly { readonly name: string; readonly ask: (issued: Issued) => string }[] = [
  {
    name: 'openssl -x509_strict',
    ask: ({ folder, isClient }) => {
      const purpose = isClient
        ? ['-purpose', 'sslclient']
        : ['-purpose', 'sslserver', '-verify_hostname', NAME];
      const roots = ['-no-CApath', '-no-CAstore', '-CAfile', 'ca.crt', '-attime', String(NOW / 1000)];
      return said('openssl', ['verify', '-x509_strict', ...roots, ...purpose, 'tls.crt'], folder);
    },
  },
  {
    name: 'GnuTLS',
    ask: ({ folder, isClient }) => {
      const purpose = isClient ? '1.3.6.1.5.5.7.3.2' : '1.3.6.1.5.5.7.3.1';
      const name = isClient ? [] : ['--verify-hostname', NAME];
      const flags = ['--verify', '--verify-profile', 'medium', '--verify-purpose', purpose, ...name];
      return said('certtool', [...flags, '--load-ca-certificate', 'ca.crt', '--infile', 'tls.crt'], folder);
    },
  },
  {
    name: 'Node',
    ask: ({ chain, bundle, isClient }) => {
      const leaf = new X509Certificate(chain);
      const signers = blocksOf(bundle).filter((ca) => leaf.checkIssued(ca) && leaf.verify(ca.publicKey));
      if (signers.length !== 1) return `${signers.length} CAs signed it`;
      return isClient || leaf.checkHost(NAME) === NAME ? '' : 'it has another name';
    },
  },
];

const ABSENT: Readonly<Record<string, boolean>> = {
  'openssl -x509_strict': !HAS_OPENSSL,
  GnuTLS: spawnSync('certtool', ['--version']).status !== 0,
};

function said(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(program, [...args], { cwd, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

function blocksOf(bundle: string): readonly X509Certificate[] {
  const blocks = bundle.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

it.each(LINES)(
  'issues $profile certificates with $key keys',
  { timeout: 120_000 },
  async ({ profile, key }) => {
    const cwd = tempDir();
    for (const { step, run, options } of STEPS) {
      const given = step === 'gen' ? { ...PROFILES[profile], key } : options;
      const { error } = await runCommand(run, { cwd, options: given });
      expect(error, step).toBeUndefined();
      const issued = {
        what: `${profile}, ${key}, ${step}`,
        chain: readFileSync(join(cwd, 'certs/tls.crt'), 'utf8'),
        bundle: readFileSync(join(cwd, 'certs/ca.crt'), 'utf8'),
        isClient: profile !== 'server',
        folder: join(cwd, 'certs'),
        key,
      };
      ISSUED.push(issued);
      const verdicts = VERIFIERS.filter(({ name }) => ABSENT[name] !== true).map(({ name, ask }) => [
        name,
        ask(issued),
      ]);
      expect(
        verdicts.filter(([, verdict]) => verdict !== ''),
        issued.what,
      ).toEqual([]);
    }
  },
);

/** What a program says of each that reads cases as JSON, one a line. */
function askAll(program: string, args: readonly string[], cases: readonly Issued[]): readonly string[] {
  const input = cases.map(({ chain, bundle, isClient }) =>
    JSON.stringify({
      Chain: chain,
      Bundle: bundle,
      Name: isClient ? '' : NAME,
      At: NOW / 1000,
      IsClient: isClient,
    }),
  );
  const { stdout, stderr } = spawnSync(program, [...args], {
    cwd: 'test/support/go-verifier',
    input: input.join('\n'),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => String(JSON.parse(line)));
}

const isPythonReady = spawnSync('python3', ['-c', 'import cryptography.x509.verification']).status === 0;

describe('of all that was issued', () => {
  it('there is one for each step, profile and key', () => {
    expect(ISSUED).toHaveLength(LINES.length * STEPS.length);
  });

  it.skipIf(spawnSync('go', ['version']).status !== 0)('Go takes every one', { timeout: 120_000 }, () => {
    const verdicts = askAll('go', ['run', 'main.go'], ISSUED);
    expect(verdicts).toHaveLength(ISSUED.length);
    expect(ISSUED.filter((_, index) => verdicts[index] !== '').map(({ what }) => what)).toEqual([]);
  });

  it.skipIf(!isPythonReady)('python-cryptography takes every one but Ed25519', { timeout: 60_000 }, () => {
    const cases = ISSUED.filter(({ key }) => key !== 'ed25519');
    const verdicts = askAll('python3', ['../python-verifier.py'], cases);
    expect(
      cases.flatMap(({ what }, index) => (verdicts[index] === '' ? [] : [`${what}: ${verdicts[index]}`])),
    ).toEqual([]);
  });
});
