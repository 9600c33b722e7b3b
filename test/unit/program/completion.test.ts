import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PLAIN_TYPES } from '../../../src/model/schema/field-type.ts';
import { COMMAND_GROUPS } from '../../../src/program/command-groups.ts';
import { COMMANDS } from '../../../src/program/command-table.ts';
import { printCompletion } from '../../../src/program/completion/print-completion.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';

const PROGRAM = { commands: COMMANDS, groups: COMMAND_GROUPS };

/** @returns the values offered behind a line, whose last word is the one at the cursor, and what the shell does */
async function complete(line: string, overrides: Parameters<typeof testIo>[0] = {}) {
  const words = line.split(' ');
  const io = testIo(overrides);
  await printCompletion(PROGRAM, [...words.slice(0, -1), `.${words.at(-1)}`], io);
  const { stdout, stderr } = io.printed();
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  return { values: lines.slice(0, -1).map((text) => text.split('\t')[0]), next: lines.at(-1) };
}

const FORMATS = ['json', 'yaml'];

// What is typed, and all that is offered.
it.each([
  ['sc', ['scaffold']],
  ['he', ['help']],
  ['help sc', ['scaffold']],
  ['help scaffold cr', ['crd']],
  ['help he', []],
  ['scaffold cr', ['crd']],
  ['certs g', ['gen']],
  ['nonsense ', []],
  ['--vers', ['--version']],
  ['--color ', ['auto', 'always', 'never']],
  ['--color never disc', ['discover']],
  ['--no-color scaffold cr', ['crd']],
  ['scaffold crd --scope ', ['Namespaced', 'Cluster']],
  ['scaffold crd --scope=Na', ['--scope=Namespaced']],
  ['scaffold crd --scope Na', ['Namespaced']],
  ['scaffold crd --scope namesp', []],
  ['scaffold crd -o ', FORMATS],
  ['scaffold crd --output=', FORMATS.map((format) => `--output=${format}`)],
  ['scaffold crd -oy', ['-oyaml']],
  ['scaffold crd --sco', ['--scope']],
  ['scaffold crd --scope Cluster --sco', []],
  ['scaffold crd --scope=Cluster --sco', []],
  ['scaffold crd --short-name a --short-n', ['--short-name']],
  ['scaffold crd --kind --sco --sco', ['--scope']],
  ['scaffold crd -- --sco', []],
  ['scaffold crd a.b.c --sco', ['--scope']],
  ['scaffold crd --nonsense --sco', ['--scope']],
  ['scaffold crd --status=x --stat', []],
  ['discover --kubectl 1.2', ['1.27', '1.28', '1.29']],
  ['discover --namespaced=', ['--namespaced=true', '--namespaced=false']],
  ['discover --sort-by ', ['name', 'kind']],
  ['completion ', ['bash', 'zsh', 'fish', 'powershell']],
  ['completion bash z', []],
  ['certs gen --pro', ['--profile']],
  ['certs gen --profile c', ['client']],
])('%s<Tab> offers %j', async (line, values) => {
  expect(await complete(line)).toEqual({ values, next: ':' });
});

it.each([
  ['scaffold crd --out ', ':directories'],
  ['scaffold crd --out=sr', ':directories'],
  ['scaffold aa x --out ', ':directories'],
  ['demo --keep ', ':directories'],
  ['scaffold update ', ':directories'],
  ['scaffold update my', ':directories'],
  ['scaffold crd --answers ', ':files'],
  ['scaffold update --answers=', ':files'],
  ['certs gen --ca-cert ', ':files'],
  ['certs gen --ca-key=x', ':files'],
  ['discover --kubeconfig ', ':files'],
  ['discover --client-key ', ':files'],
  ['scaffold crd --kind ', ':'],
])('%s<Tab> leaves names to the shell: %s', async (line, next) => {
  expect(await complete(line)).toEqual({ values: [], next });
});

/** Every flag whose value --help calls a file or a directory. */
async function pathFlags(): Promise<readonly (readonly [string, string])[]> {
  const flags = COMMANDS.map(async ({ name, describe }) => {
    const specs = (await describe()).options.flatMap((group) => group.options);
    return specs.flatMap(({ flags: text }) => {
      const { flag, what } = /(?<flag>--[\w-]+) <(?<what>file|dir|directory)\b.*>$/.exec(text)?.groups ?? {};
      return [[`${name} ${flag} `, what === 'file' ? ':files' : ':directories'] as const].filter(() => flag);
    });
  });
  return (await Promise.all(flags)).flat();
}

