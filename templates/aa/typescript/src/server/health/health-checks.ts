import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Access } from '../open-access.ts';
import type { Storage } from '../storage/storage.ts';
import type { HealthCheck } from './health-check.ts';
import { type ServingCertificate, servingCertificateCheck } from './serving-certificate.ts';

/** What the checks look at. */
export type Checked = {
  readonly storage: Storage;
  readonly delegation: Access['delegation'];
  readonly certificate: ServingCertificate;
  readonly lifecycle: Lifecycle;
  readonly now: () => Date;
};

/** A storage that does not answer in this time is not there (k8s.io/apiserver DefaultHealthcheckTimeout). */
const patienceMilliseconds = 2_000;

/** The checks of a server, in the order in which they are printed. */
export const healthChecks = (checked: Checked): readonly HealthCheck[] => {
  const { storage, delegation, certificate, lifecycle, now } = checked;
  return [
    { name: 'ping', endpoints: ['healthz', 'livez', 'readyz'], problem: () => undefined },
    { name: 'storage', endpoints: ['healthz', 'readyz'], problem: () => storageProblem(storage) },
    {
      name: 'authentication-configuration',
      endpoints: ['readyz'],
      problem: () => (delegation.isTrustKnown() ? undefined : 'the CAs of the cluster have not been read'),
    },
    {
      name: 'informer-sync',
      endpoints: ['readyz'],
      problem: () =>
        delegation.isMirrorListed() ? undefined : 'what is followed of the cluster has not been listed',
    },
    servingCertificateCheck(certificate, now),
    {
      name: 'shutdown',
      endpoints: ['readyz'],
      problem: () => (lifecycle.isStopping() ? 'process is shutting down' : undefined),
    },
  ];
};

const storageProblem = (storage: Storage): Promise<string | undefined> =>
  new Promise((resolve) => {
    const late = setTimeout(() => resolve('the storage does not answer'), patienceMilliseconds);
    storage
      .currentResourceVersion()
      .then((version) => (version > 0 ? undefined : 'the storage has no version'), String)
      .then(resolve)
      .finally(() => clearTimeout(late));
  });
