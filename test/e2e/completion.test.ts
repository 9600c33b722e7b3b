import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runKx } from '../support/run-kx.ts';
import { environmentWithKx, HAS_TERMINALS, isInstalled, typeAtPrompt } from '../support/shell-at-prompt.ts';
import { tempDir } from '../support/temp-dir.ts';

/** A directory with something to complete in it. */
function workingDirectory(): string {
  const cwd = tempDir();
  mkdirSync(join(cwd, 'source'));
  mkdirSync(join(cwd, 'two words'));
  writeFileSync(join(cwd, 'sample.yaml'), '');
  return cwd;
}

// What is typed, Tab at its end, and the words that the shell makes of it.
const ONE_CANDIDATE = [
  ['kx sca', 'kx scaffold'],
  ['kx help sca', 'kx help scaffold'],
  ['kx completion f', 'kx completion fish'],
  ['kx --no-co', 'kx --no-color'],
  ['kx scaffold crd --scope N', 'kx scaffold crd --scope Namespaced'],
  ['kx scaffold crd --scope=Na', 'kx scaffold crd --scope=Namespaced'],
  ['kx scaffold crd -o j', 'kx scaffold crd -o json'],
  ['kx scaffold crd --scope Cluster --sc', 'kx scaffold crd --scope Cluster --scale'],
  ['kx scaffold crd --field \'spec.a:string!{pattern="^[a-z]$"}\' --sco', null],
  ['kx scaffold crd --field spec.x:doub', 'kx scaffold crd --field spec.x:double'],
  ['kx scaffold crd --field=spec.x:doub', 'kx scaffold crd --field=spec.x:double'],
  ['kx discover --kubeconfig sam', 'kx discover --kubeconfig sample.yaml'],
  ['kx discover --kubeconfig=sam', 'kx discover --kubeconfig=sample.yaml'],
] as const;

const DIRECTORIES = [
  ['kx scaffold crd --out s', 'kx scaffold crd --out source'],
  ['kx scaffold crd --out=s', 'kx scaffold crd --out=source'],
] as const;

const EXPECTED = [...ONE_CANDIDATE, ...DIRECTORIES].map(([, line]) =>
  (line ?? 'kx scaffold crd --field spec.a:string!{pattern="^[a-z]$"} --scope').split(' '),
);

const SHELLS = [
  { name: 'bash', shell: 'bash --norc --noprofile -i', setUp: ['source <(kx completion bash)'] },
  {
    name: 'zsh',
    shell: 'zsh -f -i',
    setUp: ['autoload -U compinit', 'compinit -D', 'bindkey -e', 'source <(kx completion zsh)'],
  },
];

it.for(SHELLS)('$name completes at its prompt', async ({ name, shell, setUp }, { skip }) => {
  skip(!HAS_TERMINALS || !isInstalled(name), `there is no ${name}, or no terminal to give it`);
  const lines = [...ONE_CANDIDATE, ...DIRECTORIES].map(([typed]) => `${typed}\t`);
  const seen = await typeAtPrompt({ shell, setUp, cwd: workingDirectory() }, lines);
  // Bash ends a directory with a slash, zsh takes it away again where a word ends.
  expect(seen.map((words) => words.map((word) => word.replace(/\/$/, '')))).toEqual(EXPECTED);
});

it.for(SHELLS)('$name runs nothing of what is typed', async ({ name, shell, setUp }, { skip }) => {
  skip(!HAS_TERMINALS || !isInstalled(name), `there is no ${name}, or no terminal to give it`);
  const cwd = workingDirectory();
  // Tab, then what is typed is thrown away with Ctrl-A Ctrl-K.
  const keys = ['kx scaffold crd --field "$(touch ran)" --field `touch ran` --sco\t\u0001\u000b'];
  expect(await typeAtPrompt({ shell, setUp, cwd }, keys)).toEqual([['']]);
  expect(spawnSync('ls', { cwd, encoding: 'utf8' }).stdout).not.toContain('ran');
});

