import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { runDiscover } from '../../src/commands/discover.ts';
import type { RawOptions } from '../../src/options/option.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testIo } from '../support/test-io.ts';
import { findProgram, kubectl } from './kubectl.ts';

/** An API server that has just started goes on to write its own objects. */
function settled(text: string): string {
  return text.replaceAll(/"resourceVersion":"\d+"|"lastTransitionTime":"[^"]+"|"time":"[^"]+"/g, '');
}

const HAS_CURL = spawnSync('curl', ['--version']).status === 0;

describeControlPlanes('what kx discover was asked for', ({ version }) => {
  const controlPlane = useControlPlane({ version });

  async function discover(options: RawOptions, args: readonly string[] = []) {
    const cwd = tempDir();
    const io = testIo({ cwd, env: { KUBECONFIG: controlPlane().kubeconfig }, now: () => new Date() });
    const code = await runDiscover({ args, options: { headers: true, ...options }, io });
    return { code, cwd, ...io.printed() };
  }

  beforeAll(async () => {
    await kubectl(controlPlane(), [
      'wait',
      '--for=condition=Available',
      'apiservice',
      '--all',
      '--timeout=60s',
    ]);
  });

  it.skipIf(!HAS_CURL).each<readonly [what: string, options: RawOptions]>([
    ['a table', {}],
    ['who serves what', { output: 'wide' }],
    ['legacy discovery', { mode: 'legacy' }],
    ['somebody else', { as: 'system:admin', asGroup: ['system:masters'] }],
  ])('is answered to curl as it was to kx: %s', async (_, options) => {
    const { code, cwd } = await discover({ ...options, curl: 'ask.sh', har: 'ask.har' });
    expect(code).toBe(0);
    const script = join(cwd, 'ask.sh');
    expect(readFileSync(script, 'utf8')).not.toContain('PRIVATE KEY');
    expect(existsSync(`${script}.secrets`)).toBe(true);
    const { stdout, stderr } = await promisify(execFile)('sh', [script], { maxBuffer: 2 ** 26 });
    expect(stderr).toBe('');
    const { entries } = JSON.parse(readFileSync(join(cwd, 'ask.har'), 'utf8')).log;
    expect(stdout.match(/^\{"/gm)).toHaveLength(entries.length);
    const answers = entries.map(
      ({ response }: { response: { content: { text: string } } }) => response.content.text,
    );
    for (const answer of answers) expect(settled(stdout)).toContain(settled(answer.trimEnd()));
  });

  describe('kubectl api-resources', () => {
    it.each<readonly [flags: readonly string[], options: RawOptions]>([
      [['--api-group=nosuch'], { apiGroup: 'nosuch' }],
      [['--api-group=nosuch', '-o', 'name'], { apiGroup: 'nosuch', output: 'name' }],
      [['--api-group=nosuch', '--no-headers'], { apiGroup: 'nosuch', headers: false }],
      [['--verbs=nosuch'], { verbs: ['nosuch'] }],
      [['--sort-by=name'], { sortBy: 'name' }],
      [['--sort-by=kind'], { sortBy: 'kind' }],
    ])('prints the same with %j', async (flags, options) => {
      for (const [asked, name] of [
        ['1.27', 'kubectl.1.27'],
        ['1.33', 'kubectl.1.33'],
        [version, 'kubectl'],
      ]) {
        const program = name === 'kubectl' ? controlPlane().kubectl : findProgram(name ?? '');
        if (program === undefined) throw new Error(`${name} is not installed`);
        const theirs = await kubectl(controlPlane(), ['api-resources', ...flags], { program });
        const ours = await discover({ ...options, kubectl: asked });
        expect(ties(ours.stdout, options)).toEqual(ties(theirs.stdout, options));
      }
    });
  });
});

/** Rows of one name or one kind are in the order of a Go map: each run of them is sorted. */
function ties(stdout: string, { sortBy }: RawOptions): readonly string[] {
  const key = (line: string) => line.split(/ +/).at(sortBy === 'name' ? 0 : -1);
  const runs: string[][] = [];
  for (const line of stdout.split('\n')) {
    const last = runs.at(-1);
    if (sortBy !== undefined && key(last?.[0] ?? '') === key(line)) last?.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => run.toSorted());
}
