import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { librariesOf } from '../../src/model/aa-library.ts';
import { GO_ENVIRONMENT, HAS_GO } from '../cluster/go-command.ts';
import { runKx } from '../support/run-kx.ts';

/**
 * Compiles what the servers in Go stand on, which takes minutes where Go has none of it yet: the tests then wait for
 * their own few files.
 */
export async function buildGoServers(log: (line: string) => void): Promise<void> {
  if (!HAS_GO) return;
  const directory = mkdtempSync(join(tmpdir(), 'kx-go-'));
  for (const library of librariesOf('go')) {
    const project = join(directory, library);
    const names = ['my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget', '--no-certs', '--yes'];
    runKx(['scaffold', 'aa', ...names, '--language', 'go', '--library', library, '--out', project]);
    const started = Date.now();
    const env = { ...process.env, ...GO_ENVIRONMENT };
    const go = spawn('go', ['test', '-run=NONE', './...'], { cwd: project, env, stdio: 'ignore' });
    const [exitCode] = await once(go, 'close');
    const seconds = Math.round((Date.now() - started) / 1000);
    log(`servers in Go on ${library}: compiled in ${seconds} s, exit code ${exitCode}`);
  }
  rmSync(directory, { recursive: true, force: true });
}
