import { ClusterError, type KxError } from '../../errors.ts';
import type { DiscoverAnswers } from '../../options/discover/answers.ts';
import type { Ask, Client } from '../client/client.ts';
import type { Exchange } from '../client/exchange.ts';
import { keepHeapLean } from '../client/lean-heap.ts';
import type { Origins } from '../kubeconfig/origins.ts';
import type { Emit } from '../log/trace-event.ts';
import { bounded } from './bounded.ts';
import { type Catalog, type Fetched, type Problem, staleProblems, withResources } from './catalog.ts';
import { isTransient } from './is-transient.ts';
import { ACCEPT_JSON, acceptDiscovery, type DiscoveryFormat } from './negotiate.ts';
import { type Group, groupVersion, type Resource } from './resource.ts';
import { type Root, type RootAnswer, rootAnswer } from './root-answer.ts';
import { rootError } from './root-error.ts';
import type { AnswerProblem } from './status-problem.ts';
import { versionAnswer } from './version-answer.ts';

/** A client, whom to tell of its requests, and how to ask. */
export type WalkOptions = {
  readonly client: Client;
  readonly emit: Emit;
  readonly answers: Pick<DiscoverAnswers, 'kubectl' | 'level' | 'mode'>;
  /** `?timeout=32s`, which every discovery request of kubectl carries. */
  readonly query: string;
  /** For error messages. */
  readonly server: string;
  readonly origins: Origins;
  /** Told once what groups there are, before the versions of legacy discovery are asked. */
  readonly onGroups?: (groups: readonly Group[]) => void;
  /** Told of each version that legacy discovery asks, as soon as its answer is there or is known to be missing. */
  readonly onVersion?: (told: VersionOutcome) => void;
};

/** What came of asking for one group version. */
type VersionOutcome = {
  readonly group: string;
  readonly version: string;
  readonly outcome: 'answered' | 'failed';
  readonly resources: readonly Resource[];
};

/**
 * Group versions asked at once: a third of the 100 streams that Go's HTTP/2 servers allow a connection. Half as many more
 * take 3 MB more, and are no sooner answered.
 */
const FAN_OUT = 32;

/**
 * Walks discovery as kubectl does: /api and /apis, and each group version where one of the two is not aggregated
 * (client-go discovery/discovery_client.go). What fails is a problem of the catalog; the rest is kept.
 *
 * @throws ClusterError where neither /api nor /apis can be used; CancelledError on Ctrl-C
 */
export async function walk(options: WalkOptions): Promise<Catalog> {
  const [api, apis] = await roots(options);
  const failures = [api, apis].flatMap(({ failure }) => failure ?? []);
  const isDead = isUseless(apis.answer) && api.answer.groups.length === 0;
  if (isDead) throw rootError({ api, apis, ...options });
  const groups = [...api.answer.groups, ...apis.answer.groups];
  options.onGroups?.(groups);
  const mode = modeOf(api.answer, apis.answer);
  if (mode !== 'legacy') return { mode, groups, problems: [...failures, ...staleProblems(groups)] };
  if (options.answers.mode === 'aggregated') {
    throw new ClusterError(`${options.server} does not answer with aggregated discovery`, {
      hint: 'ask with --mode auto or --mode legacy',
    });
  }
  const stale = staleProblems(groups);
  const endLean = keepHeapLean();
  const { fetched, problems, statuses } = await fetchVersions(groups, options).finally(endLean);
  return {
    mode,
    groups: withResources(groups, fetched),
    problems: [...failures, ...stale, ...problems],
    statuses,
  };
}

/** An answer that is none of discovery, such as a Status with 200, names no groups either. */
function isUseless({ format, groups, problem }: RootAnswer): boolean {
  return format === undefined || (groups.length === 0 && problem !== undefined);
}

/**
 * kubectl asks /apis once /api has answered (client-go discovery_client.go GroupsAndMaybeResources). kx asks both at once
 * where no log shows it; a log has the order and the rising times of kubectl's only where the requests have them. Where
 * /api shows that nothing will be answered, the log ends like kubectl's.
 */
