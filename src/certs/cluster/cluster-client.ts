import process from 'node:process';
import { type Client, createClient } from '../../discover/client/client.ts';
import { findTarget } from '../../discover/kubeconfig/find-target.ts';
import { wallClock } from '../../discover/log/wall-clock.ts';
import { ACCEPT_JSON } from '../../discover/walk/negotiate.ts';
import { type ParsedAnswer, parseAnswer } from '../../discover/walk/status-problem.ts';
import type { Io } from '../../io.ts';
import type { ClusterAnswers } from '../../options/cluster/cluster-options.ts';
import { VERSION } from '../../version.ts';

/** Asks a cluster for objects. */
export type ClusterClient = {
  /** @throws ClusterError where no whole answer came */
  readonly get: (path: string) => Promise<ParsedAnswer>;
  readonly close: () => void;
};

/** @returns a client for the cluster that the flags and the kubeconfig choose, as kubectl would; nothing is logged */
export async function clusterClient(answers: ClusterAnswers, io: Io): Promise<ClusterClient> {
  const clock = wallClock(io);
  const target = await findTarget({ cluster: answers, io, emit: () => {}, clock });
  const client: Client = createClient({
    target,
    timeout: answers.requestTimeout,
    userAgent: `kx/${VERSION} (${process.platform}/${process.arch})`,
    signal: io.signal,
    clock,
    env: io.env,
  });
  const get = async (path: string) =>
    parseAnswer(await client.get({ path, accept: ACCEPT_JSON, site: 'list' }, () => {}));
  return { get, close: client.close };
}
