import type { Exchange } from '../client/exchange.ts';
import { DISCOVERY_SHAPES } from './discovery-shapes.ts';
import { listedResources } from './legacy-answer.ts';
import { misfitProblem } from './misfit-problem.ts';
import type { Resource } from './resource.ts';
import { misfits } from './shape.ts';
import { type AnswerProblem, parseAnswer } from './status-problem.ts';
import { textAt } from './untyped.ts';

/** What a group version said when it was asked by itself. */
export type VersionAnswer = {
  readonly resources: readonly Resource[];
  readonly problem: AnswerProblem | undefined;
};

/**
 * Reads the APIResourceList of one group version. What kubectl refuses has no resources: an empty list (client-go
 * discovery/cached/memory/memcache.go), another kind, a value of another type. A kind may be missing.
 */
export function versionAnswer(gv: string, exchange: Exchange): VersionAnswer {
  // client-go takes a core v1 that is not found for an empty list.
  if (gv === 'v1' && exchange.status === 404) return { resources: [], problem: EMPTY };
  const parsed = parseAnswer(exchange);
  if (!parsed.ok) return { resources: [], problem: parsed.problem };
  const { document } = parsed;
  const kind = textAt(document, 'kind') ?? 'APIResourceList';
  if (kind !== 'APIResourceList')
    return { resources: [], problem: otherKind(kind, textAt(document, 'message')) };
  const [first, ...more] = misfits(document, DISCOVERY_SHAPES.APIResourceList);
  if (first !== undefined) return { resources: [], problem: misfitProblem(first, more.length) };
  const resources = listedResources(document);
  return { resources, problem: resources.length === 0 ? EMPTY : undefined };
}

/** What kubectl says of a group version without resources. */
export const EMPTY: AnswerProblem = {
  message: 'the server lists no resources for it',
  cause: 'received empty response',
};

function otherKind(kind: string, message: string | undefined): AnswerProblem {
  return { message: `the answer is of kind ${kind}, not an APIResourceList`, cause: message ?? '' };
}
