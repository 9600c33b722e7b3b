import type { Check } from '../check.ts';
import { matcher, UID } from '../difference.ts';
import type { Ask } from '../exchange.ts';
import { failure } from '../failure.ts';
import { API_VERSION, FIXTURE } from '../fixture.ts';
import { created } from './stored.ts';

const { kind } = FIXTURE;

/** D: dry runs and field validation. */
export const WRITE_OPTIONS_CHECKS: readonly Check[] = [
  {
    id: 46,
    priority: 0,
    title: 'a dry run does all but the write',
    run: async (trial) => {
      const { metadata } = await created(trial, 'w1');
      const path = `${trial.widgets}/w1`;
      const dry = (ask: Ask): Ask => ({ ...ask, path: `${ask.path}?dryRun=All` });
      const type = 'application/merge-patch+json';
      await trial.expect(dry({ path: trial.widgets, body: trial.widget('w2') }), {
        status: 201,
        body: { metadata: { uid: UID }, spec: { replicas: 1 } },
      });
      await trial.expect({ path: `${trial.widgets}/w2` }, { status: 404 });
      const invalid = trial.widget('w3', { spec: { size: 11 } });
      await trial.expect(dry({ path: trial.widgets, body: invalid }), failure(422, 'Invalid'));
      const patch = { method: 'PATCH', path, type, body: { spec: { size: 5 } } };
      await trial.expect(dry(patch), { status: 200, body: { spec: { size: 5 } } });
      await trial.expect(dry({ method: 'DELETE', path }), { status: 200 });
      const stored = { resourceVersion: metadata.resourceVersion, deletionTimestamp: undefined };
      await trial.expect({ path }, { status: 200, body: { metadata: stored, spec: { size: 3 } } });
      const wrong = { path: `${trial.widgets}?dryRun=x`, body: trial.widget('w4') };
      await trial.expect(wrong, failure(422, 'Invalid', { message: /dryRun: Unsupported value: \[?"x"\]?/ }));
    },
  },
  {
    id: 47,
    priority: 0,
    title: 'unknown and duplicate fields are ignored, warned of or refused as the client asks',
    run: async (trial) => {
      const body = (name: string) =>
        `{"apiVersion":"${API_VERSION}","kind":"${kind}","metadata":{"name":"${name}"},"spec":{"size":1,"size":2,"x":1}}`;
      const post = (query: string, name: string) => ({ path: `${trial.widgets}${query}`, body: body(name) });
      const warning = matcher('the warning of spec.x', (value) => String(value).includes('unknown field'));
      const pruned = { spec: { x: undefined } };
      const silent = { status: 201, headers: { warning: undefined }, body: pruned };
      await trial.expect(post('?fieldValidation=Ignore', 'w1'), silent);
      await trial.expect(post('', 'w2'), { status: 201, headers: { warning }, body: pruned });
      await trial.expect(post('?fieldValidation=Warn', 'w3'), {
        status: 201,
        headers: { warning },
        body: pruned,
      });
      const message =
        /strict decoding error: .*(unknown field "spec\.x".*duplicate field "spec\.size"|duplicate field "spec\.size".*unknown field "spec\.x")/;
      const strict = failure(400, 'BadRequest', { message });
      await trial.expect(post('?fieldValidation=Strict', 'w4'), strict);
      await trial.expect(post('?fieldValidation=x', 'w5'), failure(422, 'Invalid'));
    },
  },
];
