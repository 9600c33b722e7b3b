import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';

const NAMED = ['scaffold', 'crd', 'tabs.example.com', '--kind', 'Tab'];
const FIELDS = ['--field', 'spec.min:int32=1', '--field', 'spec.max:int32=2'];

async function run(args: readonly string[], cwd = tempDir()) {
  const ran = await runMain([...NAMED, ...args], { cwd });
  return { ...ran, cwd };
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => path !== '.kx/record')
    .toSorted();
}

describe('--only', () => {
  it.each([
    ['crd', ['crd.yaml'], 'kubectl apply -f tabs.example.com/crd.yaml'],
    ['sample', ['samples/full.yaml', 'samples/minimal.yaml'], 'kubectl apply -f tabs.example.com/samples/'],
    [
      'rbac,types',
      ['rbac/admin.yaml', 'rbac/editor.yaml', 'rbac/viewer.yaml', 'types/tab.ts'],
      'kubectl apply -f tabs.example.com/rbac/',
    ],
  ])('%s', async (only, files, next) => {
    const { cwd, stderr } = await run(['--only', only]);
    expect(filesIn(join(cwd, 'tabs.example.com'))).toEqual(files);
    expect(stderr).toContain(`  ${next}\n`);
  });

  it('docs has no next step', async () => {
    const { cwd, stderr } = await run(['--only', 'docs']);
    expect(filesIn(join(cwd, 'tabs.example.com'))).toEqual(['README.md']);
    expect(stderr).not.toContain('Next');
  });

  it('is kept by an update', async () => {
    const { cwd } = await run(['--only', 'crd']);
    const updated = await runMain(['scaffold', 'update', 'tabs.example.com', ...FIELDS], { cwd });
    expect(updated.status, updated.stderr).toBe(0);
    expect(filesIn(join(cwd, 'tabs.example.com'))).toEqual(['crd.yaml']);
  });
});

