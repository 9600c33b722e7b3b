import { askServing, type ServerFacts } from '../serving/ask-serving.ts';
import { bounded } from '../walk/bounded.ts';
import type { Catalog, Problem } from '../walk/catalog.ts';
import { askVersion } from './ask-version.ts';
import { contradictions } from './contradictions.ts';
import { culpritOf } from './culprit.ts';
import type { Evidence } from './evidence.ts';
import { factFindings } from './fact-findings.ts';
import type { Finding } from './finding.ts';
import { type Investigation, investigate } from './investigate.ts';
import { isGroupVersion, type Suspect, suspectsOf } from './suspects.ts';
import { translateFailure } from './translate-failure.ts';
import { twiceListed } from './twice-listed.ts';
import { versionEvidenceOf } from './version-evidence.ts';

/** A finished walk, and whom to ask what is wrong with it. */
export type DiagnoseOptions = Investigation & {
  readonly catalog: Catalog;
  /** Who serves what; undefined where nobody was asked, and then it is asked only where something is missing. */
  readonly facts: ServerFacts | undefined;
};

/** What is missing or stale with its real cause, and what else is wrong. */
export type Diagnosis = { readonly problems: readonly Problem[]; readonly findings: readonly Finding[] };

/** Servers that are looked at together. */
const AT_ONCE = 16;

/**
 * Finds out why a part of the catalog is missing or stale, from the servers that failed; all of them at once, each step
 * bounded by the time of a request. What cannot be read is said, and is no error.
 *
 * @throws CancelledError on Ctrl-C
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { catalog } = options;
  const doubles = twiceListed(catalog.groups);
  const isAnyMissing = catalog.problems.some(isGroupVersion);
  const facts = options.facts ?? (isAnyMissing ? await askFacts(options) : undefined);
  if (facts === undefined) return { problems: catalog.problems, findings: doubles };
  const suspects = suspectsOf(catalog, facts);
  const diagnosed = await bounded(suspects, AT_ONCE, (suspect) => diagnoseOne(suspect, options, facts));
  const problems = diagnosed.flatMap(({ problem }) => problem ?? []);
  const told = options.facts === undefined ? [] : await factFindings(facts, catalog, options.now());
  const findings = [...diagnosed.flatMap((found) => found.findings), ...doubles, ...told];
  return { problems, findings: findings.filter((finding) => !isTold(finding, problems)) };
}

/** What a problem says already is not said twice. */
function isTold({ id, groupVersion, message }: Finding, problems: readonly Problem[]): boolean {
  return problems.some(
    (problem) =>
      problem.groupVersion === groupVersion && (id === 'never-checked' || problem.message.includes(message)),
  );
}

/** The CRDs are a long list and say nothing of a server that does not answer. */
function askFacts({ client, emit, catalog }: DiagnoseOptions): Promise<ServerFacts> {
  return askServing({ client, emit, groups: catalog.groups, withDefinitions: false });
}

type Diagnosed = { readonly problem: Problem | undefined; readonly findings: readonly Finding[] };

async function diagnoseOne(
  suspect: Suspect,
  options: DiagnoseOptions,
  facts: ServerFacts,
): Promise<Diagnosed> {
  const { problem, apiService } = suspect;
  if (apiService === undefined)
    return { problem: await withoutApiService(suspect, options, facts), findings: [] };
  const evidence = await investigate(apiService, options, versionEvidenceOf(problem, options.catalog));
  return { problem: problemOf(suspect, evidence), findings: contradictions(suspect, evidence) };
}

function problemOf(suspect: Suspect, evidence: Evidence): Problem | undefined {
  if (suspect.kind === 'contradicted') return undefined;
  const { groupVersion } = evidence.apiService;
  if (suspect.kind === 'empty' && evidence.version.kind === 'listed') {
    const { namespace, name } = evidence.apiService.service;
    const { resources } = evidence.version;
    return {
      groupVersion,
      message: `its server ${namespace}/${name} answers GET /apis/${groupVersion} with ${resources} ${resources === 1 ? 'resource' : 'resources'}, but does not list it in its answer to GET /apis, so nobody finds them`,
      cause: 'the aggregator takes a version that a server does not list as one without resources',
      fix: `kubectl get --raw /apis/${groupVersion}`,
    };
  }
  const { message, cause, fix } = culpritOf(evidence);
  return { groupVersion, message, cause, fix };
}

/** Where nobody may say which server it is, the words of the aggregator are all there is. */
async function withoutApiService(
  { problem }: Suspect,
  options: DiagnoseOptions,
  { refusals, apiServices }: ServerFacts,
): Promise<Problem | undefined> {
  if (problem === undefined || !isGroupVersion(problem) || apiServices.length > 0) return problem;
  const version =
    versionEvidenceOf(problem, options.catalog) ?? (await askVersion(options, problem.groupVersion));
  if (version.kind === 'listed') return problem;
  const failure = translateFailure(`${version.message} ${version.says}`);
  const message = failure === undefined ? problem.message : `its server ${failure.predicate}`;
  const cause = [version.says, ...refusals].filter((part) => part !== '').join('; ');
  return { ...problem, message, cause, fix: `kubectl get --raw /apis/${problem.groupVersion}` };
}
