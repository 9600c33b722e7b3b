import type { Problem, Violation } from '../../errors.ts';
import type { CelEngine } from '../cel/cel-engine.ts';
import { formatCelProblem } from '../cel/cel-problem.ts';
import { type CelType, formatCelType, isDyn } from '../cel/cel-type.ts';
import { type CheckedExpression, checkExpression } from '../cel/check-expression.ts';
import { typeOfSchema } from '../cel/type-of-schema.ts';
import { isImmutableRule } from '../schema/immutable-rule.ts';
import { type RuleSite, ruleSites } from '../schema/rule-sites.ts';
import type { Schema, ValidationRule } from '../schema/schema.ts';
import { ruleWordProblems } from './check-rule-words.ts';

/**
 * Checks every CEL rule of a schema as the API server compiles it: syntax, names, types, and where `oldSelf` can be.
 * What only the server's library reads is not judged; that an immutable field can be compared is for
 * `ruleCostViolations`.
 *
 * @param schema of a whole object
 * @param path `schema`
 * @returns violations at `schema.spec.x-kubernetes-validations[0].rule` and the like
 */
export function checkRules(schema: Schema, path: string, cel: CelEngine): readonly Violation[] {
  return ruleSites(schema, path).flatMap((site) => {
    const self = typeOfSchema(site.schema, 'self', site.isResource);
    return (site.schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) => {
      const words = ruleWordProblems(rule, site.schema);
      const isKnown = words.length > 0 || (isImmutableRule(rule) && rule.messageExpression === undefined);
      const found = isKnown ? words : expressionProblems({ rule, site, self, cel });
      return found.map(({ key, ...problem }) => ({
        path: `${site.path}.x-kubernetes-validations[${index}].${key}`,
        ...problem,
      }));
    });
  });
}

type Compilation = {
  readonly rule: ValidationRule;
  readonly site: RuleSite;
  readonly self: CelType | undefined;
  readonly cel: CelEngine;
};

type KeyedProblem = Problem & { readonly key: keyof ValidationRule };

function expressionProblems({ rule, site, self, cel }: Compilation): readonly KeyedProblem[] {
  if (self === undefined) {
    const message = `no rule can be on ${site.path.replace(/^schema\.?/u, '')}: values of any shape, and lists and maps of them, are not seen by CEL`;
    return [{ key: 'rule', message, hint: 'declare its type, or put the rule on its parent' }];
  }
  const oldSelf: CelType = rule.optionalOldSelf === true ? { kind: 'optional', of: self } : self;
  const variables = new Map([
    ['self', self],
    ['oldSelf', oldSelf],
  ]);
  const compile = (source: string, wanted: 'bool' | 'string') =>
    compileExpression({ source, wanted, variables, cel });
  const compiled = compile(rule.rule, 'bool');
  const message =
    rule.messageExpression === undefined ? undefined : compile(rule.messageExpression, 'string');
  return [
    ...compiled.problems.map((problem) => ({ key: 'rule' as const, ...problem })),
    ...(message?.problems ?? []).map((problem) => ({ key: 'messageExpression' as const, ...problem })),
    ...oldSelfProblems(rule, site, compiled.checked),
  ];
}

type Expression = {
  readonly source: string;
  readonly wanted: 'bool' | 'string';
  readonly variables: ReadonlyMap<string, CelType>;
  readonly cel: CelEngine;
};

type Compiled = { readonly problems: readonly Problem[]; readonly checked: CheckedExpression | undefined };

const FAILED = { bool: 'compilation failed', string: 'messageExpression compilation failed' };
const NOT_OF_TYPE = {
  bool: 'cel expression must evaluate to a bool',
  string: 'messageExpression must evaluate to a string',
};

function compileExpression({ source, wanted, variables, cel }: Expression): Compiled {
  const parsed = cel.parse(source);
  if (parsed.kind === 'unreadable') return { problems: [], checked: undefined };
  const checked = parsed.kind === 'parsed' ? checkExpression(parsed.ast, variables) : undefined;
  const found = parsed.kind === 'problem' ? [parsed.problem] : (checked?.problems ?? []);
  if (checked === undefined || found.length > 0) {
    const problems = found.map((problem) => ({
      message: `${FAILED[wanted]}: ${formatCelProblem(source, problem)}`,
      hint: problem.hint,
    }));
    return { problems, checked };
  }
  return checked.type.kind === 'simple' && checked.type.name === wanted
    ? { problems: [], checked }
    : { problems: [typeProblem(checked.type, wanted)], checked };
}

function typeProblem(type: CelType, wanted: 'bool' | 'string'): Problem {
  const hint = isDyn(type) ? `${wanted}(…) makes it one` : `it is of type ${formatCelType(type)}`;
  return { message: NOT_OF_TYPE[wanted], hint };
}

function oldSelfProblems(
  { optionalOldSelf }: ValidationRule,
  { uncorrelated }: RuleSite,
  checked: CheckedExpression | undefined,
): readonly KeyedProblem[] {
  if (checked === undefined || checked.problems.length > 0) return [];
  if (!checked.used.has('oldSelf')) {
    return optionalOldSelf === undefined
      ? []
      : [{ key: 'optionalOldSelf', message: 'may not be set if oldSelf is not used in rule' }];
  }
  if (uncorrelated === undefined) return [];
  const within = uncorrelated.replace(/^schema\.?/u, '');
  return [
    {
      key: 'rule',
      message: `oldSelf cannot be used on the uncorrelatable portion of the schema within ${within}`,
      hint: `give ${within} listType=map and listMapKey=NAME`,
    },
  ];
}