it('knows every flag that takes a file or a directory', async () => {
  const wanted = await pathFlags();
  expect(wanted.length).toBeGreaterThan(8);
  for (const [line, next] of wanted) expect((await complete(line)).next, line).toBe(next);
});

it.each(COMMANDS)('offers each flag of kx $name until it was given', async ({ name, describe }) => {
  const { options } = await describe();
  const flags = options.flatMap((group) => group.options);
  const offered = (await complete(`${name} --`)).values;
  const missing = flags.filter(({ flags: text }) => !offered.includes(/--[\w-]+/.exec(text)?.[0]));
  expect(missing).toEqual([]);
  for (const { flags: text, repeatable = false } of flags) {
    const flag = /--[\w-]+/.exec(text)?.[0];
    const again = (await complete(`${name} ${flag}=x --`)).values;
    expect(again.includes(flag), `${flag} again`).toBe(repeatable);
  }
});

it('offers flags where nothing else can stand', async () => {
  const { values } = await complete('discover ');
  expect(values).toContain('--context');
  expect(values).not.toContain('-o');
});

const TYPES = [...Object.keys(PLAIN_TYPES), 'map<'];

it.each([
  ['spec.x:', TYPES.map((type) => `spec.x:${type}`)],
  ['spec.x:str', ['spec.x:string', 'spec.x:string!', 'spec.x:string[]']],
  ['spec.x:date', ['spec.x:date', 'spec.x:date-time']],
  ['spec.x[].y:qu', ['spec.x[].y:quantity', 'spec.x[].y:quantity!', 'spec.x[].y:quantity[]']],
  ['spec.x:map<in', ['integer', 'int32', 'int64', 'int-or-string'].map((type) => `spec.x:map<${type}`)],
])('--field %s<Tab> offers types, and no blank behind them', async (typed, values) => {
  expect(await complete(`scaffold crd --field ${typed}`)).toEqual({ values, next: ':nospace' });
  expect(await complete(`scaffold aa x --field=${typed}`)).toEqual({
    values: values.map((value) => `--field=${value}`),
    next: ':nospace',
  });
});

it.each(['spec.x', 'spec.x:string=a', ':'])('--field %s<Tab> has nothing to offer', async (typed) => {
  expect((await complete(`scaffold crd --field ${typed}`)).values).toEqual([]);
});

const KUBECONFIG = `
contexts: [{name: staging, context: {}}, {name: prod, context: {}}, {name: $(reboot), context: {}}]
clusters: [{name: east, cluster: {}}]
users: [{name: alice, user: {}}]
`;

it('offers the names of the kubeconfig that the command would read', async () => {
  const home = tempDir();
  mkdirSync(join(home, '.kube'));
  writeFileSync(join(home, '.kube/config'), KUBECONFIG);
  writeFileSync(join(home, 'other'), KUBECONFIG.replace('prod', 'other'));
  const machine = { env: { HOME: home }, cwd: home };
  expect((await complete('discover --context ', machine)).values).toEqual(['staging', 'prod']);
  expect((await complete('discover --context=p', machine)).values).toEqual(['--context=prod']);
  expect((await complete('discover --cluster ', machine)).values).toEqual(['east']);
  expect((await complete('discover --user ', machine)).values).toEqual(['alice']);
  expect((await complete('discover --kubeconfig other --context o', machine)).values).toEqual(['other']);
  expect((await complete('discover --kubeconfig=~/other --context o', machine)).values).toEqual(['other']);
});

it.each(['contexts: [', 'contexts: [{name: a}, {name: a}]', '- not a mapping'])(
  'a kubeconfig that is %j is nothing to a person at a prompt',
  async (text) => {
    const home = tempDir();
    writeFileSync(join(home, 'config'), text);
    const machine = { env: { HOME: home, KUBECONFIG: join(home, 'config') }, cwd: home };
    expect((await complete('discover --context ', machine)).values).toEqual([]);
    expect((await complete('discover --kubeconfig /nowhere --context ', machine)).values).toEqual([]);
  },
);

it('nothing typed is no error', async () => {
  const io = testIo();
  await printCompletion(PROGRAM, [], io);
  expect(io.printed().stdout).toMatch(/^scaffold\t/);
});
