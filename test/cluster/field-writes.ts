import { expect } from 'vitest';
import type { ApiObject } from '../../templates/aa/typescript/src/server/api/api-object.ts';
import type { JsonObject } from '../../templates/aa/typescript/src/server/api/json.ts';
import type { StructuralSchema } from '../../templates/aa/typescript/src/server/api/structural-schema.ts';
import { managedApply } from '../../templates/aa/typescript/src/server/managed-fields/managed-apply.ts';
import { managedUpdate } from '../../templates/aa/typescript/src/server/managed-fields/managed-update.ts';
import { applyDefaults } from '../../templates/aa/typescript/src/server/schema/apply-defaults.ts';
import type { Answer, Ask } from '../conformance/exchange.ts';
import { API_VERSION, BASE, FIXTURE } from '../conformance/fixture.ts';
import { fc } from '../support/seeded-fast-check.ts';

/** A write of spec and labels, or of the status, that somebody makes. */
export type FieldWrite = {
  readonly manager: string;
  readonly verb: 'apply' | 'force' | 'replace' | 'status';
  readonly spec: JsonObject;
  readonly labels: Readonly<Record<string, string>>;
};

/** Where it is made: a server with the CRD of the fixture, its schema, and the name of the object. */
type Place = {
  readonly send: (ask: Ask) => Promise<Answer>;
  readonly schema: StructuralSchema;
  readonly name: string;
};

const PORT = fc.record(
  { name: fc.constantFrom('http', 'dns', 'tls', 'ssh'), port: fc.integer({ min: 1, max: 3 }) },
  { requiredKeys: ['name'] },
);

const SPEC = fc.record(
  {
    size: fc.integer({ min: 0, max: 3 }),
    replicas: fc.integer({ min: 0, max: 2 }),
    colour: fc.constantFrom('red', 'green'),
    note: fc.constantFrom('x', 'y'),
    limits: fc.dictionary(fc.constantFrom('cpu', 'memory', 'disk'), fc.constantFrom('1', '2')),
    ports: fc.uniqueArray(PORT, { selector: ({ name }) => name, maxLength: 4 }),
    tags: fc.uniqueArray(fc.constantFrom('t1', 't2', 't3'), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** Writes that meet each other: few managers, few fields, few values. */
export const FIELD_WRITES: fc.Arbitrary<readonly FieldWrite[]> = fc.array(
  fc.record({
    manager: fc.constantFrom('a', 'b', 'c'),
    verb: fc.constantFrom('apply', 'apply', 'force', 'replace', 'status'),
    spec: SPEC,
    labels: fc.dictionary(fc.constantFrom('l1', 'l2'), fc.constantFrom('x', 'y')),
  }),
  { minLength: 1, maxLength: 8 },
);

type Made = { readonly place: Place; readonly write: FieldWrite; readonly before: ApiObject | undefined };

/** Makes a write on the API server, and works it out; both have to be equal. @returns what is stored then */
export function makeWrite(made: Made): Promise<ApiObject | undefined> {
  const { write, before } = made;
  if (write.verb === 'apply' || write.verb === 'force') return apply(made);
  if (write.verb === 'replace') return replace(made);
  return before === undefined ? Promise.resolve(before) : reportStatus(made, before);
}

const OBJECTS = `${BASE}/namespaces/default/${FIXTURE.plural}`;
const HEAD = { apiVersion: API_VERSION, kind: FIXTURE.kind };

const writerOf = (manager: string, subresource = '') => ({
  manager,
  apiVersion: API_VERSION,
  subresource,
  time: '2026-01-01T00:00:00Z',
});

async function apply({ place, write, before }: Made): Promise<ApiObject | undefined> {
  const { send, schema, name } = place;
  const metadata = { name, namespace: 'default', labels: write.labels };
  const applied = { ...HEAD, metadata, spec: write.spec };
  const force = write.verb === 'force';
  const ours = managedApply(schema, { stored: before, applied, writer: writerOf(write.manager), force });
  const path = `${OBJECTS}/${name}?fieldManager=${write.manager}&force=${force}`;
  const answer = await send({ method: 'PATCH', path, type: 'application/apply-patch+yaml', body: applied });
  // What an apply empties becomes null there, which is refused; here it stays, empty.
  if (/must be of type (object|array): \\"null\\"/.test(answer.text)) return before;
  const told = `${JSON.stringify({ write, before })} ${answer.text}`;
  const theirs = answer.json as ApiObject & { details?: { causes?: { field: string }[] } };
  const conflicts = 'conflicts' in ours ? ours.conflicts.map(({ field }) => field).toSorted() : undefined;
  expect(conflicts, told).toEqual(theirs.details?.causes?.map(({ field }) => field).toSorted());
  if ('conflicts' in ours) return before;
  expect(entriesOf(ours.managedFields), told).toEqual(entriesOf(theirs.metadata.managedFields));
  expect(intentOf(applyDefaults(ours.object as ApiObject, schema)), told).toEqual(intentOf(theirs));
  return theirs;
}

function replace(made: Made): Promise<ApiObject> {
  const { place, write, before } = made;
  const metadata = { ...before?.metadata, name: place.name, labels: write.labels };
  const query = `?fieldManager=${write.manager}`;
  const put = { method: 'PUT', path: `${OBJECTS}/${place.name}${query}` };
  const ask = before === undefined ? { path: `${OBJECTS}${query}` } : put;
  return update(made, { ...ask, body: { ...HEAD, metadata, spec: write.spec } }, '');
}

function reportStatus(made: Made, before: ApiObject): Promise<ApiObject> {
  const { place, write } = made;
  const status = { phase: String(write.spec['note'] ?? 'none') };
  const path = `${OBJECTS}/${place.name}/status?fieldManager=${write.manager}`;
  return update(made, { method: 'PUT', path, body: { ...before, status } }, 'status');
}

async function update({ place, write, before }: Made, ask: Ask, subresource: string): Promise<ApiObject> {
  const answer = await place.send(ask);
  expect(answer.status, answer.text).toBeLessThan(300);
  const after = answer.json as ApiObject;
  const writer = writerOf(write.manager, subresource);
  const told = JSON.stringify({ write, before });
  const ours = managedUpdate(place.schema, { before, after, writer });
  expect(entriesOf(ours), told).toEqual(entriesOf(after.metadata.managedFields));
  return after;
}

const intentOf = (object: ApiObject) => ({ spec: object['spec'], labels: object.metadata.labels ?? {} });

type Entry = { readonly operation: string; readonly manager: string; readonly subresource?: string };

/** Times differ, and with them the order. */
function entriesOf(managedFields: unknown): readonly Entry[] {
  const text = JSON.stringify(managedFields ?? [], (key, value) => (key === 'time' ? undefined : value));
  const entries: Entry[] = JSON.parse(text);
  const key = ({ operation, manager, subresource = '' }: Entry) => [operation, manager, subresource].join();
  return entries.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
