import { X509Certificate } from 'node:crypto';
import { ClusterError } from '../../errors.ts';
import { timestampOf } from '../../model/certificate/certificate-date.ts';
import type { Target } from '../kubeconfig/target.ts';
import type { ProxyServer } from './choose-proxy.ts';
import type { Stage } from './link.ts';
import { isLost } from './lost.ts';
import { serverPeer } from './peer.ts';
import { peerError } from './peer-error.ts';
import { isTlsAnswer, wantsTls } from './wrong-scheme.ts';

/** A request that got no whole answer. */
export type FailedRequest = {
  readonly error: unknown;
  readonly url: string;
  readonly target: Target;
  /** Through which it went. */
  readonly proxy: ProxyServer | undefined;
  /** In milliseconds. */
  readonly timeout: number;
  /** What it was waiting for when its time was up; undefined where it was not. */
  readonly late: Stage | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
};

/** @returns one sentence that names the server, the culprit and the way out */
export function requestError(failed: FailedRequest): ClusterError {
  const { error, target, late } = failed;
  if (late !== undefined) return lateError(failed, late);
  if (error instanceof ClusterError) return error;
  if (isTlsAnswer(target, error)) return wantsTls(target, error);
  const expired =
    isLost(error) || isTlsAlert(error) ? clientCertificateProblem(target, failed.now) : undefined;
  if (expired === undefined) return peerError(error, serverPeer(target));
  return new ClusterError(`${expired}, and ${target.server} closed the connection`, {
    hint: `renew ${target.origins.certificate}`,
    cause: error,
  });
}

function isTlsAlert(error: unknown): boolean {
  return error instanceof Error && error.message.includes('SSL alert number');
}

/**
 * Tells whether the client certificate can be accepted by nobody. Servers seldom say so: kube-apiserver answers 401,
 * others close the connection.
 *
 * @param now epoch milliseconds
 * @returns a part of a sentence; undefined where it is valid, or there is none
 */
export function clientCertificateProblem({ tls }: Target, now: number): string | undefined {
  if (tls.cert === undefined) return undefined;
  const { validFrom, validTo } = new X509Certificate(tls.cert);
  const [from, to] = [Date.parse(validFrom), Date.parse(validTo)];
  if (to < now) return `the client certificate expired on ${timestampOf(to)}`;
  return from > now ? `the client certificate is not valid before ${timestampOf(from)}` : undefined;
}

type Late = (failed: FailedRequest, time: string) => readonly [message: string, hint: string];

const LONGER = 'give it longer with --request-timeout';

const LATE = {
  connect: ({ target: { server, origins } }, time) => [
    `${server} did not accept a connection within ${time}`,
    `check the address in ${origins.server}; something on the way may drop what is sent there`,
  ],
  proxy: ({ target: { server }, proxy }, time) => [
    `the proxy ${proxy?.name ?? ''} did not connect to ${new URL(server).host} within ${time}`,
    `check the address in ${proxy?.origin ?? ''}, or ${LONGER}`,
  ],
  tls: ({ target: { server, origins } }, time) => [
    `${server} accepted the connection, but did not shake hands within ${time}`,
    `check the port in ${origins.server}, or ${LONGER}`,
  ],
  answer: ({ url }, time) => [`${url} did not answer within ${time}`, LONGER],
  body: ({ url }, time) => [`${url} began to answer, but was not done within ${time}`, LONGER],
} as const satisfies Record<Stage, Late>;

function lateError(failed: FailedRequest, stage: Stage): ClusterError {
  const [message, hint] = LATE[stage](failed, `${failed.timeout / 1_000} s`);
  return new ClusterError(message, { hint, cause: failed.error });
}
