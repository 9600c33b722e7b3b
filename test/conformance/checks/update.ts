import type { Check } from '../check.ts';
import { failure } from '../failure.ts';
import { API_VERSION, FIXTURE, RESOURCE } from '../fixture.ts';
import { created, storedOf } from './stored.ts';

const { group, kind, plural } = FIXTURE;

/** D: objects are read and replaced. */
export const UPDATE_CHECKS: readonly Check[] = [
  {
    id: 36,
    priority: 0,
    title: 'GET gives the object, or NotFound with its name',
    run: async (trial) => {
      const { metadata } = await created(trial, 'w1');
      await trial.expect(
        { path: `${trial.widgets}/w1` },
        { status: 200, body: { apiVersion: API_VERSION, kind, metadata: { uid: metadata.uid } } },
      );
      const details = { name: 'nope', group, kind: plural };
      const expected = failure(404, 'NotFound', { message: `${RESOURCE} "nope" not found`, details });
      await trial.expect({ path: `${trial.widgets}/nope` }, expected);
    },
  },
  {
    id: 37,
    priority: 0,
    title: 'PUT over a newer object is a conflict',
    run: async (trial) => {
      const first = await created(trial, 'w1');
      const path = `${trial.widgets}/w1`;
      await trial.expect({ method: 'PUT', path, body: { ...first, spec: { size: 4 } } }, { status: 200 });
      const message = `Operation cannot be fulfilled on ${RESOURCE} "w1": the object has been modified; please apply your changes to the latest version and try again`;
      const details = { name: 'w1', group, kind: plural };
      await trial.expect(
        { method: 'PUT', path, body: { ...first, spec: { size: 5 } } },
        failure(409, 'Conflict', { message, details }),
      );
    },
  },
  {
    id: 38,
    priority: 1,
    title: 'PUT without a resource version is refused, or replaces whatever is there',
    run: async (trial) => {
      await created(trial, 'w1');
      const answer = await trial.send({
        method: 'PUT',
        path: `${trial.widgets}/w1`,
        body: trial.widget('w1'),
      });
      const refused = /metadata\.resourceVersion: Invalid value: (0x0|""|0): must be specified for an update/;
      const isRefused = answer.status === 422 && refused.test(answer.text);
      trial.holds(isRefused || answer.status === 200, `it answers ${answer.status} ${answer.text}`);
    },
  },
  {
    id: 39,
    priority: 1,
    title: 'PUT of a missing object is NotFound, or makes it',
    run: async (trial) => {
      const ask = { method: 'PUT', path: `${trial.widgets}/w1`, body: trial.widget('w1') };
      const { status, text } = await trial.send(ask);
      trial.holds(status === 404 || status === 201, `it answers ${status} ${text}`);
    },
  },
  {
    id: 40,
    priority: 2,
    title: 'the generation counts changes of spec, and what changes nothing is no write',
    run: async (trial) => {
      const path = `${trial.widgets}/w1`;
      const first = await created(trial, 'w1');
      const unchanged = await trial.expect({ method: 'PUT', path, body: first }, { status: 200 });
      const version = storedOf(unchanged.json).metadata.resourceVersion;
      trial.same(
        version,
        first.metadata.resourceVersion,
        'the resource version after a PUT without a change',
      );
      const labelled = { ...first, metadata: { ...first.metadata, labels: { a: 'b' } } };
      const relabelled = await trial.expect(
        { method: 'PUT', path, body: labelled },
        { status: 200, body: { metadata: { generation: 1 } } },
      );
      const body = { ...storedOf(relabelled.json), spec: { size: 4 } };
      const changed = await trial.expect(
        { method: 'PUT', path, body },
        { status: 200, body: { metadata: { generation: 2 } } },
      );
      const versions = [first, storedOf(relabelled.json), storedOf(changed.json)];
      const numbers = versions.map(({ metadata }) => Number(metadata.resourceVersion));
      trial.holds(
        numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0)),
        `resource versions do not grow: ${numbers.join(', ')}`,
      );
    },
  },
];
