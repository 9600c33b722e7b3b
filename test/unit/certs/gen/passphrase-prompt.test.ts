import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { runCertsGen } from '../../../../src/commands/certs-gen.ts';
import { CancelledError, UsageError } from '../../../../src/errors.ts';
import { runMain } from '../../../support/run-main.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { fakeTerminal } from '../../../support/terminal.ts';

const OPTIONS = {
  service: 'aa',
  namespace: 'ns',
  caCert: 'certs/ca.crt',
  caKey: 'certs/ca.key',
  out: 'leaf',
};

let cwd = '';
beforeEach(async () => {
  cwd = tempDir();
  writeFileSync(join(cwd, 'pw'), 'open sesame\n');
  const args = ['certs', 'gen', '--service', 'aa', '--namespace', 'ns', '--passphrase-file', 'pw'];
  expect((await runMain(args, { cwd })).status).toBe(0);
});

it('asks for the passphrase of a CA on a terminal, until it is right, and shows nothing of it', async () => {
  const terminal = fakeTerminal({ cwd });
  const running = runCertsGen({ options: OPTIONS, io: terminal.io });
  await terminal.type('Passphrase of certs/ca.key', 'nonsense\r');
  await terminal.type('the passphrase is wrong', '\u0015open sesame\r');
  expect(await running).toBe(0);
  expect(terminal.seen()).toContain('A server certificate for CN=aa.ns.svc');
  expect(terminal.seen()).not.toMatch(/nonsense|sesame/);
});

it('writes nothing where the person leaves', async () => {
  const terminal = fakeTerminal({ cwd });
  const running = runCertsGen({ options: OPTIONS, io: terminal.io });
  const outcome = expect(running).rejects.toThrow(CancelledError);
  await terminal.type('Passphrase of', '\u0003');
  await outcome;
});

it.each([
  ['--yes', { yes: true }, {}],
  ['CI', {}, { env: { CI: 'true' } }],
])('asks nobody with %s', async (_, flags, overrides) => {
  const terminal = fakeTerminal({ cwd, ...overrides });
  const running = runCertsGen({ options: { ...OPTIONS, ...flags }, io: terminal.io });
  await expect(running).rejects.toThrow(UsageError);
  expect(terminal.seen()).toBe('');
});
