import type { Check } from '../check.ts';
import { containing } from '../difference.ts';
import { API_VERSION, FIXTURE } from '../fixture.ts';
import { created } from './stored.ts';

const { kind, plural } = FIXTURE;

const V1 = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const MERGE = 'application/merge-patch+json';

/** How old something is, for people; a table of kubectl prints it as it comes. */
const AGE = /^(\d+s|\d+m(\d+s)?|\d+h(\d+m)?|\d+d(\d+h)?|\d+y(\d+d)?)$/;

/** What controllers of the cluster do with the objects, and what people see. */
export const CONTROLLER_CHECKS: readonly Check[] = [
  {
    id: 76,
    priority: 2,
    title: 'a table has the columns of the kind, and an age for people',
    run: async (trial) => {
      const { widgets, namespace } = trial;
      await trial.expect({ path: widgets, accept: V1 }, { status: 200, body: { rows: [] } });
      await created(trial, 'w1', { spec: { size: 7 } });
      const status = { method: 'PATCH', path: `${widgets}/w1/status`, type: MERGE };
      await trial.expect({ ...status, body: { status: { phase: 'Ready' } } }, { status: 200 });
      const rows = [{ cells: ['w1', 7, 'Ready', AGE] }];
      await trial.expect({ path: widgets, accept: V1 }, { status: 200, body: { kind: 'Table', rows } });
      if (!trial.has('kubectls')) return;
      for (const { version, run } of trial.means('kubectls')) {
        const get = async (...args: readonly string[]) => {
          const { stdout, stderr } = await run(['get', plural, ...args]);
          return stdout + stderr;
        };
        const printed = {
          plain: await get('-n', namespace),
          wide: await get('-n', namespace, '-o', 'wide'),
          empty: await get('-n', `${namespace}-empty`),
        };
        trial.same(
          printed,
          {
            plain: /^NAME +SIZE +AGE\s*\nw1 +7 +\d+[smh]\S*\s*\n$/,
            wide: /^NAME +SIZE +PHASE +AGE\s*\nw1 +7 +Ready +\d+[smh]\S*\s*\n$/,
            empty: `No resources found in ${namespace}-empty namespace.\n`,
          },
          `what kubectl ${version} prints`,
        );
      }
    },
  },
  {
    id: 81,
    priority: 1,
    title: 'the autoscaler of the cluster reads and writes the scale',
    modes: ['aggregated'],
    needs: ['controllers'],
    run: async (trial) => {
      await created(trial, 'w1', { spec: { size: 3, replicas: 1 } });
      const path = `/apis/autoscaling/v2/namespaces/${trial.namespace}/horizontalpodautoscalers`;
      const spec = {
        scaleTargetRef: { apiVersion: API_VERSION, kind, name: 'w1' },
        // Below the least there may be, no metrics are asked for.
        minReplicas: 3,
        maxReplicas: 5,
      };
      await trial.expect({ path, body: { metadata: { name: 'w1' }, spec } }, { status: 201 });
      const scaled = { spec: { replicas: 3, size: 3 }, metadata: { generation: 2 } };
      await trial.eventually({ path: `${trial.widgets}/w1` }, { status: 200, body: scaled }, 40);
    },
  },
  {
    id: 115,
    priority: 0,
    title: 'a namespace goes with all that is in it, once the last finalizer is gone',
    modes: ['aggregated'],
    needs: ['controllers'],
    run: async (trial) => {
      const { widgets, namespace } = trial;
      for (const name of ['w1', 'w2']) await created(trial, name);
      const finalizers = ['example.com/wait'];
      await created(trial, 'w3', { metadata: { name: 'w3', finalizers } });
      const path = `/api/v1/namespaces/${namespace}`;
      await trial.expect({ method: 'DELETE', path }, { status: 200 });
      const left = { items: [{ metadata: { name: 'w3', deletionTimestamp: /Z$/ } }] };
      await trial.eventually({ path: widgets }, { status: 200, body: left }, 40);
      const waiting = containing({ type: 'NamespaceFinalizersRemaining', status: 'True' });
      await trial.eventually({ path }, { status: 200, body: { status: { conditions: waiting } } }, 40);
      const release = { metadata: { finalizers: null } };
      const ask = { method: 'PATCH', type: MERGE, path: `${widgets}/w3`, body: release };
      await trial.expect(ask, { status: 200 });
      await trial.eventually({ path }, { status: 404 }, 60);
    },
  },
];
