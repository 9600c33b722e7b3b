import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../../support/temp-dir.ts';

/** Lints one file as if it stood in this repository, and gives the names of the rules that it breaks. */
function lint(path: string, text: string): readonly string[] {
  const root = tempDir();
  copyFileSync('biome.json', join(root, 'biome.json'));
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', path];
  const { stdout } = spawnSync(resolve('node_modules/.bin/biome'), args, { cwd: root, encoding: 'utf8' });
  const report: { diagnostics: readonly { category: string }[] } = JSON.parse(stdout);
  return report.diagnostics.map((diagnostic) => diagnostic.category);
}

const RESTRICTED = 'lint/style/noRestrictedImports';

it.each([
  ["import { readFileSync } from 'node:fs';\nexport const text = readFileSync('/x');\n", RESTRICTED],
  ["import { commitPlan } from '../write/commit-plan.ts';\nexport const write = commitPlan;\n", RESTRICTED],
  ["import type { Io } from '../io.ts';\nexport type Mine = Io;\n", RESTRICTED],
  ["export const home = process.env['HOME'];\n", 'lint/style/noProcessEnv'],
  ['export const args = process.argv;\n', 'lint/correctness/noProcessGlobal'],
  ["export const bytes = Buffer.from('x');\n", 'lint/style/noRestrictedGlobals'],
])('a pure stage may not hold %j', (text, rule) => {
  for (const stage of ['model', 'render', 'options']) {
    expect(lint(`src/${stage}/bad.ts`, text)).toContain(rule);
  }
});

it('a writing stage may', () => {
  const text = "import { readFileSync } from 'node:fs';\n\nexport const text = readFileSync('/x');\n";
  expect(lint('src/write/good.ts', text)).toEqual([]);
});

it.each([
  ['export default 1;\n', 'lint/style/noDefaultExport'],
  ["export * from './x.ts';\n", 'lint/performance/noReExportAll'],
  ['export const x: any = 1;\n', 'lint/suspicious/noExplicitAny'],
  ["console.log('x');\nexport {};\n", 'lint/suspicious/noConsole'],
  [`${'export const x = 1;\n'.repeat(201)}`, 'lint/style/noExcessiveLinesPerFile'],
])('no file may hold %j', (text, rule) => {
  expect(lint('src/write/bad.ts', text)).toContain(rule);
});