describe('--stdout', () => {
  it('prints the CRD alone', async () => {
    const { cwd, stdout, stderr } = await run(['--stdout', ...FIELDS]);
    expect(parse(stdout).kind).toBe('CustomResourceDefinition');
    expect(stderr).toBe('');
    expect(existsSync(join(cwd, 'tabs.example.com'))).toBe(false);
  });

  it.each([
    [['-o', 'json'], '--output'],
    [['--dry-run'], '--dry-run'],
    [['--only', 'docs'], '--only'],
  ])('cannot be combined with %j', async (args, flag) => {
    const { status, stderr } = await run(['--stdout', ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(`${flag}: cannot be combined with --stdout`);
  });
});

const RULE = {
  path: 'spec',
  rule: 'self.min <= self.max',
  messageExpression: 'string(self.max)',
  reason: 'FieldValueForbidden',
  fieldPath: '.min',
};

describe('rules', () => {
  const rulesOf = (crd: string) =>
    parse(crd).spec.versions[0].schema.openAPIV3Schema.properties.spec['x-kubernetes-validations'];

  it('have all six keys in an answers file, and when the answers are printed', async () => {
    const cwd = tempDir();
    const old = { path: 'spec', rule: 'oldSelf.hasValue() || self.max > 0', optionalOldSelf: true };
    writeFileSync(
      join(cwd, 'a.json'),
      JSON.stringify({ rules: [RULE, 'spec: self.min > 0 | too low', old] }),
    );
    const args = ['--answers', 'a.json', ...FIELDS];
    const { stdout, stderr } = await run([...args, '--stdout'], cwd);
    const { path: _, ...first } = RULE;
    expect(rulesOf(stdout), stderr).toEqual([
      first,
      { rule: 'self.min > 0', message: 'too low' },
      { rule: old.rule, optionalOldSelf: true },
    ]);
    const printed = await run([...args, '--print-answers'], cwd);
    expect(parse(printed.stdout).rules).toEqual([RULE, 'spec: self.min > 0 | too low', old]);
    writeFileSync(join(cwd, 'b.yaml'), printed.stdout);
    const again = await runMain(['scaffold', 'crd', '--answers', 'b.yaml', '--out', '-'], { cwd });
    expect(again.stdout).toBe(stdout);
  });

  it.each([
    ['spec: self.nope', 'undefined field'],
    ['nope: true', "has no field 'nope'"],
    ['{"path":"spec","rul":"true"}', "there is no 'rul' here"],
    ['{"path":"spec"', 'is no JSON object'],
  ])('%s is refused', async (rule, message) => {
    const { status, stderr } = await run([...FIELDS, '--rule', rule]);
    expect(status).toBe(2);
    expect(stderr).toContain(`--rule '${rule}': `);
    expect(stderr).toContain(message);
  });

  it('come from the environment as well, and are blamed there', async () => {
    const env = { KX_RULE: 'spec: self.min > 0\nspec: self.nope' };
    const { stderr } = await runMain([...NAMED, ...FIELDS], { cwd: tempDir(), env });
    expect(stderr).toContain('KX_RULE, value 2: compilation failed');
  });

  it('are satisfied by samples', async () => {
    const { cwd } = await run(['--field', 'spec.a:int32!', '--rule', 'spec: self.a > 41 && self.a < 43']);
    expect(parse(readFileSync(join(cwd, 'tabs.example.com/samples/full.yaml'), 'utf8')).spec).toEqual({
      a: 42,
    });
  });
});

describe('warnings', () => {
  it('are on stderr, and in the document where there are any', async () => {
    const { stdout, stderr } = await run(['--short-name', 'po', '-o', 'json']);
    const { warnings } = JSON.parse(stdout);
    expect(warnings).toEqual([
      expect.objectContaining({ path: '--short-name', message: expect.stringContaining('built-in') }),
    ]);
    expect(stderr).toContain('warning: --short-name: kubectl get po shows the built-in');
    expect(JSON.parse((await run(['-o', 'json'])).stdout)).not.toHaveProperty('warnings');
  });

  it('are not printed with --quiet', async () => {
    expect((await run(['--short-name', 'po', '--quiet'])).stderr).toBe('');
  });
});

describe('sizes', () => {
  const LONG = ['--field', `spec.a:string{desc="${'many words '.repeat(60)}"}`];

  it.each([
    [['--max-description', '20'], 'many words many …'],
    [['--max-description', '0'], undefined],
  ])('%j', async (flags, description) => {
    const { stdout } = await run([...LONG, ...flags, '--stdout']);
    const { spec } = parse(stdout).spec.versions[0].schema.openAPIV3Schema.properties;
    expect(spec.properties.a.description).toBe(description);
  });

  it('--size-budget cuts what it must', async () => {
    const { stdout } = await run([...LONG, '--size-budget', '600', '--stdout']);
    expect(JSON.stringify(parse(stdout)).length).toBeLessThanOrEqual(600);
    expect(stdout).toContain('many words');
  });

  it.each([
    ['--size-budget', '10'],
    ['--size-budget', 'x'],
    ['--max-description', '-1'],
  ])('%s %s is refused', async (flag, value) => {
    const { status, stderr } = await run([...LONG, flag, value]);
    expect(status).toBe(2);
    expect(stderr).toContain(`  ${flag}: `);
  });
});

it('warns of a CRD beside it, in the same group, that takes the same name', async () => {
  const cwd = tempDir();
  const make = (...words: readonly string[]) => runMain(['scaffold', 'crd', ...words], { cwd });
  await make('foos.a.io', '--kind', 'Foo', '--short-name', 'f');
  const clash =
    'warning: foos.a.io/crd.yaml: f is the short name of Fig and the short name of Foo, in one group';
  expect((await make('figs.a.io', '--kind', 'Fig', '--short-name', 'f')).stderr).toContain(clash);
  expect((await make('figs.b.io', '--kind', 'Fig', '--short-name', 'f')).stderr).not.toContain('warning');
  expect((await make('foos.a.io', '--kind', 'Foo', '--short-name', 'fo', '--yes')).stderr).not.toContain(
    'short name of Fig',
  );
});
