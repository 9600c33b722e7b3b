import { badRequest, invalidObject } from '../../api/api-errors.ts';
import { type FieldError, forbiddenField, invalidField, unsupportedField } from '../../api/field-error.ts';
import { isSwitchedOn } from '../../request/request-info.ts';
import { type ContinueToken, decodeContinue } from './continue-token.ts';

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
  const sendInitialEvents = query.get('sendInitialEvents');
  const options: ListOptions = {
    resourceVersion: resourceVersionOf(query.get('resourceVersion') ?? ''),
    match: query.get('resourceVersionMatch') ?? '',
    limit: numberOf(query, 'limit') ?? 0,
    continueFrom: continueOf(query, isWatch),
    allowBookmarks: isSwitchedOn(query.get('allowWatchBookmarks')),
    sendInitialEvents: sendInitialEvents === null ? undefined : isSwitchedOn(sendInitialEvents),
    timeoutSeconds: numberOf(query, 'timeoutSeconds'),
  };
  const problems = isWatch ? watchProblems(options) : listProblems(options);
  if (problems.length > 0) throw invalidObject({ group, kind: 'ListOptions' }, '', problems);
  return options;
};

const resourceVersionOf = (text: string): number | undefined => {
  if (text === '') return undefined;
  if (!/^\d{1,15}$/.test(text)) {
    throw invalidObject({ group, kind: 'ListOptions' }, '', [
      invalidField('resourceVersion', text, 'must be a whole number'),
    ]);
  }
  return Number(text);
};

const numberOf = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw badRequest(`${name}: "${text}" is not a whole number`);
  return Math.max(0, Number(text));
};

const continueOf = (query: URLSearchParams, isWatch: boolean): ContinueToken | undefined => {
  const token = query.get('continue') ?? '';
  if (token === '') return undefined;
  if (isWatch) throw badRequest('continue is not allowed for watch');
  if (!['', '0'].includes(query.get('resourceVersion') ?? '')) {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  return decodeContinue(token);
};

const matchProblems = (options: ListOptions): readonly FieldError[] => {
  const forbidden = (detail: string) => [forbiddenField('resourceVersionMatch', detail)];
  if (options.match === '') return [];
  if (options.continueFrom !== undefined)
    return forbidden('resourceVersionMatch is forbidden when continue is provided');
  if (!matches.includes(options.match))
    return [unsupportedField('resourceVersionMatch', options.match, ['Exact', 'NotOlderThan', ''])];
  if (options.match === 'Exact' && options.resourceVersion === 0) {
    return forbidden('resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
  }
  return [];
};

const listProblems = (options: ListOptions): readonly FieldError[] => {
  if (options.sendInitialEvents !== undefined) {
    return [forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list')];
  }
  if (options.match !== '' && options.resourceVersion === undefined) {
    return [
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden unless resourceVersion is provided',
      ),
    ];
  }
  return matchProblems(options);
};

const watchProblems = (options: ListOptions): readonly FieldError[] => {
  if (options.sendInitialEvents === undefined) {
    return options.match === ''
      ? []
      : [
          forbiddenField(
            'resourceVersionMatch',
            'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
          ),
        ];
  }
  if (options.match !== 'NotOlderThan') {
    return [
      forbiddenField(
        'resourceVersionMatch',
        'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ),
    ];
  }
  return [];
};
