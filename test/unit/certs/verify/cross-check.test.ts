import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { CASES, type CertificateCase } from '../../../support/certificate-cases.ts';
import { NOW } from '../../../support/defect-certificate.ts';
import { judgeCase, WANTED_NAME } from '../../../support/judge-case.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { HAS_OPENSSL, openssl } from '../openssl.ts';

const HAS_GO = spawnSync('go', ['version']).status === 0;
const IS_OPENSSL_3 = HAS_OPENSSL && openssl('version').startsWith('OpenSSL 3.');

/** Signature of a bundle or a leaf that kx reads and a program does not: said in kx's own words. */
const OWN_WORDS = 'OpenSSL cannot read the certificate';

function firstBlock(pem: string): string {
  return /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n/s.exec(pem)?.[0] ?? '';
}

describe.skipIf(!IS_OPENSSL_3)('openssl verify', () => {
  const ask = async ({ chain, bundle }: CertificateCase, isStrict: boolean): Promise<string> => {
    const folder = tempDir();
    const leaf = firstBlock(chain);
    const files = { 'leaf.pem': leaf, 'sent.pem': chain.slice(leaf.length), 'ca.pem': bundle };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, 'latin1');
    const args = ['verify', '-no-CApath', '-no-CAstore', '-CAfile', 'ca.pem', '-purpose', 'sslserver'];
    if (files['sent.pem'] !== '') args.push('-untrusted', 'sent.pem');
    args.push('-verify_hostname', WANTED_NAME, '-attime', String(NOW / 1000));
    if (isStrict) args.push('-x509_strict');
    return new Promise((resolve) => {
      execFile('openssl', [...args, 'leaf.pem'], { cwd: folder }, (_, stdout, stderr) => {
        const text = stdout + stderr;
        resolve(
          /error \d+ at \d+ depth lookup: .*/.exec(text)?.[0] ??
            (text.includes(': OK') ? '' : `unreadable: ${text}`),
        );
      });
    });
  };

  it.each(CASES)('$group: $name', async (item) => {
    const { verdicts, findings } = judgeCase(item);
    const predicted = { default: verdicts?.openssl ?? '', strict: verdicts?.opensslStrict ?? '' };
    const real = { default: await ask(item, false), strict: await ask(item, true) };
    if (predicted.default === OWN_WORDS) {
      expect(real.default).not.toBe('');
    } else if (real.default.startsWith('unreadable')) {
      expect(findings.map(({ id }) => id).filter((id) => id.startsWith('bundle-'))).not.toEqual([]);
    } else {
      expect(predicted).toEqual(real);
    }
  });
});

describe.skipIf(!HAS_GO)('Go', () => {
  const answers: string[] = [];

  it('answers for every case', { timeout: 120_000 }, () => {
    const input = CASES.map(({ chain, bundle }) =>
      JSON.stringify({ Chain: chain, Bundle: bundle, Name: WANTED_NAME, At: NOW / 1000 }),
    ).join('\n');
    const run = spawnSync('go', ['run', 'main.go'], {
      cwd: 'test/support/go-verifier',
      input,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    answers.push(
      ...run.stdout
        .trimEnd()
        .split('\n')
        .map((line) => String(JSON.parse(line))),
    );
    expect(answers).toHaveLength(CASES.length);
  });

  it.each(CASES.map((item, index) => ({ ...item, index })))('$group: $name', ({ index, ...item }) => {
    expect(judgeCase(item).verdicts?.go ?? '').toBe(answers[index]);
  });
});

describe('Node', () => {
  /** @returns the code of the handshake's error; undefined where the server cannot even start */
  const shakeHands = (item: CertificateCase): Promise<string | undefined> =>
    new Promise((resolve) => {
      const server = startServer(item);
      if (server === undefined) return resolve(undefined);
      server.on('tlsClientError', () => {});
      server.listen(0, '127.0.0.1', () => {
        const done = (code: string) => {
          server.close();
          socket.destroy();
          resolve(code);
        };
        const { port } = server.address() as AddressInfo;
        const ca = Buffer.from(item.bundle, 'latin1');
        const socket = connect({ port, host: '127.0.0.1', ca, servername: WANTED_NAME }, () => done(''));
        socket.on('error', (error) => done('code' in error ? String(error.code) : error.message));
      });
    });

  it.for(CASES)('$group: $name', async (item, { skip }) => {
    const code = await shakeHands(item);
    if (code === undefined) skip('a Node server does not start with it');
    if (code?.includes('HANDSHAKE_FAILURE'))
      skip('they find no algorithm that suits the key, and get no further');
    expect(judgeCase(item).verdicts?.node ?? '').toBe(code);
  });
});

function startServer({ chain, key }: CertificateCase) {
  try {
    return createServer({ cert: chain, key });
  } catch {
    return undefined;
  }
}
