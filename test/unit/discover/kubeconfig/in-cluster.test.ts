import { describe, expect, it } from 'vitest';
import { config, failure, load, PEMS } from './load-target.ts';

const POD = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };
const ACCOUNT = {
  'account/token': ' pod-token\n',
  'account/ca.crt': PEMS.ca,
  'account/namespace': 'pod-ns\n',
};
const machine = { env: POD, serviceAccount: 'account' };

describe('in a pod', () => {
  it('the service account asks the API server of the cluster', async () => {
    const { target, events } = await load(ACCOUNT, machine);
    expect(target).toMatchObject({
      server: 'https://10.0.0.1:443',
      tls: { ca: PEMS.ca },
      headers: [['Authorization', 'Bearer pod-token']],
      namespace: 'pod-ns',
      origins: { user: 'the service account' },
    });
    expect(target.refresh).toBeDefined();
    expect(events.map(({ kind }) => kind)).toEqual(['inCluster', 'gates']);
  });

  it.each<readonly [what: string, files: Record<string, string>]>([
    ['that is empty', { '.kube/config': '' }],
    ['without a current context', { '.kube/config': config().replace('current-context: dev', '') }],
  ])('it does so beside a kubeconfig %s', async (_, files) => {
    expect((await load({ ...ACCOUNT, ...files }, machine)).target.server).toBe('https://10.0.0.1:443');
  });

  it.each<readonly [what: string, more: object, server: string]>([
    ['a kubeconfig', {}, 'https://dev:6443'],
    ['--server', { flags: { server: 'https://b' } }, 'https://b'],
  ])('%s wins', async (_, more, server) => {
    const files = { ...ACCOUNT, '.kube/config': config() };
    const { target, events } = await load(files, { ...machine, ...more });
    expect(target.server).toBe(server);
    expect(events.map(({ kind }) => kind)).not.toContain('inCluster');
  });

  it('flags override what the pod has', async () => {
    const flags = { token: 'flag', certificateAuthority: 'other.pem', as: 'jane', namespace: 'x' };
    const { target } = await load({ ...ACCOUNT, 'other.pem': PEMS.cert }, { ...machine, flags });
    expect(target).toMatchObject({
      tls: { ca: PEMS.cert },
      headers: [
        ['Authorization', 'Bearer flag'],
        ['Impersonate-User', 'jane'],
      ],
      namespace: 'x',
    });
  });

  it.each([
    ['an IPv6 address', { ...POD, KUBERNETES_SERVICE_HOST: 'fd00::1' }, { server: 'https://[fd00::1]:443' }],
    ['a namespace of its own', { ...POD, POD_NAMESPACE: 'own' }, { namespace: 'own' }],
  ])('it may have %s', async (_, env, target) => {
    expect((await load(ACCOUNT, { ...machine, env })).target).toMatchObject(target);
  });

  it('without a CA the roots of the system are trusted', async () => {
    const { target } = await load({ 'account/token': 't' }, machine);
    expect(target).toMatchObject({
      namespace: 'default',
      origins: { authority: /* of the system */ expect.stringContaining('this machine') },
    });
  });

  it.each<readonly [what: string, files: Record<string, string>, env: Record<string, string>]>([
    ['no token', {}, POD],
    ['a directory for a token', { 'account/token/x': '' }, POD],
    ['no port', ACCOUNT, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }],
    ['an empty host', ACCOUNT, { ...POD, KUBERNETES_SERVICE_HOST: '' }],
  ])('this is none with %s', async (_, files, env) => {
    expect((await failure(files, { ...machine, env })).message).toMatch(/^there is no cluster to ask/);
  });
});
