import process from 'node:process';
import { blameCertificate } from '../../discover/client/blame-certificate.ts';
import { type Ask, type Client, createClient } from '../../discover/client/client.ts';
import type { Exchange } from '../../discover/client/exchange.ts';
import { findTarget } from '../../discover/kubeconfig/find-target.ts';
import { wallClock } from '../../discover/log/wall-clock.ts';
import { ACCEPT_JSON } from '../../discover/walk/negotiate.ts';
import { type ParsedAnswer, parseAnswer } from '../../discover/walk/status-problem.ts';
import { objectOf, type Untyped } from '../../discover/walk/untyped.ts';
import type { Io } from '../../io.ts';
import type { ClusterAnswers } from '../../options/cluster/cluster-options.ts';
import { VERSION } from '../../version.ts';

/** An answer, whatever its status. */
export type ClusterAnswer = ParsedAnswer & {
  readonly status: number;
  /** The object that came, a metav1.Status where something is wrong; empty where none came. */
  readonly received: Untyped;
};

/** What is sent to change an object, and what kind of a patch it is. */
type PatchRequest = { readonly body: string; readonly contentType: string };

/** Asks a cluster for objects, and changes them. */
export type ClusterClient = {
  /** @throws ClusterError where no whole answer came */
  readonly get: (path: string) => Promise<ClusterAnswer>;
  /** @throws ClusterError where no whole answer came: the object may have been changed or not */
  readonly patch: (path: string, request: PatchRequest) => Promise<ClusterAnswer>;
  readonly close: () => void;
};

/** @returns a client for the cluster that the flags and the kubeconfig choose, as kubectl would; nothing is logged */
export async function clusterClient(answers: ClusterAnswers, io: Io): Promise<ClusterClient> {
  const clock = wallClock(io);
  const target = await findTarget({ cluster: answers, io, emit: () => {}, clock });
  const direct: Client = createClient({
    target,
    timeout: answers.requestTimeout,
    userAgent: `kx/${VERSION} (${process.platform}/${process.arch})`,
    signal: io.signal,
    clock,
    env: io.env,
  });
  const client = blameCertificate(direct, target, clock);
  const send = async (ask: Pick<Ask, 'path' | 'method' | 'body' | 'contentType'>) =>
    answerOf(await client.get({ accept: ACCEPT_JSON, site: 'list', ...ask }, () => {}));
  return {
    get: (path) => send({ path }),
    patch: (path, request) => send({ path, method: 'PATCH', ...request }),
    close: client.close,
  };
}

function answerOf(exchange: Exchange): ClusterAnswer {
  const { status, body } = exchange;
  return { ...parseAnswer(exchange), status, received: objectIn(body) };
}

function objectIn(body: string): Untyped {
  try {
    return objectOf(JSON.parse(body)) ?? {};
  } catch {
    return {};
  }
}
