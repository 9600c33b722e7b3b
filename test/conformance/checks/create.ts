import type { Check } from '../check.ts';
import { containing, PRESENT, RESOURCE_VERSION, TIME, UID } from '../difference.ts';
import type { Ask } from '../exchange.ts';
import { failure } from '../failure.ts';
import { API_VERSION, FIXTURE, RESOURCE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { created, storedOf } from './stored.ts';

const { group, kind, plural } = FIXTURE;

const STATUS_WIPED = {
  apiVersion: API_VERSION,
  kind,
  metadata: {
    name: 'w1',
    uid: UID,
    resourceVersion: RESOURCE_VERSION,
    creationTimestamp: TIME,
    generation: 1,
    deletionTimestamp: undefined,
    selfLink: undefined,
    managedFields: [
      { manager: PRESENT, operation: 'Update', apiVersion: API_VERSION, fieldsType: 'FieldsV1' },
    ],
  },
  spec: { size: 3, replicas: 1 },
  status: undefined,
};

const OF_CLIENT = {
  metadata: {
    name: 'w1',
    uid: '11111111-1111-4111-8111-111111111111',
    creationTimestamp: '2001-01-01T00:00:00Z',
    deletionTimestamp: '2001-01-01T00:00:00Z',
    generation: 7,
    selfLink: '/x',
  },
  status: { phase: 'Done' },
};

const ALPHABET = /^w-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

const TOO_LARGE = 3 * 1024 * 1024 + 1;

const wrongBodies = (trial: Trial): readonly (readonly [Ask, ReturnType<typeof failure>])[] => [
  [
    { path: trial.widgets, body: trial.widget('w1', { apiVersion: `${group}/v9` }) },
    failure(400, 'BadRequest', {
      message: `the API version in the data (${group}/v9) does not match the expected API version (${API_VERSION})`,
    }),
  ],
  [
    { method: 'PUT', path: `${trial.widgets}/w1`, body: trial.widget('other') },
    failure(400, 'BadRequest', {
      message: 'the name of the object (other) does not match the name on the URL (w1)',
    }),
  ],
  [
    { path: trial.widgets, body: trial.widget('w1', { metadata: { name: 'w1', namespace: 'elsewhere' } }) },
    failure(400, 'BadRequest', {
      message: 'the namespace of the provided object does not match the namespace sent on the request',
    }),
  ],
  [{ path: trial.widgets, body: '{"kind":' }, failure(400, 'BadRequest')],
  [
    { path: trial.widgets, body: JSON.stringify(trial.widget('w1', { x: 'x'.repeat(TOO_LARGE) })) },
    failure(413, 'RequestEntityTooLarge', { message: /limit is 3145728$/ }),
  ],
];

/** D: objects are made. */
export const CREATE_CHECKS: readonly Check[] = [
  {
    id: 30,
    priority: 0,
    title: 'POST sets what the server owns and wipes what the client claims of it',
    run: async (trial) => {
      const ask = { path: trial.widgets, body: trial.widget('w1', OF_CLIENT) };
      const { json } = await trial.expect(ask, { status: 201, body: STATUS_WIPED });
      const { metadata } = storedOf(json);
      trial.holds(metadata.uid !== OF_CLIENT.metadata.uid, 'the uid of the client was taken');
    },
  },
  {
    id: 31,
    priority: 0,
    title: 'a second POST of a name is AlreadyExists',
    run: async (trial) => {
      await created(trial, 'w1');
      const details = { name: 'w1', group, kind: plural };
      const message = `${RESOURCE} "w1" already exists`;
      await trial.expect(
        { path: trial.widgets, body: trial.widget('w1') },
        failure(409, 'AlreadyExists', { message, details }),
      );
    },
  },
  {
    id: 32,
    priority: 1,
    title: 'generateName makes names of the base and five characters that spell nothing',
    run: async (trial) => {
      const names = new Set<string>();
      for (let count = 0; count < 50; count++) {
        const body = trial.widget('', { metadata: { generateName: 'w-' } });
        const { json } = await trial.expect({ path: trial.widgets, body }, { status: 201 });
        names.add(storedOf(json).metadata.name);
      }
      trial.holds(names.size === 50, `only ${names.size} of 50 names differ`);
      for (const name of names) trial.same(name, ALPHABET, 'a generated name');
      const body = trial.widget('', { metadata: { generateName: 'x'.repeat(100) } });
      const { json } = await trial.expect({ path: trial.widgets, body }, { status: 201 });
      trial.same(storedOf(json).metadata.name.length, 63, 'the length of a name that was cut');
    },
  },
  {
    id: 33,
    priority: 0,
    title: 'what is invalid is refused with every cause and its field',
    run: async (trial) => {
      const nameless = trial.widget('', { metadata: {} });
      await trial.expect(
        { path: trial.widgets, body: nameless },
        failure(422, 'Invalid', {
          message: /metadata\.name: Required value: name or generateName is required/,
        }),
      );
      await trial.expect(
        { path: trial.widgets, body: trial.widget('Bad_Name') },
        failure(422, 'Invalid', {
          message:
            /^Widget\.demo\.kx\.dev "Bad_Name" is invalid: metadata\.name: Invalid value: "Bad_Name": a lowercase RFC 1123 subdomain/,
          details: { causes: containing({ reason: 'FieldValueInvalid', field: 'metadata.name' }) },
        }),
      );
      await trial.expect(
        { path: trial.widgets, body: trial.widget('w1', { spec: { size: 11, colour: 'pink' } }) },
        failure(422, 'Invalid', {
          message: /^Widget\.demo\.kx\.dev "w1" is invalid: \[spec\..*, spec\..*\]$/,
          details: {
            name: 'w1',
            group,
            kind,
            causes: containing(
              { reason: 'FieldValueInvalid', field: 'spec.size', message: /less than or equal to 10$/ },
              {
                reason: 'FieldValueNotSupported',
                field: 'spec.colour',
                message: /supported values: "red", "green", "blue"$/,
              },
            ),
          },
        }),
      );
    },
  },
  {
    id: 34,
    priority: 1,
    title: 'a body that does not fit its path, or is none, is a bad request',
    run: async (trial) => {
      await created(trial, 'w1');
      for (const [ask, expected] of wrongBodies(trial)) await trial.expect(ask, expected);
    },
  },
  {
    id: 35,
    priority: 1,
    title: 'YAML is read, other media types are not supported',
    run: async (trial) => {
      const yaml = `apiVersion: ${API_VERSION}\nkind: ${kind}\nmetadata: {name: w1}\nspec: {size: 4}\n`;
      const ask = { path: trial.widgets, body: yaml, type: 'application/yaml' };
      await trial.expect(ask, { status: 201, body: { spec: { size: 4 } } });
      const message = /^the body of the request was in an unknown format - accepted media types include: /;
      await trial.expect({ ...ask, type: 'text/plain' }, failure(415, 'UnsupportedMediaType', { message }));
    },
  },
];
