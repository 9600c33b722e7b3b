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
  const type = node.schema.type ?? '';
  const failed = (detail: string) => invalidField(pathOf(place.path), type, detail);
  const variables = variablesOf(node, place);
  for (const compiled of node.rules) {
    const { rule, usesOldSelf } = compiled;
    if (usesOldSelf && place.old === undefined && rule.optionalOldSelf !== true) continue;
    if (budget.left <= 0) {
      yield exhausted(budget, failed(outOfBudget));
      return;
    }
    const outcome = run(compiled.evaluate, variables.scope(rule.optionalOldSelf === true), budget);
    if (outcome instanceof CelLimitError) {
      const detail = `'${outcome.message}': no further validation rules will be run due to call cost exceeds limit for rule: ${ruleName(rule)}`;
      yield exhausted(budget, failed(detail));
      return;
    }
    if (outcome instanceof CelError) yield failed(failureOf(outcome, rule));
    else if (outcome !== true && (usesOldSelf || !place.isUnchanged())) {
      yield problemOf(compiled, { node, place, detail: detailOf(compiled, variables.scope(false), budget) });
    }
  }
};

/** No further rule is evaluated. */
const exhausted = (budget: Budget, problem: FieldError): FieldError => {
  budget.isExhausted = true;
  return problem;
};

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

const run = (evaluate: Evaluation, scope: () => Scope, budget: Budget): CelValue | CelError => {
  const allowed = Math.min(mostWorkOfRule, budget.left);
  const meter = { left: allowed };
  try {
    return evaluate({ scope: scope(), meter });
  } catch (error) {
    if (error instanceof CelError) return error;
    // An expression whose values are nested deeper than the stack.
    if (error instanceof RangeError) return new CelLimitError();
    throw error;
  } finally {
    budget.left -= allowed - Math.max(0, meter.left);
  }
};

const ruleName = ({ rule, message = '' }: ValidationRule): string => (message === '' ? rule : message).trim();

const failureOf = ({ message }: CelError, rule: ValidationRule): string =>
  message.startsWith('no such overload')
    ? `'${message}': call arguments did not match a supported operator, function or macro signature for rule: ${ruleName(rule)}`
    : `${message} evaluating rule: ${ruleName(rule)}`;

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
