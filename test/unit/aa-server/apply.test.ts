import { expect, it } from 'vitest';
import { useServer } from './use-server.ts';
import { widget, widgetsIn } from './widget-kinds.ts';

const server = useServer();
const path = widgetsIn('default');

const apply = (manager: string, name: string, more: object, query = '') =>
  server.call(`${path}/${name}?fieldManager=${manager}${query}`, {
    method: 'PATCH',
    type: 'application/apply-patch+yaml',
    body: widget(name, more),
  });

it('makes an object that is not there, and changes one that is', async () => {
  const made = await apply('a', 'made', { spec: { size: 3 } });
  expect(made).toMatchObject({
    status: 201,
    json: {
      metadata: { generation: 1, managedFields: [{ manager: 'a', operation: 'Apply' }] },
      spec: { size: 3, color: 'red' },
    },
  });
  const changed = await apply('a', 'made', { spec: { size: 4 } });
  expect(changed).toMatchObject({ status: 200, json: { metadata: { generation: 2 }, spec: { size: 4 } } });
  const same = await apply('a', 'made', { spec: { size: 4 } });
  expect(same.json).toEqual(changed.json);
});

it('has a time where it changed something', async () => {
  const first = 'metadata.managedFields[0]';
  await apply('b', 'timed', { spec: { size: 3, name: 'abc' } });
  for (const spec of [{ size: 3 }, { size: 3, name: 'abc' }]) {
    const { json } = await apply('a', 'timed', { spec });
    expect(json).toHaveProperty(`${first}.manager`, 'a');
    expect(json).not.toHaveProperty(`${first}.time`);
    expect((await apply('a', 'timed', { spec })).json).toEqual(json);
  }
  const { json } = await apply('a', 'timed', { spec: { size: 4, name: 'abc' } }, '&force=true');
  expect(json).toHaveProperty(`${first}.manager`, 'a');
  expect(json).toHaveProperty(`${first}.time`, expect.any(String));
});

it('of owner references owns each as a whole', async () => {
  const owner = { apiVersion: 'v1', kind: 'ConfigMap', name: 'o', uid: '1' };
  const owned = (...ownerReferences: object[]) => ({
    metadata: { name: 'child', ownerReferences },
    spec: { size: 3 },
  });
  await apply('a', 'child', owned(owner));
  const second = { ...owner, name: 'p', uid: '2', controller: true, blockOwnerDeletion: true };
  const { status, json } = await apply('b', 'child', owned(second));
  expect({ status, json }).toMatchObject({
    status: 200,
    json: {
      metadata: {
        ownerReferences: [owner, second],
        managedFields: [
          { fieldsV1: { 'f:metadata': { 'f:ownerReferences': { 'k:{"uid":"1"}': {} } } } },
          { fieldsV1: { 'f:metadata': { 'f:ownerReferences': { 'k:{"uid":"2"}': {} } } } },
        ],
      },
    },
  });
  const changed = owned({ ...owner, controller: true });
  expect(await apply('b', 'child', changed)).toMatchObject({
    status: 409,
    json: { details: { causes: [{ field: '.metadata.ownerReferences[uid="1"]' }] } },
  });
  expect(await apply('a', 'child', owned({ ...owner, more: 1 }))).toMatchObject({ status: 500 });
  const { uid: _uid, ...anonymous } = owner;
  expect(await apply('a', 'child', owned(anonymous))).toMatchObject({
    status: 422,
    json: { message: expect.stringContaining('].uid: Required value: must not be empty') },
  });
});

it('says whose a field is, and takes it where it is told to', async () => {
  await apply('a', 'owned', { spec: { size: 3, name: 'abc' } });
  const refused = await apply('b', 'owned', { spec: { size: 4, name: 'xyz' } });
  expect(refused).toMatchObject({
    status: 409,
    json: {
      reason: 'Conflict',
      message: 'Apply failed with 2 conflicts: conflicts with "a":\n- .spec.name\n- .spec.size',
      details: { causes: [{ field: '.spec.name', message: 'conflict with "a"' }, { field: '.spec.size' }] },
    },
  });
  const forced = await apply('b', 'owned', { spec: { size: 4 } }, '&force=true');
  expect(forced).toMatchObject({ status: 200, json: { spec: { size: 4, name: 'abc' } } });
});

