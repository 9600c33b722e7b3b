import { pathNotFound } from '../api/api-errors.ts';
import type { HealthCheck } from '../health/health-check.ts';
import { textReply } from '../negotiation/json-reply.ts';
import type { Reply } from '../request/reply.ts';
import type { HandlerInput } from './server-context.ts';

type Outcome = { readonly check: HealthCheck; readonly problem: string | undefined };

/**
 * Answers `/healthz`, `/livez` and `/readyz`, each check below them, `?verbose` and `?exclude=CHECK`. What is wrong is
 * for the log, since anybody may ask (k8s.io/apiserver pkg/server/healthz).
 */
export const health = async (input: HandlerInput, segments: readonly string[]): Promise<Reply> => {
  const [endpoint = '', only, ...rest] = segments;
  const checks = input.server.health.filter(({ endpoints }) => endpoints.some((each) => each === endpoint));
  if (only === undefined) return all(input, endpoint, checks);
  const check = checks.find(({ name }) => name === only);
  if (check === undefined || rest.length > 0) throw pathNotFound();
  const { problem } = await outcomeOf(check);
  if (problem === undefined) return textReply(200, 'ok');
  logProblems(input, `${endpoint}/${only}`, [{ check, problem }]);
  return textReply(500, `internal server error: ${only} failed: reason withheld\n`);
};

const all = async (input: HandlerInput, endpoint: string, checks: readonly HealthCheck[]): Promise<Reply> => {
  const { query } = input.request;
  const excluded = query.getAll('exclude');
  const outcomes = await Promise.all(
    checks.filter(({ name }) => !excluded.includes(name)).map((check) => outcomeOf(check)),
  );
  const failed = outcomes.filter(({ problem }) => problem !== undefined);
  if (failed.length === 0 && !query.has('verbose')) return textReply(200, 'ok');
  const unknown = excluded.filter((name) => !checks.some((check) => check.name === name));
  const lines = [
    ...checks.map((check) => lineOf(check, outcomes)),
    ...(unknown.length === 0
      ? []
      : [`warn: some health checks cannot be excluded: no matches for ${quoted(unknown)}`]),
    ...outcomes.flatMap(({ check }) => check.warning?.() ?? []).map((warning) => `warn: ${warning}`),
  ];
  if (failed.length === 0) return textReply(200, `${lines.join('\n')}\n${endpoint} check passed\n`);
  logProblems(input, endpoint, failed);
  return textReply(500, `${lines.join('\n')}\n${endpoint} check failed\n`);
};

const lineOf = (check: HealthCheck, outcomes: readonly Outcome[]): string => {
  const outcome = outcomes.find((each) => each.check === check);
  if (outcome === undefined) return `[+]${check.name} excluded: ok`;
  return outcome.problem === undefined ? `[+]${check.name} ok` : `[-]${check.name} failed: reason withheld`;
};

const quoted = (names: readonly string[]): string =>
  [...new Set(names)]
    .sort()
    .map((name) => JSON.stringify(name))
    .join(',');

const outcomeOf = async (check: HealthCheck): Promise<Outcome> => {
  try {
    return { check, problem: await check.problem() };
  } catch (cause) {
    return { check, problem: cause instanceof Error ? cause.message : String(cause) };
  }
};

const logProblems = ({ server }: HandlerInput, endpoint: string, failed: readonly Outcome[]): void => {
  for (const { check, problem } of failed) {
    server.log.info(2, `${endpoint} check failed`, { check: check.name, err: problem });
  }
};
