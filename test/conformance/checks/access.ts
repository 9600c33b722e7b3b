import type { Check } from '../check.ts';
import { matcher } from '../difference.ts';
import { failure } from '../failure.ts';
import { FIXTURE, RESOURCE } from '../fixture.ts';

const { group, plural } = FIXTURE;

const MASTERS = { 'X-Remote-User': 'admin', 'X-Remote-Group': 'system:masters' };

/** Anonymous requests may be switched off as a whole. */
const NOT_LET_IN = matcher('401, or 403 for system:anonymous', (value) => {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('message' in value))
    return false;
  return value.code === 401 || (value.code === 403 && /"system:anonymous"/.test(String(value.message)));
});

const cannot = (verb: string, namespace: string, resource: string = plural): string =>
  `User "alice" cannot ${verb} resource "${resource}" in API group "${group}" in the namespace "${namespace}"`;

/** J, K and Q: who somebody is, what somebody may do, and where. */
export const ACCESS_CHECKS: readonly Check[] = [
  {
    id: 86,
    priority: 0,
    title: 'identity headers of somebody without a certificate are not believed',
    run: async (trial) => {
      await trial.expect({ path: trial.widgets, as: 'nobody', headers: MASTERS }, { body: NOT_LET_IN });
    },
  },
  {
    id: 87,
    priority: 0,
    title: 'the front proxy names a user with several groups, each in a header of its own',
    modes: ['direct'],
    needs: ['frontProxy'],
    run: async (trial) => {
      const withGroups = (...groups: readonly string[]) =>
        ({ path: trial.widgets, as: 'alice', headers: { 'X-Remote-Group': groups } }) as const;
      await trial.expect(withGroups('a', 'system:masters'), { status: 200 });
      await trial.expect(withGroups('a, system:masters'), failure(403, 'Forbidden'));
    },
  },
  {
    id: 89,
    priority: 1,
    title: 'a token that is not accepted is a 401, also for what anybody may read',
    run: async (trial) => {
      const Authorization = 'Bearer not-a-token';
      for (const path of [trial.widgets, '/healthz']) {
        await trial.expect(
          { path, as: 'nobody', headers: { Authorization } },
          failure(401, 'Unauthorized', { message: 'Unauthorized' }),
        );
      }
    },
  },
  {
    id: 91,
    priority: 1,
    title: 'who shows nothing reads no object, and /healthz',
    run: async (trial) => {
      await trial.expect({ path: trial.widgets, as: 'nobody' }, { body: NOT_LET_IN });
      await trial.expect({ path: '/healthz', as: 'nobody' }, { status: 200 });
    },
  },
  {
    id: 92,
    priority: 0,
    title: 'who has no right is told which one is missing',
    run: async (trial) => {
      const { widgets, namespace } = trial;
      for (const [method, path, verb] of [
        ['GET', widgets, 'list'],
        ['GET', `${widgets}?watch=true`, 'watch'],
        ['GET', `${widgets}?watch`, 'watch'],
        ['GET', `${widgets}?watch=False`, 'list'],
        ['DELETE', widgets, 'deletecollection'],
      ] as const) {
        await trial.expect(
          { method, path, as: 'alice' },
          failure(403, 'Forbidden', {
            message: `${RESOURCE} is forbidden: ${cannot(verb, namespace)}`,
            details: { name: undefined, group, kind: plural },
          }),
        );
      }
      for (const [method, verb] of [
        ['GET', 'get'],
        ['DELETE', 'delete'],
      ] as const) {
        await trial.expect(
          { method, path: `${widgets}/w1`, as: 'alice' },
          failure(403, 'Forbidden', {
            message: `${RESOURCE} "w1" is forbidden: ${cannot(verb, namespace)}`,
            details: { name: 'w1', group, kind: plural },
          }),
        );
      }
    },
  },
  {
    id: 94,
    priority: 1,
    title: 'subresources and paths are rights of their own',
    run: async (trial) => {
      const { widgets, namespace } = trial;
      for (const subresource of ['status', 'scale']) {
        await trial.expect(
          { path: `${widgets}/w1/${subresource}`, as: 'alice' },
          failure(403, 'Forbidden', {
            message: `${RESOURCE} "w1" is forbidden: ${cannot('get', namespace, `${plural}/${subresource}`)}`,
          }),
        );
      }
      await trial.expect(
        { path: '/metrics', as: 'alice' },
        failure(403, 'Forbidden', { message: 'forbidden: User "alice" cannot get path "/metrics"' }),
      );
    },
  },
  {
    id: 114,
    priority: 0,
    title: 'a namespace that is not there takes no object, however it is written',
    modes: ['aggregated'],
    run: async (trial) => {
      const absent = `${trial.namespace}-absent`;
      const path = trial.widgets.replace(trial.namespace, absent);
      const notFound = failure(404, 'NotFound', {
        message: `namespaces "${absent}" not found`,
        details: { name: absent, kind: 'namespaces' },
      });
      await trial.expect({ path, body: trial.widget('w1') }, notFound);
      await trial.expect({ path: `${path}?dryRun=All`, body: trial.widget('w1') }, notFound);
      const apply = { method: 'PATCH', type: 'application/apply-patch+yaml', body: trial.widget('w1') };
      await trial.expect({ ...apply, path: `${path}/w1?fieldManager=check` }, notFound);
    },
  },
];
