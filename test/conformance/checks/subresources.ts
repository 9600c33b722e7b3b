import type { Check } from '../check.ts';
import { containing, TIME } from '../difference.ts';
import { failure } from '../failure.ts';
import { created, storedOf } from './stored.ts';

const MERGE = 'application/merge-patch+json';

/** I: subresources. */
export const SUBRESOURCE_CHECKS: readonly Check[] = [
  {
    id: 79,
    priority: 0,
    title: 'status is written at its own path, and nothing else there',
    run: async (trial) => {
      const first = await created(trial, 'w1');
      const path = `${trial.widgets}/w1`;
      const both = { ...first, spec: { size: 5 }, status: { phase: 'Done' } };
      await trial.expect(
        { method: 'PUT', path: `${path}/status`, body: both },
        { status: 200, body: { metadata: { generation: 1 }, spec: { size: 3 }, status: { phase: 'Done' } } },
      );
      await trial.expect({ method: 'PUT', path: `${path}/status`, body: both }, failure(409, 'Conflict'));
      const { json } = await trial.expect({ path: `${path}/status` }, { status: 200 });
      const other = { ...storedOf(json), spec: { size: 6 }, status: { phase: 'Other' } };
      await trial.expect(
        { method: 'PUT', path, body: other },
        { status: 200, body: { metadata: { generation: 2 }, spec: { size: 6 }, status: { phase: 'Done' } } },
      );
      const patch = { method: 'PATCH', path: `${path}/status`, type: MERGE };
      await trial.expect(
        { ...patch, body: { spec: { size: 7 }, status: { phase: 'Patched' } } },
        { status: 200, body: { spec: { size: 6 }, status: { phase: 'Patched' } } },
      );
      const metadata = { managedFields: containing({ subresource: 'status', operation: 'Update' }) };
      await trial.expect({ path }, { status: 200, body: { metadata } });
    },
  },
  {
    id: 80,
    priority: 0,
    title: 'scale reads and writes the replicas of the object',
    run: async (trial) => {
      const { metadata } = await created(trial, 'w1', { spec: { size: 3, replicas: 2 } });
      const path = `${trial.widgets}/w1/scale`;
      const status = { method: 'PATCH', path: `${trial.widgets}/w1/status`, type: MERGE };
      await trial.expect({ ...status, body: { status: { replicas: 2, selector: 'a=b' } } }, { status: 200 });
      const { name, uid } = metadata;
      const scale = {
        kind: 'Scale',
        apiVersion: 'autoscaling/v1',
        metadata: { name, namespace: trial.namespace, uid, creationTimestamp: TIME },
        spec: { replicas: 2 },
        status: { replicas: 2, selector: 'a=b' },
      };
      const { json } = await trial.expect({ path }, { status: 200, body: scale });
      const wanted = { ...Object(json), spec: { replicas: 5 } };
      await trial.expect(
        { method: 'PUT', path, body: wanted },
        { status: 200, body: { spec: { replicas: 5 } } },
      );
      await trial.expect({ method: 'PUT', path, body: wanted }, failure(409, 'Conflict'));
      const negative = { method: 'PATCH', path, type: MERGE, body: { spec: { replicas: -1 } } };
      await trial.expect(negative, failure(422, 'Invalid'));
      const generation = { metadata: { generation: 2 }, spec: { replicas: 5, size: 3 } };
      await trial.expect({ path: `${trial.widgets}/w1` }, { status: 200, body: generation });
    },
  },
];
