import type { Check } from '../check.ts';
import type { Ask } from '../exchange.ts';
import { failure } from '../failure.ts';
import type { Trial } from '../trial.ts';
import { created } from './stored.ts';

const MERGE = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';

const patch = (trial: Trial, type: string, body: unknown, query = ''): Ask => ({
  method: 'PATCH',
  path: `${trial.widgets}/w1${query}`,
  type,
  body,
});

/** E: patches. */
export const PATCH_CHECKS: readonly Check[] = [
  {
    id: 48,
    priority: 0,
    title: 'a merge patch removes with null and keeps its precondition',
    run: async (trial) => {
      const first = await created(trial, 'w1', { spec: { size: 3, note: 'x' } });
      const removed = { spec: { note: undefined, size: 3 } };
      await trial.expect(patch(trial, MERGE, { spec: { note: null } }), { status: 200, body: removed });
      const defaulted = { spec: { size: 1 } };
      await trial.expect(patch(trial, MERGE, { spec: { size: null } }), { status: 200, body: defaulted });
      const { resourceVersion } = first.metadata;
      const stale = { metadata: { resourceVersion }, spec: { size: 5 } };
      await trial.expect(patch(trial, MERGE, stale), failure(409, 'Conflict'));
    },
  },
  {
    id: 49,
    priority: 0,
    title: 'a JSON patch is done whole or refused',
    run: async (trial) => {
      await created(trial, 'w1');
      const replace = [{ op: 'replace', path: '/spec/size', value: 5 }];
      await trial.expect(patch(trial, JSON_PATCH, replace), { status: 200, body: { spec: { size: 5 } } });
      const message = 'the server rejected our request due to an error in our request';
      const failing = [{ op: 'test', path: '/spec/size', value: 9 }, ...replace];
      await trial.expect(patch(trial, JSON_PATCH, failing), failure(422, 'Invalid', { message }));
      // As clients in Rust add the first finalizer.
      const finalizers = { path: '/metadata/finalizers', value: ['kx.dev/hold'] };
      const first = [
        { op: 'test', path: finalizers.path, value: null },
        { op: 'add', ...finalizers },
      ];
      const held = { status: 200, body: { metadata: { finalizers: finalizers.value } } };
      await trial.expect(patch(trial, JSON_PATCH, first), held);
      await trial.expect(patch(trial, JSON_PATCH, first), failure(422, 'Invalid', { message }));
      await trial.expect(patch(trial, JSON_PATCH, [{ op: 'remove', path: `${finalizers.path}/0` }]), {
        status: 200,
      });
      const nowhere = [{ op: 'remove', path: '/spec/nowhere' }];
      await trial.expect(patch(trial, JSON_PATCH, nowhere), failure(422, 'Invalid', { message }));
      const many = Array.from({ length: 10_001 }, () => replace[0]);
      const tooMany = failure(413, 'RequestEntityTooLarge', { message: /10000/ });
      await trial.expect(patch(trial, JSON_PATCH, many), tooMany);
      await trial.expect(patch(trial, JSON_PATCH, '{"no":"list"}'), failure(400, 'BadRequest'));
    },
  },
  {
    id: 50,
    priority: 1,
    title: 'a strategic merge patch is done or refused with what is done',
    run: async (trial) => {
      await created(trial, 'w1');
      const ask = patch(trial, 'application/strategic-merge-patch+json', { spec: { size: 5 } });
      const { status, text } = await trial.send(ask);
      const refusal = /accepted media types include: .*application\/merge-patch\+json/;
      trial.holds(
        status === 200 || (status === 415 && refusal.test(text)),
        `it is answered ${status} ${text}`,
      );
    },
  },
  {
    id: 51,
    priority: 1,
    title: 'patches of different keys at once all arrive',
    run: async (trial) => {
      await created(trial, 'w1');
      const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
      const asks = keys.map((key) => trial.send(patch(trial, MERGE, { spec: { limits: { [key]: 'v' } } })));
      const failed = (await Promise.all(asks)).filter(({ status }) => status !== 200);
      trial.same(
        failed.map(({ text }) => text),
        [],
        'what failed',
      );
      const limits = Object.fromEntries(keys.map((key) => [key, 'v']));
      await trial.expect({ path: `${trial.widgets}/w1` }, { body: { spec: { limits } } });
    },
  },
];
