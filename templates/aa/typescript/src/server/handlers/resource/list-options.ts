import { badRequest, invalidObject } from '../../api/api-errors.ts';
import { type FieldError, forbiddenField, unsupportedField } from '../../api/field-error.ts';
import { ApiError } from '../../api/status.ts';
import { isSwitchedOn } from '../../request/request-info.ts';
import { wholeNumberProblem } from '../../request/whole-number.ts';
import { type ContinueToken, decodeContinue } from './continue-token.ts';
import { resourceVersionProblem } from './requested-version.ts';

/** What the query of a list or watch asks for (k8s.io/apimachinery meta/v1 ListOptions). */
export type ListOptions = {
  /** undefined where none or an empty one was given. */
  readonly resourceVersion: number | undefined;
  readonly match: string;
  readonly limit: number;
  readonly continueFrom: ContinueToken | undefined;
  readonly allowBookmarks: boolean;
  readonly sendInitialEvents: boolean | undefined;
  readonly timeoutSeconds: number | undefined;
};

const matches = ['Exact', 'NotOlderThan'];
const group = 'meta.k8s.io';

/**
 * Reads and checks the options of a list or watch by the rules of k8s.io/apimachinery
 * meta/internalversion/validation ValidateListOptions; a broken rule is a 422, a text that is no number a 400.
 */
export const readListOptions = (query: URLSearchParams, isWatch: boolean): ListOptions => {
  const timeoutSeconds = readNumber(query, 'timeoutSeconds');
  const limit = readNumber(query, 'limit') ?? 0;
  const sendInitialEvents = query.get('sendInitialEvents');
  const given: Given = {
    match: query.get('resourceVersionMatch') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    continueToken: query.get('continue') ?? '',
    sendInitialEvents: sendInitialEvents === null ? undefined : isSwitchedOn(sendInitialEvents),
  };
  const problems = isWatch ? watchProblems(given) : listProblems(given);
  if (problems.length > 0) throw invalidObject({ group, kind: 'ListOptions' }, '', problems);
  return {
    resourceVersion: versionOf(given, isWatch),
    match: given.match,
    limit,
    continueFrom: isWatch ? undefined : continueOf(given),
    allowBookmarks: isSwitchedOn(query.get('allowWatchBookmarks')),
    sendInitialEvents: given.sendInitialEvents,
    timeoutSeconds,
  };
};

/** What is checked against each other. */
type Given = {
  readonly match: string;
  readonly resourceVersion: string;
  readonly continueToken: string;
  readonly sendInitialEvents: boolean | undefined;
};

const versionOf = ({ resourceVersion: text, continueToken }: Given, isWatch: boolean): number | undefined => {
  const problem = resourceVersionProblem(text);
  if (problem === undefined) return text === '' ? undefined : Number(text);
  if (isWatch) throw new ApiError({ code: 500, message: problem });
  if (continueToken !== '') return undefined;
  throw badRequest(`invalid resource version: ${problem}`);
};

/** A number of a query, undefined where it is none or empty; a text that is no number is a 400, below zero is zero. */
export const readNumber = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  const problem = wholeNumberProblem(text, 'ParseInt');
  if (problem !== undefined) throw badRequest(problem);
  return Math.max(0, Number(text));
};

const continueOf = ({ continueToken, resourceVersion }: Given): ContinueToken | undefined => {
  if (continueToken === '') return undefined;
  const token = decodeContinue(continueToken);
  if (!['', '0'].includes(resourceVersion)) {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  return token;
};

const field = 'resourceVersionMatch';
const whenContinued = forbiddenField(field, 'resourceVersionMatch is forbidden when continue is provided');

const listProblems = ({
  match,
  resourceVersion,
  continueToken,
  sendInitialEvents,
}: Given): readonly FieldError[] => [
  ...(match !== '' && resourceVersion === ''
    ? [forbiddenField(field, 'resourceVersionMatch is forbidden unless resourceVersion is provided')]
    : []),
  ...(match !== '' && continueToken !== '' ? [whenContinued] : []),
  ...(match !== '' && !matches.includes(match) ? [unsupportedField(field, match, [...matches, ''])] : []),
  ...(match === 'Exact' && resourceVersion === '0'
    ? [forbiddenField(field, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"')]
    : []),
  ...(sendInitialEvents === undefined
    ? []
    : [forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list')]),
];

const notOlderThan = 'NotOlderThan';

const watchProblems = ({
  match,
  resourceVersion,
  continueToken,
  sendInitialEvents,
}: Given): readonly FieldError[] => [
  ...(sendInitialEvents !== undefined && match !== notOlderThan
    ? [forbiddenField(field, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan')]
    : []),
  ...(match !== '' && sendInitialEvents === undefined
    ? [
        forbiddenField(
          field,
          'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
        ),
      ]
    : []),
  ...(match !== '' && match !== notOlderThan ? [unsupportedField(field, match, [notOlderThan])] : []),
  // Without a resourceVersion a watch begins as one with sendInitialEvents, to which a match belongs.
  ...(continueToken !== '' && (match !== '' || ['', '0'].includes(resourceVersion)) ? [whenContinued] : []),
];
