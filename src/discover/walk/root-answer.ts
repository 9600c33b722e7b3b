import type { KxError } from '../../errors.ts';
import { type Exchange, headerOf } from '../client/exchange.ts';
import { aggregatedGroups } from './aggregated-answer.ts';
import type { Problem } from './catalog.ts';
import { DISCOVERY_SHAPES } from './discovery-shapes.ts';
import { coreGroup, namedGroups } from './legacy-answer.ts';
import { misfitProblem } from './misfit-problem.ts';
import { type DiscoveryFormat, formatOf, understood } from './negotiate.ts';
import type { Group } from './resource.ts';
import { misfits } from './shape.ts';
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
 * @param kubectl whose reading counts: each version knows other forms of aggregated discovery
 */
export function rootAnswer(root: 'api' | 'apis', exchange: Exchange, kubectl: string): RootAnswer {
  if (root === 'api' && exchange.status === 404) return { format: undefined, groups: [], problem: undefined };
  const parsed = parseAnswer(exchange);
  if (!parsed.ok) return { format: undefined, groups: [], problem: parsed.problem };
  const { document } = parsed;
  const type = headerOf(exchange, 'Content-Type');
  const format = formatOf(type);
  if (format !== 'legacy') {
    const problem = unread(format, kubectl) ?? malformed(document, 'APIGroupDiscoveryList');
    return { format, groups: aggregatedGroups(document), problem };
  }
  if (textAt(document, 'kind') === 'APIGroupDiscoveryList') return unmarked(document, type);
  const groups = root === 'api' ? coreGroup(document) : namedGroups(document);
  return { format, groups, problem: malformed(document, root === 'api' ? 'APIVersions' : 'APIGroupList') };
}

/** kubectl takes a form that it did not ask for as an empty legacy one and prints nothing, with exit code 0. */
function unread(format: AggregatedFormat, kubectl: string): AnswerProblem | undefined {
  const version = format === 'aggregated-v2' ? 'v2' : 'v2beta1';
  if (understood(kubectl).includes(version)) return undefined;
  const message = `the answer is apidiscovery.k8s.io/${version}, which was not asked for`;
  return { message, cause: `kubectl ${kubectl} does not read that form and sees no resources` };
}

/** kubectl takes such an answer for an empty legacy one and prints nothing, with exit code 0. */
function unmarked(document: Untyped, type: string): RootAnswer {
  const format =
    textAt(document, 'apiVersion') === 'apidiscovery.k8s.io/v2' ? 'aggregated-v2' : 'aggregated-v2beta1';
  const message = `the answer is an APIGroupDiscoveryList, but its Content-Type is '${type}'`;
  const cause =
    'something between here and the server strips the parameters of Content-Type; kubectl sees no resources';
  return { format, groups: aggregatedGroups(document), problem: { message, cause } };
}

type AggregatedFormat = Exclude<DiscoveryFormat, 'legacy'>;

function malformed(document: Untyped, kind: keyof typeof DISCOVERY_SHAPES): AnswerProblem | undefined {
  const [first, ...more] = misfits(document, DISCOVERY_SHAPES[kind]);
  if (first !== undefined) return misfitProblem(first, more.length);
  return textAt(document, 'kind') === kind ? undefined : unknownKind(document);
}

function unknownKind(document: Untyped): AnswerProblem {
  const kind = textAt(document, 'kind') ?? 'without a kind';
  return {
    message: `the answer is no discovery document (${kind})`,
    cause: 'is this a Kubernetes API server?',
  };
}
