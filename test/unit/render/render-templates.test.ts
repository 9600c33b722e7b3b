import { expect, it } from 'vitest';
import { renderTemplates } from '../../../src/render/render-templates.ts';

const context = { group: 'demo.kx.dev', names: ['a', 'b'], empty: '', reserved: 'null' };
const each = [
  { kind: 'Widget', file: 'widget' },
  { kind: 'Gadget', file: 'gadget' },
];

function render(path: string, text: string) {
  return renderTemplates({ tree: [{ path, text }], context, each }).map((file) => [file.path, file.text]);
}

it.each([
  ['plain.ts', 'const x = `{{group}}`;\n', [['plain.ts', 'const x = `{{group}}`;\n']]],
  ['a/service.yaml.hbs', 'group: {{group}}\n', [['a/service.yaml', 'group: demo.kx.dev\n']]],
  ['_dot_gitignore', 'dist/\n', [['.gitignore', 'dist/\n']]],
  ['a/_dot_github/x', '', [['a/.github/x', '']]],
  ['x.hbs', '{{#each names}}\n- {{this}}\n{{/each}}\n', [['x', '- a\n- b\n']]],
  ['x.hbs', '{{#if empty}}\nno\n{{/if}}\nyes\n', [['x', 'yes\n']]],
  ['x.hbs', '"{{group}}" & <{{group}}>\n', [['x', '"demo.kx.dev" & <demo.kx.dev>\n']]],
  ['x.hbs', 'name: {{yaml reserved}}\n', [['x', 'name: "null"\n']]],
])('%s with %j', (path, text, expected) => {
  expect(render(path, text)).toEqual(expected);
});

it('renders a path with a name in it once for each kind', () => {
  expect(render('src/kinds/{{file}}.ts.hbs', '// {{kind}} of {{group}}\n')).toEqual([
    ['src/kinds/widget.ts', '// Widget of demo.kx.dev\n'],
    ['src/kinds/gadget.ts', '// Gadget of demo.kx.dev\n'],
  ]);
});

it('fails at a name that is not there', () => {
  expect(() => render('x.hbs', '{{gruop}}')).toThrow(/gruop/);
});
