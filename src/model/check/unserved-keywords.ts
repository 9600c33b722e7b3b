import type { Violation } from '../../errors.ts';
import type { AaLibrary } from '../aa-library.ts';
import { childrenOf } from '../schema/children-of.ts';
import { isImmutableRule } from '../schema/immutable-rule.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import { unevaluatedRule } from './unevaluated-rule.ts';

/** Formats that kube-apiserver checks and `isInFormat` of the template's library does not. */
const UNCHECKED_FORMATS: ReadonlySet<string> = new Set([
  'bsonobjectid',
  'creditcard',
  'datetime',
  'hexcolor',
  'isbn',
  'isbn10',
  'isbn13',
  'k8s-long-name',
  'k8s-short-name',
  'rgbcolor',
  'ssn',
  'uuid3',
  'uuid4',
  'uuid5',
]);

const IN_VALIDATION = 'write it as the validation of src/kinds/';

/**
 * Finds what a schema says and the scaffolded extension API server would not enforce.
 *
 * @param schema of a whole object
 * @param library that the server stands on: the one in Go on the standard library evaluates no CEL rules
 * @returns violations whose paths go on from `path` in the field language
 */
export function unservedKeywords(schema: Schema, path: string, library: AaLibrary): readonly Violation[] {
  const ruleProblem = library === 'native' ? unevaluatedRule : () => 'it evaluates none';
  return [...serverFields(schema, path), ...nodeViolations(schema, path, ruleProblem)];
}

/** Says why a rule cannot be evaluated, undefined where it can. */
type RuleProblem = (rule: ValidationRule) => string | undefined;

/** The template's library checks the metadata of every object itself. */
function serverFields({ properties = {} }: Schema, path: string): readonly Violation[] {
  return ['apiVersion', 'kind', 'metadata']
    .filter((name) => Object.hasOwn(properties, name))
    .map((name) => ({
      path: `${path}.${name}`,
      message: `the scaffolded server does not check what the schema says of ${name}`,
      hint: `leave it out, and ${IN_VALIDATION}`,
    }));
}

function nodeViolations(schema: Schema, path: string, ruleProblem: RuleProblem): readonly Violation[] {
  return [
    ...ruleViolations(schema, path, ruleProblem),
    ...embeddedViolations(schema, path),
    ...combined(schema).flatMap((each) => formatViolations(each, path)),
    ...childrenOf(schema, path).flatMap(([childPath, child]) =>
      nodeViolations(child, childPath, ruleProblem),
    ),
  ];
}

function ruleViolations(schema: Schema, path: string, ruleProblem: RuleProblem): readonly Violation[] {
  const { 'x-kubernetes-validations': rules = [] } = schema;
  return rules.flatMap((rule, index) => {
    const problem = ruleProblem(rule);
    if (problem === undefined) return [];
    const what = isImmutableRule(rule) ? 'immutable, which is a CEL rule' : `the CEL rule ${rule.rule}`;
    return {
      path: isImmutableRule(rule) ? path : `${path}.x-kubernetes-validations[${index}]`,
      message: `the scaffolded server cannot evaluate ${what}: ${problem}`,
      hint: `leave it out, and ${IN_VALIDATION}`,
    };
  });
}

function embeddedViolations(schema: Schema, path: string): readonly Violation[] {
  if (schema['x-kubernetes-embedded-resource'] !== true) return [];
  const message = 'the scaffolded server does not check apiVersion, kind and metadata of embedded objects';
  const hint = 'leave x-kubernetes-embedded-resource out: apiVersion and kind as required fields are checked';
  return [{ path, message, hint }];
}

/** A schema and what holds besides for the same value. */
function combined(schema: Schema): readonly Schema[] {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const others = [...allOf, ...anyOf, ...oneOf, ...(not === undefined ? [] : [not])];
  return [schema, ...others.flatMap(combined)];
}

function formatViolations({ format }: Schema, path: string): readonly Violation[] {
  if (format === undefined || !UNCHECKED_FORMATS.has(format)) return [];
  const message = `the scaffolded server does not check the format ${format}`;
  return [{ path, message, hint: `say it as a pattern, or leave it out and ${IN_VALIDATION}` }];
}
