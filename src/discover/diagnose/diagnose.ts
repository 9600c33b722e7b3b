import { askServing, type ServerFacts } from '../serving/ask-serving.ts';
import { bounded } from '../walk/bounded.ts';
import type { Catalog, Problem } from '../walk/catalog.ts';
import { type Group, groupVersion } from '../walk/resource.ts';
import { askVersion } from './ask-version.ts';
import { contradictions } from './contradictions.ts';
import type { VersionEvidence } from './evidence.ts';
import { factFindings } from './fact-findings.ts';
import type { Finding } from './finding.ts';
import { type Investigation, investigate } from './investigate.ts';
import { problemOf } from './problem-of.ts';
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
export type Diagnosis = {
  readonly problems: readonly Problem[];
  readonly findings: readonly Finding[];
  /** The groups, each missing version with what is to blame for it. */
  readonly groups: readonly Group[];
};

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
  if (facts === undefined) return { problems: catalog.problems, findings: doubles, groups: catalog.groups };
  const suspects = suspectsOf(catalog, facts);
  const diagnosed = await bounded(suspects, AT_ONCE, (suspect) => diagnoseOne(suspect, options, facts));
  const all = diagnosed.flatMap(({ problem }) => problem ?? []);
  const problems = saidOnce(all, facts.refusals.apiServices);
  const told = options.facts === undefined ? [] : await factFindings(facts, catalog, options.now());
  const findings = [...diagnosed.flatMap((found) => found.findings), ...doubles, ...told];
  return {
    problems,
    findings: findings.filter((finding) => !isTold(finding, problems)),
    groups: withErrors(facts.groups, problems),
  };
}

/** Why the APIServices cannot be read is the same for all that it leaves without a cause. */
function saidOnce(problems: readonly Problem[], refusal: string | undefined): readonly Problem[] {
  if (refusal === undefined) return problems;
  const first = problems.findIndex(({ cause }) => cause.endsWith(refusal));
  return problems.map((problem, index) => {
    if (index === first || !problem.cause.endsWith(refusal)) return problem;
    return { ...problem, cause: problem.cause.slice(0, -refusal.length).replace(/; $/, '') };
  });
}

function withErrors(groups: readonly Group[], problems: readonly Problem[]): readonly Group[] {
  const errors = new Map(problems.map(({ groupVersion: gv, message }) => [gv, message]));
  return groups.map((group) => ({
    ...group,
    versions: group.versions.map((version) => ({
      ...version,
      error: errors.get(groupVersion(group.name, version.version)) ?? version.error,
    })),
  }));
}

/** What a problem says already is not said twice. */
function isTold({ id, groupVersion: gv, message }: Finding, problems: readonly Problem[]): boolean {
  return problems.some(
    (problem) => problem.groupVersion === gv && (id === 'never-checked' || problem.message.includes(message)),
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
  const known = versionEvidenceOf(problem, options.catalog);
  if (isForbidden(known)) return { problem, findings: [] };
  const evidence = await investigate(apiService, options, known);
  return { problem: problemOf(suspect, evidence), findings: contradictions(suspect, evidence) };
}

/** Then kube-apiserver did not even pass the request on. */
function isForbidden(version: VersionEvidence | undefined): boolean {
  return version?.kind === 'failed' && (version.status === 401 || version.status === 403);
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
  const cause = [version.says, refusals.apiServices ?? ''].filter((part) => part !== '').join('; ');
  return { ...problem, message, cause, fix: `kubectl get --raw /apis/${problem.groupVersion}` };
}
