import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { KX } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';

type Step = { readonly command: string; readonly output: string };

/** The examples of README.md that begin with a kx that needs no cluster: commands, and what follows each there. */
function examples(): readonly { readonly first: string; readonly steps: readonly Step[] }[] {
  const blocks = readFileSync('README.md', 'utf8').matchAll(/```console\n(?<text>[^`]*)```/g);
  return [...blocks]
    .map((block) => (block.groups?.['text'] ?? '').split(/^\$ /m).slice(1).map(stepOf))
    .map((steps) => ({ first: steps[0]?.command ?? '', steps: steps.filter(isHere) }))
    .filter(({ first }) => /^kx (scaffold|certs)/.test(first));
}

function stepOf(text: string): Step {
  const [command = '', ...output] = text.split('\n');
  return { command, output: output.join('\n') };
}

/** What needs no server, and nothing that README.md only names. */
function isHere({ command }: Step): boolean {
  return /^(kx (scaffold|certs)|sed) /.test(command);
}

/** Dates, and the part of a CA's name that is drawn at random. */
function normalize(text: string): string {
  return text
    .replaceAll(/\d{1,2} [A-Z][a-z]+ \d{4}/g, 'DATE')
    .replaceAll(/\d{4}-\d\d-\d\d [0-9a-f]{4}/g, 'NAME');
}

it.each(examples())('$first and what follows print what README.md says', ({ steps }) => {
  const cwd = tempDir();
  for (const { command, output } of steps) {
    const { status, stdout } = spawnSync('bash', ['-c', `kx() { "$NODE" "$KX" "$@"; }; ${command} 2>&1`], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, KX },
    });
    expect(status, stdout).toBe(0);
    if (output !== '') expect(normalize(stdout)).toBe(normalize(output));
  }
});

it('has five such examples', () => {
  expect(examples()).toHaveLength(5);
});
