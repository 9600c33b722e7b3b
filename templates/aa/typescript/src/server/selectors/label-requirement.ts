import { badRequest } from '../api/api-errors.ts';
import { invalidField } from '../api/field-error.ts';
import { labelValueProblems, qualifiedNameProblems } from '../decode/qualified-name.ts';
import type { SelectorReader } from './selector-tokens.ts';
import { readValue, readValues } from './selector-values.ts';

/** The labels of an object. */
export type Labels = Readonly<Record<string, string>>;

/** Whether an object with these labels is meant. */
export type LabelSelector = (labels: Labels) => boolean;

type Operator = {
  readonly read: (reader: SelectorReader) => readonly string[];
  readonly isMet: (own: string | undefined, values: readonly string[]) => boolean;
};

const isOneOf: Operator['isMet'] = (own, values) => own !== undefined && values.includes(own);
const isNoneOf: Operator['isMet'] = (own, values) => !isOneOf(own, values);
const number = /^[+-]?\d+$/u;
const isWhole = (text: string): boolean => number.test(text) && Math.abs(Number(text)) <= 2 ** 63;
const isBeyond =
  (sign: number): Operator['isMet'] =>
  (own, [limit]) =>
    own !== undefined && isWhole(own) && sign * Number(own) > sign * Number(limit);

const operators: Readonly<Record<string, Operator>> = {
  '=': { read: readValue, isMet: isOneOf },
  '==': { read: readValue, isMet: isOneOf },
  '!=': { read: readValue, isMet: isNoneOf },
  '>': { read: readValue, isMet: isBeyond(1) },
  '<': { read: readValue, isMet: isBeyond(-1) },
  in: { read: readValues, isMet: isOneOf },
  notin: { read: readValues, isMet: isNoneOf },
};

/** Reads one requirement of a label selector up to the comma after it; one that is not understood is a 400. */
export const parseRequirement = (reader: SelectorReader): LabelSelector => {
  const isNegated = reader.peek().text === '!';
  if (isNegated) reader.take();
  const { type, text: key } = reader.take();
  if (type !== 'identifier') throw notParsed(`found '${key}', expected: identifier`);
  const problems = qualifiedNameProblems(key);
  if (problems.length > 0) throw notParsed(`<nil>: ${invalidField('', key, problems.join('; ')).message}`);
  const ends = reader.peek().type === 'end' || reader.peek().text === ',';
  if (ends || isNegated) return (labels) => Object.hasOwn(labels, key) !== isNegated;
  const { text } = reader.take();
  const operator = Object.hasOwn(operators, text) ? operators[text] : undefined;
  if (operator === undefined) throw notParsed(`found '${text}', expected: in, notin, =, ==, !=, gt, lt`);
  const values = operator.read(reader);
  checkValues(key, text, values);
  return (labels) => operator.isMet(Object.hasOwn(labels, key) ? labels[key] : undefined, values);
};

const checkValues = (key: string, operator: string, values: readonly string[]): void => {
  const isOrder = operator === '<' || operator === '>';
  const problems = values.flatMap((value, index) => [
    ...(isOrder && !isWhole(value)
      ? [problem(`values[${index}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer")]
      : []),
    ...[labelValueProblems(value).join('; ')]
      .filter((detail) => detail !== '')
      .map((detail) => problem(`values[${index}][${key}]`, value, detail)),
  ]);
  if (problems.length === 0) return;
  throw notParsed(problems.length === 1 ? problems.join('') : `[${problems.join(', ')}]`);
};

const problem = (path: string, value: string, detail: string): string =>
  `${path}: ${invalidField(path, value, detail).message}`;

const notParsed = (detail: string) => badRequest(`unable to parse requirement: ${detail}`);
