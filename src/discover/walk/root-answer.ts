import type { KxError } from '../../errors.ts';
import { type Exchange, headerOf } from '../client/exchange.ts';
import { aggregatedGroups } from './aggregated-answer.ts';
import type { Problem } from './catalog.ts';
import { coreGroup, namedGroups } from './legacy-answer.ts';
import { type DiscoveryFormat, formatOf } from './negotiate.ts';
import type { Group } from './resource.ts';
import { type AnswerProblem, parseAnswer } from './status-problem.ts';
import { textAt, type Untyped } from './untyped.ts';

/** What /api or /apis said. */
export type RootAnswer = {
  /** undefined where it is missing or cannot be used. */
  readonly format: DiscoveryFormat | undefined;
  readonly groups: readonly Group[];
  readonly problem: AnswerProblem | undefined;
};

/** What came of asking /api or /apis. */
export type Root = {
  readonly path: '/api' | '/apis';
  readonly answer: RootAnswer;
  readonly exchange: Exchange | undefined;
  readonly error: KxError | undefined;
  readonly failure: Problem | undefined;
};

/**
 * Reads the answer of /api or /apis. A 404 of /api is no problem: extension API servers have no core group.
 *
 * @param root which of the two was asked
 */
export function rootAnswer(root: 'api' | 'apis', exchange: Exchange): RootAnswer {
  if (root === 'api' && exchange.status === 404) return { format: undefined, groups: [], problem: undefined };
  const parsed = parseAnswer(exchange);
  if (!parsed.ok) return { format: undefined, groups: [], problem: parsed.problem };
  const { document } = parsed;
  const format = formatOf(headerOf(exchange, 'Content-Type'));
  if (format !== 'legacy') return { format, groups: aggregatedGroups(document), problem: undefined };
  if (textAt(document, 'kind') === 'APIGroupDiscoveryList') return unmarked(document, exchange);
  const groups = root === 'api' ? coreGroup(document) : namedGroups(document);
  const isKnown = textAt(document, 'kind') === (root === 'api' ? 'APIVersions' : 'APIGroupList');
  return { format, groups, problem: isKnown ? undefined : unknownKind(document) };
}

/** kubectl takes such an answer for an empty legacy one and prints nothing, with exit code 0. */
function unmarked(document: Untyped, exchange: Exchange): RootAnswer {
  const format =
    textAt(document, 'apiVersion') === 'apidiscovery.k8s.io/v2' ? 'aggregated-v2' : 'aggregated-v2beta1';
  const type = headerOf(exchange, 'Content-Type');
  const message = `the answer is an APIGroupDiscoveryList, but its Content-Type is '${type}'`;
  const cause =
    'something between here and the server strips the parameters of Content-Type; kubectl sees no resources';
  return { format, groups: aggregatedGroups(document), problem: { message, cause } };
}

function unknownKind(document: Untyped): AnswerProblem {
  const kind = textAt(document, 'kind') ?? 'without a kind';
  return {
    message: `the answer is no discovery document (${kind})`,
    cause: 'is this a Kubernetes API server?',
  };
}
