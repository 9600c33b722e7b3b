import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCertsRenew } from '../../../../src/commands/certs-renew.ts';
import { runCertsRotate } from '../../../../src/commands/certs-rotate.ts';
import { runMain } from '../../../support/run-main.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { fakeTerminal } from '../../../support/terminal.ts';

let cwd = '';
beforeEach(async () => {
  cwd = tempDir();
  writeFileSync(join(cwd, 'pw'), 'open sesame\n');
  const args = ['certs', 'gen', '--service', 'aa', '--namespace', 'ns', '--passphrase-file', 'pw'];
  expect((await runMain(args, { cwd })).status).toBe(0);
});
afterEach(() => void vi.useRealTimers());

it.each([
  ['renew', runCertsRenew, {}, 'A server certificate for CN=aa.ns.svc'],
  ['rotate', runCertsRotate, { stage: 'prepare' }, 'The new CA is'],
])('%s: nothing is drawn over the prompt, however long a person thinks', async (_, run, options, done) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'], shouldAdvanceTime: true });
  const terminal = fakeTerminal({ cwd });
  const running = run({ args: [], options, io: terminal.io });
  await terminal.type('Passphrase of certs/ca.key', 'open');
  vi.advanceTimersByTime(10_000);
  expect(terminal.seen()).not.toContain('making ');
  vi.useRealTimers();
  await terminal.type('', ' sesame\r');
  expect(await running).toBe(0);
  expect(terminal.seen()).toContain(done);
});
