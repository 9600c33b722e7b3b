import type { Check } from '../check.ts';
import { containing, PRESENT, RESOURCE_VERSION } from '../difference.ts';
import { failure } from '../failure.ts';
import { API_VERSION, FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { created } from './stored.ts';

const { kind } = FIXTURE;

const V1 = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const V1BETA1 = 'application/json;as=Table;v=v1beta1;g=meta.k8s.io';
/** As kubectl get asks. */
const OF_KUBECTL = `${V1},${V1BETA1},application/json`;

const PARTIAL = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const PARTIAL_LIST = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
/** As the garbage collector and the namespace controller ask. */
const OF_CONTROLLERS = `application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,${PARTIAL_LIST},application/json`;

const COLUMNS = [
  { name: 'Name', type: 'string', format: 'name', description: PRESENT, priority: 0 },
  { name: 'Size', type: 'integer', format: PRESENT, description: PRESENT, priority: 0 },
  { name: 'Phase', type: 'string', format: PRESENT, description: PRESENT, priority: 1 },
  { name: 'Age', type: 'date', format: PRESENT, description: PRESENT, priority: 0 },
];

const PARTIAL_OBJECT = {
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: { name: 'w1', uid: PRESENT },
  spec: undefined,
};

const table = (object: unknown, apiVersion = 'meta.k8s.io/v1') => ({
  kind: 'Table',
  apiVersion,
  metadata: { resourceVersion: RESOURCE_VERSION },
  columnDefinitions: COLUMNS,
  rows: [{ cells: ['w1', 3, null, /^\d+s$/], object }],
});

const one = async (trial: Trial): Promise<readonly string[]> => {
  await created(trial, 'w1');
  return [trial.widgets, `${trial.widgets}/w1`];
};

/** H: tables and metadata alone. */
export const TABLE_CHECKS: readonly Check[] = [
  {
    id: 74,
    priority: 0,
    title: 'kubectl gets a Table with the columns of the kind',
    run: async (trial) => {
      for (const path of await one(trial)) {
        await trial.expect({ path, accept: OF_KUBECTL }, { status: 200, body: table(PARTIAL_OBJECT) });
      }
    },
  },
  {
    id: 75,
    priority: 1,
    title: 'includeObject decides what rows carry, Accept which Table it is',
    run: async (trial) => {
      await one(trial);
      const path = `${trial.widgets}?includeObject=`;
      const carried: readonly (readonly [string, unknown])[] = [
        ['Metadata', PARTIAL_OBJECT],
        ['Object', { kind, apiVersion: API_VERSION, spec: { size: 3 } }],
        ['None', (value: unknown) => value === undefined || value === null],
      ];
      for (const [include, object] of carried) {
        await trial.expect({ path: path + include, accept: V1 }, { status: 200, body: table(object) });
      }
      await trial.expect({ path: `${path}x`, accept: V1 }, failure(400, 'BadRequest'));
      const beta = table(PRESENT, 'meta.k8s.io/v1beta1');
      await trial.expect({ path: trial.widgets, accept: V1BETA1 }, { status: 200, body: beta });
      const unknown = 'application/json;as=Table;v=v2;g=meta.k8s.io';
      await trial.expect({ path: trial.widgets, accept: unknown }, failure(406, 'NotAcceptable'));
      const list = { status: 200, body: { kind: `${kind}List` } };
      await trial.expect({ path: trial.widgets, accept: `${unknown},application/json` }, list);
    },
  },
  {
    id: 77,
    priority: 0,
    title: 'metadata alone is given to those who ask for it',
    run: async (trial) => {
      const [collection = '', object = ''] = await one(trial);
      await trial.expect({ path: object, accept: PARTIAL }, { status: 200, body: PARTIAL_OBJECT });
      const list = {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata: { resourceVersion: RESOURCE_VERSION },
        items: [{ metadata: { name: 'w1' }, spec: undefined }],
      };
      await trial.expect({ path: collection, accept: PARTIAL_LIST }, { status: 200, body: list });
      await trial.expect({ path: collection, accept: PARTIAL }, failure(406, 'NotAcceptable'));
    },
  },
  {
    id: 78,
    priority: 0,
    title: 'the controllers, which would rather have protobuf, are given JSON',
    run: async (trial) => {
      await one(trial);
      const items = containing({ metadata: { name: 'w1' } });
      await trial.expect(
        { path: trial.widgets, accept: OF_CONTROLLERS.replace(/^[^,]*,/, '') },
        { status: 200, headers: { 'content-type': /^application\/json/ }, body: { items } },
      );
      const { status, headers } = await trial.send({ path: trial.widgets, accept: OF_CONTROLLERS });
      trial.same(status, 200, 'the status');
      trial.same(headers['content-type'], /^application\/(json|vnd\.kubernetes\.protobuf)/, 'Content-Type');
      // As the namespace controller empties a namespace since 1.37.
      const accept = 'application/vnd.kubernetes.protobuf,application/json';
      const plain = {
        status: 200,
        headers: { 'content-type': /^application\/json/ },
        body: { kind: PRESENT },
      };
      for (const path of [trial.widgets, `${trial.widgets}/w1`]) await trial.expect({ path, accept }, plain);
      await trial.expect({ method: 'DELETE', path: trial.widgets, accept }, plain);
      // What has no encoding in protobuf is not acceptable as that alone.
      const nothingElse = accept.replace(/,.*$/, '');
      await trial.expect({ path: trial.widgets, accept: nothingElse }, { status: 406 });
    },
  },
];