it.each<readonly [what: string, spec: unknown, problem: string]>([
  ['an unknown field', { size: 3, x: 1 }, '.spec.x: field not declared in schema'],
  ['another type', { size: 'a' }, '.spec.size: expected numeric (int or float), got string'],
  [
    'several things at once',
    { size: 'a', tags: ['a', 'a'] },
    'errors:\n  .spec.size: expected numeric (int or float), got string\n  .spec.tags: duplicate entries for key [="a"]',
  ],
  ['a scalar for a map', 5, '.spec: expected map, got int'],
  ['a list for a map', [], '.spec: expected map, got list'],
  ['an item twice in a set', { size: 3, tags: ['a', 'a'] }, '.spec.tags: duplicate entries for key [="a"]'],
  [
    'a key twice',
    { size: 3, ports: [{ name: 'a' }, { name: 'a' }] },
    '.spec.ports: duplicate entries for key [name="a"]',
  ],
  [
    'an item without its key',
    { size: 3, ports: [{ port: 1 }] },
    '.spec.ports: element 0: associative list with keys has an element that omits all key fields ["name"]',
  ],
  [
    'a wrong item',
    { size: 3, ports: [{ name: 'a', port: 'x' }] },
    '.spec.ports[name="a"].port: expected numeric',
  ],
])('refuses %s and stores nothing', async (_, spec, problem) => {
  const refused = await apply('a', 'typed', { spec });
  const message = expect.stringContaining(`(/typed; demo.kx.dev/v1alpha1, Kind=Widget): ${problem}`);
  expect(refused).toMatchObject({ status: 500, json: { message } });
  expect((await server.call(`${path}/typed`)).status).toBe(404);
});

it.each<readonly [field: string, before: object, status: number]>([
  ['name', {}, 422],
  ['name', { name: 'abc' }, 422],
  ['ports', {}, 422],
  ['ports', { ports: [] }, 422],
  ['ports', { ports: [{ name: 'a' }] }, 200],
  ['limits', { limits: { a: 'b' } }, 200],
  ['until', { until: '2026-01-01T00:00:00Z' }, 200],
  ['color', { color: 'green' }, 200],
])('a null for %s of %j is no value, but for what is merged: %i', async (field, before, status) => {
  const name = `null-${field}-${Object.keys(before).length}-${status}-${JSON.stringify(before).length}`;
  await apply('b', name, { spec: { size: 3, ...before } });
  const { json, ...answer } = await apply('a', name, { spec: { size: 3, [field]: null } }, '&force=true');
  expect(answer.status, JSON.stringify(json)).toBe(status);
});

it.each<readonly [what: string, query: string, more: object, status: number, message: string]>([
  ['without a manager', '', {}, 422, 'fieldManager: Required value: is required for apply patch'],
  ['with a manager that cannot be printed', 'fieldManager=a%01', {}, 422, 'fieldManager: Invalid value'],
  [
    'of another object',
    'fieldManager=a',
    { metadata: { name: 'b' } },
    400,
    'the name of the object (b) does not match',
  ],
  [
    'of another kind',
    'fieldManager=a',
    { kind: 'Gadget' },
    400,
    'invalid object type: demo.kx.dev/v1alpha1, Kind=Gadget',
  ],
  ['of nothing with a uid', 'fieldManager=a', { metadata: { name: 'w', uid: 'x' } }, 409, 'uid mismatch: '],
  [
    'with managedFields',
    'fieldManager=a',
    { metadata: { name: 'w', managedFields: [] } },
    400,
    'metadata.managedFields must be nil',
  ],
  ['of the status of nothing', 'fieldManager=a', {}, 404, '"w" not found'],
])('refuses an apply %s', async (what, query, more, status, message) => {
  const part = what.includes('status') ? '/status' : '';
  const type = 'application/apply-patch+yaml';
  const answer = await server.call(`${path}/w${part}?${query}`, {
    method: 'PATCH',
    type,
    body: widget('w', more),
  });
  expect(answer).toMatchObject({ status, json: { message: expect.stringContaining(message) } });
});

it('keeps what is applied to the status apart from the rest', async () => {
  await apply('a', 'parts', { spec: { size: 3 }, status: { phase: 'Up' } });
  const type = 'application/apply-patch+yaml';
  const body = widget('parts', { spec: { size: 9 }, status: { phase: 'Up' } });
  const answer = await server.call(`${path}/parts/status?fieldManager=s`, { method: 'PATCH', type, body });
  expect(answer).toMatchObject({
    status: 200,
    json: {
      metadata: {
        generation: 1,
        managedFields: [
          { manager: 'a', fieldsV1: { 'f:spec': { 'f:size': {} } } },
          { manager: 's', subresource: 'status', fieldsV1: { 'f:status': { 'f:phase': {} } } },
        ],
      },
      spec: { size: 3 },
      status: { phase: 'Up' },
    },
  });
});
