import type { Check } from '../check.ts';
import { containing, matcher, PRESENT } from '../difference.ts';
import type { Ask } from '../exchange.ts';
import { failure } from '../failure.ts';
import { API_VERSION, FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { created, type Stored, storedOf } from './stored.ts';

const MERGE = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

const patch = (trial: Trial, type: string, body: unknown, query = ''): Ask => ({
  method: 'PATCH',
  path: `${trial.widgets}/w1${query}`,
  type,
  body,
});

/** What a manager applies; no defaults, no name of somebody else. */
const apply = (trial: Trial, manager: string, spec: object, query = ''): Ask =>
  patch(
    trial,
    APPLY,
    { apiVersion: API_VERSION, kind: FIXTURE.kind, metadata: { name: 'w1' }, spec },
    `?fieldManager=${manager}${query}`,
  );

const managersOf = ({ metadata }: Stored) => metadata.managedFields ?? [];

const conflict = (manager: string, field: string) =>
  failure(409, 'Conflict', {
    message: new RegExp(
      `^Apply failed with 1 conflict: conflict with "${manager}".*: ${field.replaceAll('.', '\\.')}$`,
    ),
    details: {
      causes: containing({
        reason: 'FieldManagerConflict',
        message: new RegExp(`^conflict with "${manager}"`),
        field,
      }),
    },
  });

const portNames = (...names: readonly string[]) =>
  matcher(`the ports ${names.join(', ')}`, (value) => {
    const found = Array.isArray(value) ? value.map(({ name }) => String(name)) : [];
    return found.join() === names.join();
  });

/** E: server-side apply. */
export const APPLY_CHECKS: readonly Check[] = [
  {
    id: 52,
    priority: 0,
    title: 'apply makes an object that its manager owns, and refuses what is no apply',
    run: async (trial) => {
      const managedFields = [
        {
          manager: 'a',
          operation: 'Apply',
          apiVersion: API_VERSION,
          fieldsType: 'FieldsV1',
          fieldsV1: { 'f:spec': PRESENT },
        },
      ];
      const made = { metadata: { name: 'w1', generation: 1, managedFields }, spec: { size: 3, replicas: 1 } };
      await trial.expect(apply(trial, 'a', { size: 3 }), { status: 201, body: made });
      const { body } = apply(trial, 'a', { size: 4 });
      const required = /fieldManager: Required value: is required for apply patch/;
      await trial.expect(patch(trial, APPLY, body), failure(422, 'Invalid', { message: required }));
      const forced = patch(trial, MERGE, { spec: { size: 4 } }, '?force=true');
      await trial.expect(
        forced,
        failure(422, 'Invalid', { message: /force: Forbidden: may not be specified/ }),
      );
      const managed = { ...Object(body), metadata: { name: 'w1', managedFields: [{ manager: 'a' }] } };
      const mustBeNil = failure(400, 'BadRequest', { message: /metadata\.managedFields must be nil/ });
      await trial.expect(patch(trial, APPLY, managed, '?fieldManager=a'), mustBeNil);
      const stale = { ...Object(body), metadata: { name: 'w1', resourceVersion: '1' } };
      await trial.expect(patch(trial, APPLY, stale, '?fieldManager=a'), failure(409, 'Conflict'));
    },
  },
  {
    id: 53,
    priority: 0,
    title: "apply of another manager's field is a conflict, unless it is forced",
    run: async (trial) => {
      await trial.expect(apply(trial, 'a', { size: 3 }), { status: 201 });
      await trial.expect(apply(trial, 'b', { size: 4 }), conflict('a', '.spec.size'));
      await trial.expect(apply(trial, 'b', { size: 3 }), { status: 200 });
      await trial.expect(apply(trial, 'b', { size: 4 }), conflict('a', '.spec.size'));
      const { json } = await trial.expect(apply(trial, 'b', { size: 4 }, '&force=true'), {
        status: 200,
        body: { spec: { size: 4 } },
      });
      const owners = managersOf(storedOf(json)).filter(({ fieldsV1 }) =>
        JSON.stringify(fieldsV1).includes('f:size'),
      );
      trial.same(
        owners.map(({ manager }) => manager),
        ['b'],
        'the owners of spec.size',
      );
      await trial.expect(patch(trial, MERGE, { spec: { note: 'x' } }, '?fieldManager=c'), { status: 200 });
      await trial.expect(apply(trial, 'a', { note: 'y' }), conflict('c', '.spec.note'));
    },
  },
  {
    id: 54,
    priority: 1,
    title: 'apply removes what its manager alone had, and merges lists by key',
    run: async (trial) => {
      const port = (name: string) => ({ name, port: 1 });
      const first = { note: 'x', colour: 'red', tags: ['a', 'b'], ports: [port('http'), port('dns')] };
      await trial.expect(apply(trial, 'a', first), { status: 201 });
      await trial.expect(apply(trial, 'b', { colour: 'red', tags: ['c'], ports: [port('tls')] }), {
        status: 200,
        body: { spec: { ports: portNames('http', 'dns', 'tls'), tags: ['a', 'b', 'c'], note: 'x' } },
      });
      await trial.expect(apply(trial, 'a', { tags: ['b'], ports: [port('dns')] }), {
        status: 200,
        body: {
          spec: { note: undefined, colour: 'red', ports: portNames('dns', 'tls'), tags: ['b', 'c'] },
        },
      });
      const { uid } = (await created(trial, 'owner')).metadata;
      const owner = { apiVersion: API_VERSION, kind: FIXTURE.kind, name: 'owner', uid, controller: true };
      const owned = (...ownerReferences: object[]) => ({
        apiVersion: API_VERSION,
        kind: FIXTURE.kind,
        metadata: { name: 'w1', ownerReferences },
      });
      await trial.expect(patch(trial, APPLY, owned(owner), '?fieldManager=d'), {
        status: 200,
        body: { metadata: { ownerReferences: [owner] } },
      });
      await trial.expect(patch(trial, APPLY, owned(), '?fieldManager=d'), {
        status: 200,
        body: { metadata: { ownerReferences: undefined } },
      });
    },
  },
  {
    id: 55,
    priority: 1,
    title: 'managedFields follow who wrote what',
    run: async (trial) => {
      const { json } = await trial.expect(apply(trial, 'a', { size: 3 }), { status: 201 });
      const first = storedOf(json);
      const { resourceVersion } = first.metadata;
      await trial.expect(apply(trial, 'a', { size: 3 }), {
        status: 200,
        body: { metadata: { resourceVersion } },
      });
      const path = `${trial.widgets}/w1`;
      const put = { ...first, spec: { ...first.spec, note: 'x' } };
      const headers = { 'User-Agent': 'a-client/v1.2 (linux)' };
      const written = await trial.expect({ method: 'PUT', path, body: put, headers }, { status: 200 });
      trial.same(
        managersOf(storedOf(written.json)),
        containing(
          { manager: 'a', operation: 'Apply' },
          { manager: 'a-client', operation: 'Update', fieldsV1: { 'f:spec': { 'f:note': {} } } },
        ),
        'the managers',
      );
      const status = {
        method: 'PATCH',
        path: `${path}/status?fieldManager=s`,
        type: MERGE,
        body: { status: { phase: 'Done' } },
      };
      const reported = await trial.expect(status, { status: 200 });
      const reporter = { manager: 's', operation: 'Update', subresource: 'status' };
      trial.same(managersOf(storedOf(reported.json)), containing(reporter), 'the managers');
      const latest = storedOf(reported.json);
      const reset = { ...latest, metadata: { ...latest.metadata, managedFields: [{}] } };
      await trial.expect({ method: 'PUT', path, body: reset, headers }, { status: 200 });
      const after = await trial.expect({ path }, { status: 200 });
      const left = managersOf(storedOf(after.json)).filter(({ operation }) => operation === 'Apply');
      trial.same(left, [], 'the managers after they were reset');
    },
  },
  {
    id: 56,
    priority: 1,
    title: 'apply never stores a field that is not declared',
    run: async (trial) => {
      const ask = apply(trial, 'a', { size: 3, x: 1 }, '&fieldValidation=Strict');
      const { status, text } = await trial.send(ask);
      trial.holds(status >= 400 && /spec\.x/.test(text), `it is answered ${status} ${text}`);
      await trial.expect({ path: `${trial.widgets}/w1` }, { status: 404 });
    },
  },
];
