// The tests that a user of a scaffolded server gets, run as they run them, without a package installed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { nodeOfVersion } from '../support/node-version.ts';
import { runKx } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';

it.each([
  ['aa-widget', '22.23.3'],
  ['aa-odd-names', '24.21.0'],
  ['aa-from-crds', '24.21.0'],
])('%s passes its own tests on Node %s', (name, version) => {
  const project = join(tempDir(), 'project');
  const words = readFileSync(join('test/golden', name, 'command'), 'utf8')
    .trimEnd()
    .split('\n');
  const made = runKx([...words, '--out', project]);
  expect(made.status, made.stderr).toBe(0);
  const { scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const [program, ...args] = scripts.test.replaceAll('"', '').split(' ');
  expect(program).toBe('node');
  const { status, stdout } = spawnSync(nodeOfVersion(version), args, { cwd: project, encoding: 'utf8' });
  expect(status, stdout).toBe(0);
  const [, passed = 0] = /pass (\d+)$/m.exec(stdout) ?? [];
  expect(Number(passed)).toBeGreaterThan(6);
});
