import { beforeAll, describe, expect, it } from 'vitest';
import { encodeContinue } from '../../../templates/aa/typescript/src/server/handlers/resource/continue-token.ts';
import { useServer } from './use-server.ts';
import { version, widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('one');

type List = {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly { readonly metadata: { readonly name: string; readonly namespace: string } }[];
};

const list = async (query = '', where = path) => {
  const { json } = await server.call(`${where}?${query}`);
  const { metadata, items }: List = JSON.parse(JSON.stringify(json));
  return { ...metadata, names: items.map((each) => `${each.metadata.namespace}/${each.metadata.name}`) };
};
const create = (name: string, namespace: string, labels: object = {}) =>
  server.call(widgetsIn(namespace), { body: widget(name, { metadata: { name, labels } }) });

beforeAll(async () => {
  await create('b', 'one', { a: 'b', e: 'x' });
  await create('a', 'one', { a: 'c', f: '5' });
  await create('c', 'two', { e: 'y' });
  await create('d', 'one-more');
});

it('is a list also when it is empty', async () => {
  const { json } = await server.call(widgetsIn('empty'));
  expect(json).toEqual({
    apiVersion: 'demo.kx.dev/v1alpha1',
    kind: 'WidgetList',
    metadata: { continue: '', resourceVersion: expect.stringMatching(/^\d+$/) },
    items: [],
  });
});

it.each([
  ['', path, ['one/a', 'one/b']],
  ['', `${version}/widgets`, ['one-more/d', 'one/a', 'one/b', 'two/c']],
  ['labelSelector=a', path, ['one/a', 'one/b']],
  ['labelSelector=a=b', path, ['one/b']],
  ['labelSelector=a==b', path, ['one/b']],
  ['labelSelector=a!=b', path, ['one/a']],
  ['labelSelector=!e', path, ['one/a']],
  ['labelSelector=e in (x, z),a=b', path, ['one/b']],
  ['labelSelector=e notin (x)', path, ['one/a']],
  ['labelSelector=a, e in ( , x ,)', path, ['one/b']],
  ['labelSelector=f>4', path, ['one/a']],
  ['labelSelector=f<5', path, []],
  ['labelSelector=a=', path, []],
  ['fieldSelector=metadata.name=a', path, ['one/a']],
  ['fieldSelector=metadata.name!=a', path, ['one/b']],
  ['fieldSelector=metadata.namespace=two', `${version}/widgets`, ['two/c']],
  ['fieldSelector=metadata.name=a,metadata.namespace=one', `${version}/widgets`, ['one/a']],
  ['resourceVersion=0', path, ['one/a', 'one/b']],
  ['resourceVersion=1003&resourceVersionMatch=Exact', `${version}/widgets`, ['one/a', 'one/b', 'two/c']],
  ['resourceVersion=1001&resourceVersionMatch=Exact', `${version}/widgets`, ['one/b']],
  ['resourceVersion=1001&resourceVersionMatch=NotOlderThan', path, ['one/a', 'one/b']],
])('%s of %s', async (query, where, names) => {
  const encoded = query.replaceAll(/(?<=Selector=)[^&]*/g, encodeURIComponent);
  expect((await list(encoded, where)).names).toEqual(names);
});

it.each([
  [
    'labelSelector=a%20b',
    400,
    "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
  ],
  ['labelSelector=a%20in%20(', 400, expect.stringContaining('unable to parse requirement')],
  ['labelSelector=a%20in%20(x,y', 400, expect.stringContaining('unable to parse requirement')],
  ['labelSelector=a%20in%20(x%20y)', 400, "unable to parse requirement: found 'y', expected: ',' or ')'"],
  // A backtracking match of the list took 10 seconds here, and each blank more doubled them.
  [
    `labelSelector=a%20in%20(x${',%20%20%20%20%20%20'.repeat(200)})y`,
    400,
    expect.stringContaining("found 'y', expected: "),
  ],
  ['fieldSelector=spec.x%3D1', 400, 'field label not supported: spec.x'],
  ['limit=x', 400, expect.any(String)],
  [
    'continue=zzz',
    400,
    "invalid continue token: continue key is not valid: invalid character 'Ï' looking for beginning of value",
  ],
  ['continue=rubbish', 400, expect.stringContaining('invalid continue token: continue key is not valid: ')],
  [
    `continue=${encodeContinue({ rv: 5, start: 'x' })}&resourceVersion=5`,
    400,
    'specifying resource version is not allowed when using continue',
  ],
  [
    'resourceVersionMatch=Exact',
    422,
    expect.stringContaining('resourceVersionMatch is forbidden unless resourceVersion is provided'),
  ],
  [
    'resourceVersion=0&resourceVersionMatch=Exact',
    422,
    expect.stringContaining('resourceVersionMatch "exact" is forbidden for resourceVersion "0"'),
  ],
  ['resourceVersion=1&resourceVersionMatch=x', 422, expect.stringContaining('Unsupported value: "x"')],
  ['sendInitialEvents=true', 422, expect.stringContaining('sendInitialEvents is forbidden for list')],
  [
    'resourceVersion=99999999',
    504,
    expect.stringContaining('Too large resource version: 99999999, current: '),
  ],
  ['resourceVersion=5&resourceVersionMatch=Exact', 410, expect.stringContaining('too old: 5')],
])('%s is %i', async (query, code, message) => {
  expect((await server.call(`${path}?${query}`)).json).toMatchObject({ kind: 'Status', code, message });
});

describe('pages', () => {
  const where = widgetsIn('paged');

  it('show one state while objects come and go', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await create(name, 'paged');
    const first = await list('limit=2', where);
    expect(first).toMatchObject({ names: ['paged/a', 'paged/b'], remainingItemCount: 3 });
    await create('bb', 'paged');
    await server.call(`${where}/c`, { method: 'DELETE' });
    const second = await list(`limit=2&continue=${first.continue}`, where);
    expect(second).toMatchObject({ names: ['paged/c', 'paged/d'], resourceVersion: first.resourceVersion });
    const third = await list(`limit=2&continue=${second.continue}`, where);
    expect(third).toMatchObject({ names: ['paged/e'], resourceVersion: first.resourceVersion, continue: '' });
    expect((await list('labelSelector=!x&limit=2', where)).remainingItemCount).toBeUndefined();
  });

  it('that are too old give a token that goes on regardless', async () => {
    const { continue: token } = await list('limit=1', where);
    for (let index = 0; index < 60; index += 1) {
      const body = { metadata: { annotations: { n: String(index) } } };
      await server.call(`${where}/e`, { method: 'PATCH', type: 'application/merge-patch+json', body });
    }
    const { json } = await server.call(`${where}?limit=1&continue=${token}`);
    expect(json).toMatchObject({ code: 410, reason: 'Expired' });
    const fresh = JSON.parse(JSON.stringify(json)).metadata.continue;
    expect((await list(`continue=${fresh}`, where)).names).toEqual([
      'paged/b',
      'paged/bb',
      'paged/d',
      'paged/e',
    ]);
  });
});
