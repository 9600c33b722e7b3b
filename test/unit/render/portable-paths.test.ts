import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sampleMaker } from '../../../src/model/sample/sample-maker.ts';
import { checkScaffoldAa } from '../../../src/options/scaffold-aa/answers.ts';
import { checkScaffoldCrd } from '../../../src/options/scaffold-crd/answers.ts';
import { readAaTemplates } from '../../../src/read/read-aa-templates.ts';
import { renderAa } from '../../../src/render/aa/render-aa.ts';
import { renderCrdFiles } from '../../../src/render/render-crd-files.ts';
import { fc } from '../../support/seeded-fast-check.ts';

const TREE = readAaTemplates('native');

/** The paths of everything that both scaffolds render for a kind. */
function pathsFor(kind: string): readonly (readonly string[])[] {
  const options = { kind, group: 'example.com', name: 'my-aa' };
  const crd = checkScaffoldCrd({ options, fullName: undefined });
  const aa = checkScaffoldAa(options);
  if (!crd.ok || !aa.ok) throw new Error(`${kind}: ${JSON.stringify([crd, aa])}`);
  const { sampleOf } = sampleMaker(crd.value.resource, undefined);
  const project = renderAa({ project: aa.value.project, tree: TREE, caBundle: '' });
  return [renderCrdFiles(crd.value.resource, { parts: [], sampleOf }), project].map((files) =>
    files.map(({ path }) => path),
  );
}

/** What Windows refuses in a name, or changes without a word. */
const UNPORTABLE = /^(?:aux|con|nul|prn|com\d|lpt\d)(?:\.|$)|[<>:"|?*\\]|[. ]$|^$/i;

function problemsOf(paths: readonly string[]): readonly string[] {
  const bad = paths.filter((path) => path.split('/').some((name) => UNPORTABLE.test(name)));
  const lower = paths.map((path) => path.toLowerCase());
  return [...bad, ...lower.filter((path, index) => lower.indexOf(path) !== index)];
}

it.each(['Aux', 'CON', 'Nul', 'Prn', 'Com1', 'LPT9', 'Widget'])('kind %s renders portable names', (kind) => {
  expect(pathsFor(kind).flatMap(problemsOf)).toEqual([]);
});

it('so does any kind', () => {
  const kind = fc.stringMatching(/^[A-Z][A-Za-z\d]{0,20}$/).filter((text) => !/List$/.test(text));
  fc.assert(
    fc.property(kind, (text) => pathsFor(text).every((paths) => problemsOf(paths).length === 0)),
    { numRuns: 50 },
  );
});

it.each([
  ['src/kinds/con.ts'],
  ['aux'],
  ['a/COM1.yaml'],
  ['a./b'],
  ['a /b'],
  ['a\\b'],
  ['README.md', 'readme.md'],
])('finds that %s is not portable', (...paths) => {
  expect(problemsOf(paths)).not.toEqual([]);
});

it('no template is a link', () => {
  const paths = readdirSync('templates', { recursive: true, encoding: 'utf8' });
  expect(paths.filter((path) => lstatSync(join('templates', path)).isSymbolicLink())).toEqual([]);
});
