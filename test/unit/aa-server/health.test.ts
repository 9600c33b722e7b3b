import { describe, expect, it } from 'vitest';
import { admitAll } from '../../../templates/aa/typescript/src/server/admission/admission.ts';
import type { HealthCheck } from '../../../templates/aa/typescript/src/server/health/health-check.ts';
import { healthChecks } from '../../../templates/aa/typescript/src/server/health/health-checks.ts';
import {
  createServingCertificate,
  servingCertificateCheck,
} from '../../../templates/aa/typescript/src/server/health/serving-certificate.ts';
import { createLifecycle } from '../../../templates/aa/typescript/src/server/lifecycle/lifecycle.ts';
import { createMemoryStorage } from '../../../templates/aa/typescript/src/server/storage/memory-storage.ts';
import type { Storage } from '../../../templates/aa/typescript/src/server/storage/storage.ts';
import { useServer } from './use-server.ts';

const server = useServer('-v=2');

// The certificate of these tests lasts thirty days, less the time since it was made.
const warning = 'warn: the serving certificate expires in 29 days, at [\\dT:.-]+Z\\n';
const own =
  '\\[\\+\\]authentication-configuration ok\\n\\[\\+\\]informer-sync ok\\n\\[\\+\\]serving-certificate ok\\n';

it.each([
  ['/healthz', 'ok'],
  ['/livez', 'ok'],
  ['/readyz', 'ok'],
  ['/healthz?verbose', '\\[\\+\\]ping ok\\n\\[\\+\\]storage ok\\nhealthz check passed\\n'],
  ['/livez?verbose', '\\[\\+\\]ping ok\\nlivez check passed\\n'],
  [
    '/readyz?verbose&exclude=storage',
    `\\[\\+\\]ping ok\\n\\[\\+\\]storage excluded: ok\\n${own}\\[\\+\\]shutdown ok\\n${warning}readyz check passed\\n`,
  ],
  [
    '/livez?verbose&exclude=a&exclude=b',
    '\\[\\+\\]ping ok\\nwarn: some health checks cannot be excluded: no matches for "a","b"\\nlivez check passed\\n',
  ],
  ['/readyz/storage', 'ok'],
  ['/readyz/storage?verbose', 'ok'],
  ['/readyz/serving-certificate', 'ok'],
])('%s is well', async (target, text) => {
  const { status, text: said, headers } = await server.call(target, { as: '' });
  expect({ status, said }).toEqual({ status: 200, said: expect.stringMatching(new RegExp(`^${text}$`)) });
  expect(headers).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
});

it.each(['/readyz/nope', '/livez/storage', '/healthz/ping/x', '/healthzz'])(
  '%s is not there',
  async (target) => {
    expect((await server.call(target)).status).toBe(404);
  },
);

describe('a check fails', () => {
  const now = () => new Date('2026-01-31T00:00:00Z');
  const lifecycle = createLifecycle();
  lifecycle.stop();
  const storage = (currentResourceVersion: Storage['currentResourceVersion']): Storage => ({
    ...createMemoryStorage(1),
    currentResourceVersion,
  });
  const checks = healthChecks({
    storage: storage(() => Promise.reject(new Error('disk gone'))),
    delegation: {
      authorizer: () => ({ allowed: false, reason: '' }),
      namespaces: { admitCreate: async () => {}, admitUpdate: async () => {} },
      admission: admitAll,
      reviewToken: undefined,
      trust: () => undefined,
      isTrustKnown: () => false,
      isMirrorListed: () => false,
      stop: () => {},
    },
    certificate: () => ({ from: new Date('2025-01-01'), until: new Date('2026-01-30') }),
    lifecycle,
    now,
  });
  const check = (name: string): HealthCheck | undefined => checks.find((each) => each.name === name);

  it.each([
    ['storage', 'Error: disk gone'],
    ['authentication-configuration', 'the CAs of the cluster have not been read'],
    ['informer-sync', 'what is followed of the cluster has not been listed'],
    ['serving-certificate', 'the serving certificate expired at 2026-01-30T00:00:00.000Z'],
    ['shutdown', 'process is shutting down'],
  ])('%s: %s', async (name, problem) => {
    expect(await check(name)?.problem()).toBe(problem);
  });

  it.each([
    ['2026-03-02T00:00:00Z', undefined],
    ['2026-03-01T23:00:00Z', 'the serving certificate expires in 29 days, at 2026-03-01T23:00:00.000Z'],
    ['2026-01-31T01:00:00Z', 'the serving certificate expires in 0 days, at 2026-01-31T01:00:00.000Z'],
    ['2026-01-30T00:00:00Z', undefined],
  ])('a certificate until %s warns: %s', (until, said) => {
    const certificate = () => ({ from: new Date(0), until: new Date(until) });
    expect(servingCertificateCheck(certificate, now).warning()).toBe(said);
  });

  it('a certificate that is not valid yet', () => {
    const certificate = () => ({ from: new Date('2026-02-01'), until: new Date('2027-01-01') });
    expect(servingCertificateCheck(certificate, now).problem()).toContain('not valid before 2026-02-01');
  });
});

it('reads the dates of a certificate once', () => {
  const { certificates } = server;
  let pem = certificates.pem('tls.crt');
  const certificate = createServingCertificate(() => pem);
  const first = certificate();
  expect(certificate()).toBe(first);
  expect(first.until.getTime() - first.from.getTime()).toBeGreaterThan(29 * 86_400_000);
  pem = certificates.pem('tls2.crt');
  expect(certificate()).not.toBe(first);
});
