import { expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');
const type = 'application/yaml';

const yaml = (name: string, spec: string) =>
  `# a comment\napiVersion: demo.kx.dev/v1alpha1\nkind: Widget\nmetadata: {name: ${name}}\nspec:\n${spec}`;

it('makes, replaces and applies objects of YAML', async () => {
  const made = await server.call(path, { type, body: yaml('w', '  size: 0x3\n  color: "green"\n') });
  expect(made).toMatchObject({ status: 201, json: { spec: { size: 3, color: 'green' } } });
  const body = yaml('w', '  size: 4\n').replace(
    '{name: w}',
    `{name: w, resourceVersion: "${version(made.json)}"}`,
  );
  const put = await server.call(`${path}/w`, { method: 'PUT', type, body });
  expect(put).toMatchObject({ status: 200, json: { spec: { size: 4, color: 'red' } } });
  const patch = { method: 'PATCH', type: 'application/apply-patch+yaml', body: yaml('v', '  size: 5\n') };
  const applied = await server.call(`${path}/v?fieldManager=a`, patch);
  expect(applied).toMatchObject({ status: 201, json: { spec: { size: 5 } } });
});

const version = (json: unknown): string => Object(json).metadata.resourceVersion;

it.each<readonly [what: string, spec: string, query: string, status: number, said: string]>([
  [
    'a key twice',
    '  size: 1\n  size: 2\n',
    '?fieldValidation=Strict',
    400,
    'line 7: key "size" already set in map',
  ],
  ['an unknown field', '  size: 1\n  x: 2\n', '?fieldValidation=Strict', 400, 'unknown field "spec.x"'],
  ['no YAML', '  size: [1\n', '', 400, '(must be of type Widget): yaml: line 7: did not find'],
  ['a word for a number', '  size: yes\n', '', 422, 'spec.size in body must be of type int32: ""'],
])('refuses %s in YAML', async (_, spec, query, status, said) => {
  const answer = await server.call(`${path}${query}`, { type, body: yaml('refused', spec) });
  expect(answer).toMatchObject({ status, json: { message: expect.stringContaining(said) } });
});
