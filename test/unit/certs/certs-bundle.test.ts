import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCertsBundle } from '../../../src/commands/certs-bundle.ts';
import { make, printableName } from '../../support/defect-certificate.ts';
import { runCommand } from '../../support/run-command.ts';
import { tempDir } from '../../support/temp-dir.ts';

const OLD = make({ ca: true, name: 'old' });
const NEW = make({ ca: true, name: 'new' });
const LEAF = make({ issuer: OLD });

async function bundle(contents: readonly (string | Uint8Array)[], options = {}) {
  const cwd = tempDir();
  const args = contents.map((content, index) => {
    writeFileSync(join(cwd, `f${index}`), content);
    return `f${index}`;
  });
  return runCommand(runCertsBundle, { cwd, args, options });
}

it.each([
  ['one', [OLD.pem], OLD.pem],
  ['two files', [OLD.pem, NEW.pem], OLD.pem + NEW.pem],
  ['one file of two', [OLD.pem + NEW.pem], OLD.pem + NEW.pem],
  ['a repeated one', [OLD.pem, NEW.pem + OLD.pem], OLD.pem + NEW.pem],
  ['CRLF, text and a byte order mark', [`\ufeff# ours\r\n${OLD.pem.replaceAll('\n', '\r\n')}`], OLD.pem],
  ['DER', [OLD.der], OLD.pem],
  ['base64', [Buffer.from(OLD.pem).toString('base64')], OLD.pem],
])('prints the base64 of the PEM of %s', async (_, contents, pem) => {
  const { stdout, exitCode } = await bundle(contents);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^[A-Za-z0-9+/]+={0,2}\n$/);
  expect(Buffer.from(stdout, 'base64').toString()).toBe(pem);
});

it.each([
  ['a leaf', LEAF.pem, 'is no CA but the certificate of CN=aa'],
  ['a key', OLD.keyPem, 'is a private key'],
  ['a CA with its key', OLD.pem + OLD.keyPem, 'is a private key'],
  ['what Go refuses', make({ ca: true, subject: printableName('a_b') }).pem, 'invalid PrintableString'],
  ['nothing', '', 'is empty'],
  ['half a file', OLD.pem.slice(0, 99), 'is cut off'],
])('refuses %s', async (_, content, sentence) => {
  const { exitCode, stdout, error } = await bundle([OLD.pem, content]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(error?.violations.map(({ message }) => message).join('\n')).toContain(sentence);
});

it('warns of expired ones, and tells programs what is in it', async () => {
  const expired = make({ ca: true, days: [-9, -1] });
  expect((await bundle([expired.pem])).stderr).toMatch(
    /^Note: f0 expired on .*: it trusts nothing any more\.\n$/,
  );
  const document = JSON.parse((await bundle([OLD.pem, expired.pem], { output: 'json' })).stdout);
  expect(document).toMatchObject({
    kind: 'CertificateBundle',
    certificates: [{ subject: 'CN=old' }, { subject: 'CN=kx-ca' }],
    notes: [expect.stringContaining('expired')],
  });
});

it('lists what is missing', async () => {
  expect((await bundle([])).error?.violations).toMatchObject([{ path: 'FILE' }]);
  const { error } = await runCommand(runCertsBundle, { cwd: tempDir(), args: ['x', 'y'] });
  expect(error?.violations.map(({ path }) => path)).toEqual(['x', 'y']);
});
