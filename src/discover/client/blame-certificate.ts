import { ClusterError } from '../../errors.ts';
import type { Target } from '../kubeconfig/target.ts';
import type { Clock } from '../log/trace-event.ts';
import type { Client } from './client.ts';
import { clientCertificateProblem } from './request-error.ts';

/**
 * kube-apiserver answers 401 to a client certificate that has expired, and says no more; kx has it and can look.
 *
 * @returns the client, whose requests end with a ClusterError where that is the reason of a 401
 */
export function blameCertificate(client: Client, target: Target, clock: Clock): Client {
  return {
    ...client,
    get: async (ask, emit, onExchange) => {
      const exchange = await client.get(ask, emit, onExchange);
      const problem = exchange.status === 401 ? clientCertificateProblem(target, clock()) : undefined;
      if (problem === undefined) return exchange;
      throw new ClusterError(`${problem}, and ${target.server} answers 401 Unauthorized`, {
        hint: `renew ${target.origins.certificate}`,
      });
    },
  };
}
