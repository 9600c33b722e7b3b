import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runMain } from '../support/run-main.ts';
import { tempDir } from '../support/temp-dir.ts';
import { kubectl } from './kubectl.ts';

describeControlPlanes('kx certs gen', ({ version }) => {
  const controlPlane = useControlPlane({ version });

  it('prints a kubectl that makes a Secret of the pair', async () => {
    const cwd = tempDir();
    const args = [
      'certs',
      'gen',
      '--service',
      'my-aa',
      '--namespace',
      'my-aa-system',
      '--out',
      join(cwd, 'certs'),
    ];
    const { stderr } = await runMain(args, { cwd });
    const [line = ''] = stderr.split('\n').filter((text) => text.startsWith('  kubectl '));
    const run = (words: readonly string[]) => kubectl(controlPlane(), words);
    expect(await run(['create', 'namespace', 'my-aa-system'])).toMatchObject({ exitCode: 0 });
    expect(await run(line.trim().split(' ').slice(1))).toMatchObject({ exitCode: 0, stderr: '' });
    const { stdout } = await run(['get', 'secret', 'my-aa-tls', '-n', 'my-aa-system', '-o', 'json']);
    const { type, data } = JSON.parse(stdout);
    expect(type).toBe('kubernetes.io/tls');
    for (const name of ['tls.crt', 'tls.key']) {
      const file = readFileSync(join(cwd, 'certs', name), 'utf8');
      expect(Buffer.from(data[name], 'base64').toString(), name).toBe(file);
    }
  });
});
