import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { NODE_VERSIONS, nodeOfVersion } from '../support/node-version.ts';
import { runKx, startKx } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';

const SCENES = [
  '$ kx scaffold crd crontabs.stable.example.com',
  '$ kx scaffold aa my-aa',
  '$ kx certs gen',
  'my-aa/src/main.ts',
  '$ kx discover --verbose',
  'demo.kx.dev/v1alpha1',
  'POST /apis/demo.kx.dev/v1alpha1/namespaces/default/widgets',
  '"type":"ADDED"',
  'cannot list resource',
];

it.each(NODE_VERSIONS)('plays the whole story on Node %s and leaves nothing behind', (version) => {
  const temporary = tempDir();
  const { status, stdout, stderr } = runKx(['demo'], {
    node: nodeOfVersion(version),
    env: { TMPDIR: temporary, HOME: temporary },
  });
  expect(status, stderr).toBe(0);
  const missing = SCENES.filter((scene) => !stdout.includes(scene));
  expect(missing, stdout).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});

it('keeps everything where it is told to', () => {
  const cwd = tempDir();
  expect(runKx(['demo', '--keep', 'here'], { cwd }).status).toBe(0);
  expect(existsSync(join(cwd, 'here/my-aa/src/main.ts'))).toBe(true);
  const again = runKx(['demo', '--keep', 'here'], { cwd });
  expect(again.status).toBe(3);
  expect(again.stderr).toContain('holds files already');
});

it.each([300, 800, 1300, 1800, 2300])('Ctrl-C after %i ms leaves no file and no process', async (after) => {
  const temporary = tempDir();
  const demo = startKx(['demo'], { env: { TMPDIR: temporary } });
  const closed = once(demo, 'close');
  await sleep(after);
  demo.kill('SIGINT');
  const [code] = await closed;
  // null: the signal came before kx had started, and nothing either.
  expect([130, 0, null]).toContain(code);
  expect(readdirSync(temporary)).toEqual([]);
  expect(processesBelow(temporary)).toEqual([]);
});

/** Numbers of running processes that work below a path, as Linux tells it; other systems are not asked. */
function processesBelow(path: string): readonly string[] {
  if (!existsSync('/proc/self/cwd')) return [];
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && workingDirectory(pid).startsWith(path));
}

function workingDirectory(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}