/** Completion as bash calls it, for machines without a terminal to give away. */
function bashReply(words: readonly string[], replaced: string, line = words.join(' ')): readonly string[] {
  const cwd = workingDirectory();
  const script = `source <(kx completion bash)
    COMP_WORDS=("\${@:3}") COMP_CWORD=$(($# - 3)) COMP_LINE=$2 COMP_POINT=\${#2}
    _kx kx "$1"; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', replaced, line, ...words], {
    cwd,
    env: environmentWithKx(cwd),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

it.skipIf(!isInstalled('bash'))('bash offers all values, each as far as Readline replaces it', () => {
  const before = ['kx', 'scaffold', 'crd'];
  const scopes = ['Namespaced', 'Cluster'];
  expect(bashReply([...before, '--scope', ''], '')).toEqual(scopes);
  expect(bashReply([...before, '--scope', '='], '', 'kx scaffold crd --scope=')).toEqual(scopes);
  // Where the user's COMP_WORDBREAKS has no = or :, the word is whole.
  expect(bashReply([...before, '--scope='], '--scope=')).toEqual(scopes.map((scope) => `--scope=${scope}`));
  expect(bashReply([...before, '--field', "'spec.x:doub"], 'spec.x:doub')[0]).toBe('spec.x:double');
});

const fishOffers = (line: string, cwd: string) =>
  spawnSync('fish', ['-N', '-c', 'kx completion fish | source; complete -C "$LINE"'], {
    cwd,
    env: { ...environmentWithKx(cwd), LINE: line },
    encoding: 'utf8',
  });

it.skipIf(!isInstalled('fish'))('fish completes', () => {
  const offers = (line: string) => {
    const { stdout, stderr } = fishOffers(line, workingDirectory());
    expect(stderr).toBe('');
    return stdout
      .trimEnd()
      .split('\n')
      .map((text) => text.split('\t')[0]);
  };
  expect(offers('kx scaffold crd --scope ')).toEqual(['Cluster', 'Namespaced']);
  expect(offers('kx scaffold crd --scope=Na')).toEqual(['--scope=Namespaced']);
  expect(offers('kx scaffold crd --scope Cluster --sco')).toEqual(['']);
  expect(offers("kx scaffold crd --field 'spec.x:doub")).toContain('spec.x:double');
  expect(offers('kx scaffold crd --out=s')).toEqual(['--out=source/']);
  expect(offers('kx scaffold crd --out s')).toEqual(['source/']);
  expect(offers('kx discover --kubeconfig sam')).toEqual(['sample.yaml']);
  expect(offers('kx discover --kubeconfig=sam')).toEqual(['--kubeconfig=sample.yaml']);
});

it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a completion script for %s', (shell) => {
  const { status, stdout, stderr } = runKx(['completion', shell]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('kx complete --');
});

it.each([[[]], [['']], [['bsh']], [['bash', 'zsh']]])('kx completion %j is a usage error', (args) => {
  expect(runKx(['completion', ...args]).status).toBe(2);
});

it('answers within 150 ms of what bare Node needs', () => {
  const milliseconds = (args: readonly string[]) => {
    const started = performance.now();
    spawnSync(process.execPath, [...args], { stdio: 'ignore' });
    return performance.now() - started;
  };
  const kx = 'bin/kx.js';
  const lines = [
    ['scaffold', 'crd', '.--'],
    ['scaffold', 'crd', '--field', '.spec.x:'],
    ['discover', '--context', '.'],
  ];
  const best = (args: readonly string[]) => Math.min(...[1, 2, 3].map(() => milliseconds(args)));
  const bare = best(['-e', '0']);
  for (const line of lines)
    expect(best([kx, 'complete', '--', ...line]) - bare, line.join(' ')).toBeLessThan(150);
});
