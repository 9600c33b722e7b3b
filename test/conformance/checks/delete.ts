import type { Check } from '../check.ts';
import { TIME } from '../difference.ts';
import { failure } from '../failure.ts';
import { FIXTURE } from '../fixture.ts';
import { created, storedOf } from './stored.ts';

const { group, kind, plural } = FIXTURE;

/** D: objects are deleted. */
export const DELETE_CHECKS: readonly Check[] = [
  {
    id: 41,
    priority: 0,
    title: 'DELETE says what it removed',
    run: async (trial) => {
      const { metadata } = await created(trial, 'w1');
      const path = `${trial.widgets}/w1`;
      const details = { name: 'w1', group, kind: plural, uid: metadata.uid };
      const body = { kind: 'Status', status: 'Success', details };
      await trial.expect({ method: 'DELETE', path }, { status: 200, body });
      await trial.expect({ method: 'DELETE', path }, failure(404, 'NotFound'));
      await created(trial, 'w1');
      const options = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' };
      await trial.expect({ method: 'DELETE', path, body: options }, { status: 200 });
    },
  },
  {
    id: 42,
    priority: 0,
    title: 'DELETE keeps its preconditions',
    run: async (trial) => {
      const { metadata } = await created(trial, 'w1');
      const uid = '11111111-1111-4111-8111-111111111111';
      const path = `${trial.widgets}/w1`;
      const wrong = (preconditions: object) => ({
        method: 'DELETE',
        path,
        body: { kind: 'DeleteOptions', apiVersion: 'v1', preconditions },
      });
      // Which of the two comes depends on whether the storage or the registry looks first.
      const otherUid = /UID in (the )?precondition|the UID in the precondition \(/;
      const otherVersion =
        /ResourceVersion in (the )?precondition|the ResourceVersion in the precondition \(/;
      await trial.expect(wrong({ uid }), failure(409, 'Conflict', { message: otherUid }));
      await trial.expect(
        wrong({ resourceVersion: '1' }),
        failure(409, 'Conflict', { message: otherVersion }),
      );
      await trial.expect(wrong({ uid: metadata.uid }), { status: 200 });
    },
  },
  {
    id: 43,
    priority: 0,
    title: 'an object with a finalizer goes when that does',
    run: async (trial) => {
      const path = `${trial.widgets}/w1`;
      await created(trial, 'w1', { metadata: { name: 'w1', finalizers: ['example.com/f'] } });
      const going = { deletionTimestamp: TIME, deletionGracePeriodSeconds: 0, generation: 2 };
      const first = await trial.expect(
        { method: 'DELETE', path },
        { status: 200, body: { kind, metadata: going } },
      );
      const { deletionTimestamp } = storedOf(first.json).metadata;
      await trial.expect(
        { method: 'DELETE', path },
        { status: 200, body: { metadata: { deletionTimestamp } } },
      );
      const type = 'application/merge-patch+json';
      const more = { metadata: { finalizers: ['example.com/f', 'example.com/g'] } };
      const message =
        /metadata\.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers \[\]string\{"example\.com\/g"\}/;
      await trial.expect({ method: 'PATCH', path, type, body: more }, failure(422, 'Invalid', { message }));
      const { json } = await trial.expect({ path }, { status: 200 });
      const after = storedOf(json).metadata.resourceVersion;
      const watch = await trial.watch({ path: `${trial.widgets}?watch=1&resourceVersion=${after}` });
      const none = { metadata: { finalizers: null, labels: { last: 'x' } } };
      const gone = { metadata: { finalizers: undefined, labels: { last: 'x' } } };
      await trial.expect({ method: 'PATCH', path, type, body: none }, { status: 200, body: gone });
      await trial.expect({ path }, failure(404, 'NotFound'));
      // What the last write made of it was never stored.
      const stored = { finalizers: ['example.com/f'], labels: undefined };
      trial.same(await watch.next(), { type: 'DELETED', object: { metadata: stored } }, 'the last event');
      watch.close();
    },
  },
  {
    id: 44,
    priority: 0,
    title: 'the propagation policy decides which finalizer is set',
    run: async (trial) => {
      const options = (more: object) => ({ kind: 'DeleteOptions', apiVersion: 'v1', ...more });
      const remove = (name: string, body: object) => ({
        method: 'DELETE',
        path: `${trial.widgets}/${name}`,
        body,
      });
      const policies = [
        ['Foreground', 'foregroundDeletion'],
        ['Orphan', 'orphan'],
      ] as const;
      for (const [propagationPolicy, finalizer] of policies) {
        const name = propagationPolicy.toLowerCase();
        await created(trial, name);
        const metadata = { deletionTimestamp: TIME, finalizers: [finalizer] };
        const ask = remove(name, options({ propagationPolicy }));
        await trial.expect(ask, { status: 200, body: { kind, metadata } });
      }
      await created(trial, 'w1');
      const both = options({ propagationPolicy: 'Orphan', orphanDependents: true });
      await trial.expect(remove('w1', both), failure(422, 'Invalid'));
      await trial.expect(remove('w1', options({ propagationPolicy: 'Sometimes' })), failure(422, 'Invalid'));
      await trial.expect(remove('w1', options({ propagationPolicy: 'Background' })), { status: 200 });
      await trial.expect({ path: `${trial.widgets}/w1` }, { status: 404 });
    },
  },
  {
    id: 45,
    priority: 0,
    title: 'DELETE of a collection removes what its selectors choose',
    run: async (trial) => {
      for (const [name, a] of [
        ['w1', 'x'],
        ['w2', 'x'],
        ['w3', 'y'],
      ] as const) {
        await created(trial, name, { metadata: { name, labels: { a } } });
      }
      const remove = (query: string) => ({ method: 'DELETE', path: `${trial.widgets}?${query}` });
      const names = (...expected: readonly string[]) => ({
        body: { items: expected.map((name) => ({ metadata: { name } })) },
      });
      await trial.expect(remove('labelSelector=a%3Dx&dryRun=All'), { status: 200 });
      await trial.expect({ path: trial.widgets }, names('w1', 'w2', 'w3'));
      await trial.expect(remove('fieldSelector=metadata.name%3Dw1'), { status: 200 });
      await trial.expect({ path: trial.widgets }, names('w2', 'w3'));
      await trial.expect(remove('labelSelector=a%3Dx'), { status: 200, body: { kind: `${kind}List` } });
      await trial.expect({ path: trial.widgets }, names('w3'));
    },
  },
];
