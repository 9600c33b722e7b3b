import { badRequest, invalidObject } from '../api/api-errors.ts';
import { type FieldError, forbiddenField, invalidField } from '../api/field-error.ts';
import { isSwitchedOn } from '../request/request-info.ts';

/** What the query of a log asks for (k8s.io/api core/v1 PodLogOptions). */
export type LogOptions = {
  readonly follow: boolean;
  readonly timestamps: boolean;
  /** How many of the past lines, counted from the end. */
  readonly tailLines: number | undefined;
  /** Lines before it are left out; epoch milliseconds. */
  readonly since: number | undefined;
  readonly limitBytes: number | undefined;
};

/**
 * Reads and checks the query by the rules of k8s.io/kubernetes pkg/apis/core/validation ValidatePodLogOptions: a broken
 * rule is a 422, a text of the wrong form a 400.
 */
export const readLogOptions = (query: URLSearchParams, kind: string, now: Date): LogOptions => {
  const tailLines = numberOf(query, 'tailLines');
  const limitBytes = numberOf(query, 'limitBytes');
  const sinceSeconds = numberOf(query, 'sinceSeconds');
  const sinceTime = timeOf(query);
  const problems = [
    ...atLeast('tailLines', tailLines, 0),
    ...atLeast('limitBytes', limitBytes, 1),
    ...atLeast('sinceSeconds', sinceSeconds, 1),
    ...(sinceSeconds === undefined || sinceTime === undefined
      ? []
      : [forbiddenField('', 'at most one of `sinceTime` or `sinceSeconds` may be specified')]),
  ];
  if (problems.length > 0) throw invalidObject({ group: '', kind: `${kind}LogOptions` }, '', problems);
  return {
    follow: isSwitchedOn(query.get('follow')),
    timestamps: isSwitchedOn(query.get('timestamps')),
    tailLines,
    limitBytes,
    since: sinceTime ?? (sinceSeconds === undefined ? undefined : now.getTime() - sinceSeconds * 1000),
  };
};

const numberOf = (query: URLSearchParams, name: string): number | undefined => {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw badRequest(`${name}: "${text}" is not a whole number`);
  return Number(text);
};

const timeOf = (query: URLSearchParams): number | undefined => {
  const text = query.get('sinceTime') ?? '';
  if (text === '') return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(time)) throw badRequest(`sinceTime: "${text}" is not a time of RFC 3339`);
  return time;
};

const atLeast = (field: string, value: number | undefined, least: number): readonly FieldError[] =>
  value === undefined || value >= least
    ? []
    : [invalidField(field, value, `must be greater than or equal to ${least}`)];
