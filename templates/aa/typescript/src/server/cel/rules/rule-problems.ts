import {
  duplicateField,
  type FieldError,
  forbiddenField,
  invalidField,
  requiredField,
} from '../../api/field-error.ts';
import type { JsonValue } from '../../api/json.ts';
import type { ValidationRule } from '../../api/structural-schema.ts';
import type { Evaluation, Scope } from '../evaluate/frame.ts';
import { CelError, CelLimitError } from '../values/cel-error.ts';
import { optionalOf } from '../values/cel-list.ts';
import type { CelValue } from '../values/cel-value.ts';
import { valueOfJson } from '../values/value-of-json.ts';
import type { CompiledRule } from './compile-rule.ts';
import { ruleMessage } from './rule-message.ts';
import type { RuledNode } from './ruled-node.ts';

/** A value with rules, and where it is. */
export type RuledPlace = {
  readonly value: JsonValue;
  /** What it was before the update; undefined where there is nothing to compare with. */
  readonly old: JsonValue | undefined;
  /** `spec.items[0]`, empty for the whole object. */
  readonly path: string;
  /** Whether it, or what it is in, was the same before: then only rules about changes count (ratcheting). */
  readonly isUnchanged: () => boolean;
};

/** How much work the rules of an object may still make; counted down. */
export type Budget = { left: number; isExhausted: boolean };

/** How a path is written that leads to the whole object. */
export const rootPath = '<nil>';

/** PerCallLimit of k8s.io/apiserver pkg/apis/cel. */
const mostWorkOfRule = 1_000_000;

const outOfBudget =
  'validation failed due to running out of cost budget, no further validation rules will be run';

/** What the rules of one node have against a value. */
export const ruleProblems = function* (
  node: RuledNode,
  place: RuledPlace,
  budget: Budget,
): Iterable<FieldError> {
  const variables = variablesOf(node, place);
  for (const compiled of node.rules.filter((each) => isDue(each, place))) {
    const { rule, usesOldSelf } = compiled;
    const outcome = run(compiled.evaluate, variables.scope(rule.optionalOldSelf === true), budget);
    const failure = failureOf(outcome, rule);
    if (failure !== undefined) yield invalidField(pathOf(place.path), node.schema.type ?? '', failure);
    else if (outcome !== true && (usesOldSelf || !place.isUnchanged())) {
      yield problemOf(compiled, { node, place, detail: detailOf(compiled, variables.scope(false), budget) });
    }
    budget.isExhausted = outcome === undefined || outcome instanceof CelLimitError;
    if (budget.isExhausted) return;
  }
};

/** A rule about a change needs something to compare with, unless it says that it does not. */
const isDue = ({ rule, usesOldSelf }: CompiledRule, { old }: RuledPlace): boolean =>
  !usesOldSelf || old !== undefined || rule.optionalOldSelf === true;

/** The variables of rules, which are made once for all rules of a value. */
const variablesOf = ({ schema, rules }: RuledNode, { value, old }: RuledPlace) => {
  const isTold = rules.some(({ usesOldSelf }) => usesOldSelf);
  const self = lazily(() => valueOfJson(value, schema));
  const oldSelf = lazily(() => (old === undefined ? undefined : valueOfJson(old, schema)));
  const withOld = (optional: boolean): CelValue | undefined => (optional ? optionalOf(oldSelf()) : oldSelf());
  return {
    /** @param optional whether `oldSelf` is an optional */
    scope: (optional: boolean) => (): Scope => {
      const before = isTold ? withOld(optional) : undefined;
      const outer = before === undefined ? undefined : { name: 'oldSelf', value: before, outer: undefined };
      return { name: 'self', value: self(), outer };
    },
  };
};

const lazily = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** What an expression gives, an error too; undefined where nothing is left of the budget. */
const run = (evaluate: Evaluation, scope: () => Scope, budget: Budget): CelValue | CelError | undefined => {
  if (budget.left <= 0) return undefined;
  const allowed = Math.min(mostWorkOfRule, budget.left);
  const meter = { left: allowed };
  try {
    return evaluate({ scope: scope(), meter });
  } catch (error) {
    if (error instanceof CelError) return error;
    // Values that are nested deeper than the stack.
    if (error instanceof RangeError) return new CelLimitError();
    throw error;
  } finally {
    budget.left -= allowed - Math.max(0, meter.left);
  }
};

const ruleName = ({ rule, message = '' }: ValidationRule): string => (message === '' ? rule : message).trim();

/** What to say where a rule did not come to a result. */
const failureOf = (outcome: CelValue | CelError | undefined, rule: ValidationRule): string | undefined => {
  if (outcome === undefined) return outOfBudget;
  if (!(outcome instanceof CelError)) return undefined;
  const { message } = outcome;
  if (outcome instanceof CelLimitError) {
    return `'${message}': no further validation rules will be run due to call cost exceeds limit for rule: ${ruleName(rule)}`;
  }
  return message.startsWith('no such overload')
    ? `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${ruleName(rule)}`
    : `${message} evaluating rule: ${ruleName(rule)}`;
};

const detailOf = ({ rule, message }: CompiledRule, scope: () => Scope, budget: Budget): string => {
  const made = message === undefined ? undefined : ruleMessage(run(message, scope, budget));
  if (made !== undefined) return made;
  return rule.message === undefined || rule.message === ''
    ? `failed rule: ${ruleName(rule)}`
    : rule.message.trim();
};

const pathOf = (path: string): string => (path === '' ? rootPath : path);

type Found = { readonly node: RuledNode; readonly place: RuledPlace; readonly detail: string };

const problemOf = ({ rule, fieldPath }: CompiledRule, { node, place, detail }: Found): FieldError => {
  const below = place.path === '' ? fieldPath : `${place.path}.${fieldPath}`;
  const path = fieldPath === '' ? pathOf(place.path) : below;
  const isWhole = node.schema.type === 'object' || node.schema.type === 'array';
  switch (rule.reason) {
    case 'FieldValueForbidden':
      return forbiddenField(path, detail);
    case 'FieldValueRequired':
      return requiredField(path, detail);
    case 'FieldValueDuplicate':
      return isWhole
        ? { reason: 'FieldValueDuplicate', message: 'Duplicate value', field: path }
        : duplicateField(path, place.value);
    default:
      return isWhole
        ? { reason: 'FieldValueInvalid', message: `Invalid value: ${detail}`, field: path }
        : invalidField(path, place.value, detail);
  }
};