async function roots(options: WalkOptions): Promise<readonly [Root, Root]> {
  if (options.answers.level === 0) return Promise.all([askRoot('api', options), askRoot('apis', options)]);
  const api = await askRoot('api', options);
  const isHopeless = api.exchange === undefined || api.exchange.status === 401;
  return [api, isHopeless ? api : await askRoot('apis', options)];
}

async function askRoot(root: 'api' | 'apis', options: WalkOptions): Promise<Root> {
  const path = `/${root}` as const;
  const asked = await attempt(options, { path, accept: acceptDiscovery(options.answers), site: root });
  if (asked.exchange === undefined) {
    const answer = { format: undefined, groups: [], problem: asked.problem };
    return { path, answer, ...asked, failure: { groupVersion: path, ...asked.problem } };
  }
  const answer = rootAnswer(root, asked.exchange, options.answers.kubectl);
  const failure = answer.problem === undefined ? undefined : { groupVersion: path, ...answer.problem };
  return { path, answer, ...asked, failure };
}

/** Resources count only where both answers are aggregated; a missing one does not stand in the way. */
function modeOf(api: RootAnswer, apis: RootAnswer): DiscoveryFormat {
  const formats = [apis.format, api.format].filter((format) => format !== undefined);
  return formats.find((format) => format === 'legacy') ?? formats[0] ?? 'legacy';
}

type FetchedVersions = {
  readonly fetched: Fetched;
  readonly problems: readonly Problem[];
  readonly statuses: ReadonlyMap<string, number>;
};

async function fetchVersions(groups: readonly Group[], options: WalkOptions): Promise<FetchedVersions> {
  const wanted = groups.flatMap(({ name, versions }) =>
    versions
      .filter(({ freshness }) => freshness === 'Current')
      .map(({ version }) => ({ group: name, version })),
  );
  const fetchOne = async (asked: WantedVersion, isLast: boolean) => {
    const result = await fetchVersion(asked, options);
    if (isLast || !result.isTransient) {
      const { resources, problem } = result;
      const outcome = problem === undefined ? 'answered' : 'failed';
      options.onVersion?.({ ...asked, outcome, resources });
    }
    return { ...result, asked };
  };
  const first = await bounded(wanted, FAN_OUT, (asked) => fetchOne(asked, false));
  // kubectl asks once more for what may be there by now, when it has asked for everything.
  const results = await bounded(first, FAN_OUT, async (result) =>
    result.isTransient ? fetchOne(result.asked, true) : result,
  );
  return {
    fetched: new Map(
      results.map(({ gv, resources, problem }) => [gv, { resources, error: problem?.message }]),
    ),
    problems: results.flatMap(({ gv, problem }) => (problem ? { groupVersion: gv, ...problem } : [])),
    statuses: new Map(results.map(({ gv, status }) => [gv, status])),
  };
}

type WantedVersion = { readonly group: string; readonly version: string };

async function fetchVersion({ group, version }: WantedVersion, options: WalkOptions) {
  const gv = groupVersion(group, version);
  // client-go knows one version below /api, whatever that names.
  const path = gv === 'v1' ? '/api/v1' : `/apis/${gv}`;
  const asked = await attempt(options, { path, accept: ACCEPT_JSON, site: 'groupVersion' });
  const found = { gv, isTransient: isTransient(asked), status: asked.exchange?.status ?? 0 };
  if (asked.exchange === undefined) return { ...found, resources: [], problem: asked.problem };
  return { ...found, ...versionAnswer(gv, asked.exchange) };
}

type Attempt =
  | { readonly exchange: Exchange; readonly error: undefined }
  | { readonly exchange: undefined; readonly error: KxError; readonly problem: AnswerProblem };

/** A request that fails is a missing part, not the end; Ctrl-C is. */
async function attempt({ client, emit, query }: WalkOptions, ask: Ask): Promise<Attempt> {
  try {
    return { exchange: await client.get({ ...ask, path: ask.path + query }, emit), error: undefined };
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    return { exchange: undefined, error, problem: { message: error.message, cause: error.hint ?? '' } };
  }
}
