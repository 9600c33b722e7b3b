import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KX } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';

/** The commands of README.md that need no cluster, each with the output that follows it there. */
function examples(): readonly { readonly command: string; readonly output: string }[] {
  const blocks = readFileSync('README.md', 'utf8').matchAll(/```console\n(?<text>[^`]*)```/g);
  const steps = [...blocks].flatMap((block) => (block.groups?.['text'] ?? '').split(/^\$ /m).slice(1));
  return steps
    .map((step) => ({ command: step.split('\n')[0] ?? '', output: step.split('\n').slice(1).join('\n') }))
    .filter(({ command }) => /^kx (scaffold|certs)/.test(command));
}

/** Dates, and the part of a CA's name that is drawn at random. */
function normalize(text: string): string {
  return text
    .replaceAll(/\d{1,2} [A-Z][a-z]+ \d{4}/g, 'DATE')
    .replaceAll(/\d{4}-\d\d-\d\d [0-9a-f]{4}/g, 'NAME');
}

it.each(examples())('$command prints what README.md says', ({ command, output }) => {
  const { status, stdout } = spawnSync('bash', ['-c', `kx() { "$NODE" "$KX" "$@"; }; ${command} 2>&1`], {
    cwd: tempDir(),
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, KX },
  });
  expect(status, stdout).toBe(0);
  if (output !== '') expect(normalize(stdout)).toBe(normalize(output));
});

it('has three such commands', () => {
  expect(examples()).toHaveLength(3);
});
