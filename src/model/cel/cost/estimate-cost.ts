import type { ASTNode } from '@marcbachmann/cel-js';
import { type CelType, simple } from '../cel-type.ts';
import type { CheckedExpression } from '../check-expression.ts';
import { qualifiedName } from '../check-select.ts';
import { CEL_FUNCTIONS } from '../function-table.ts';
import { operatorName } from '../operator-name.ts';
import { type EntrySizes, type Estimate, sizeOrUnknown } from './estimate.ts';
import { functionCost, type Operand } from './function-cost.ts';
import { type Costing, type CostScope, macroCost } from './macro-cost.ts';
import { type Place, placeAt, sizeAt } from './place.ts';

/**
 * Estimates what an expression costs at most for one value, as the API server does before it takes a rule.
 *
 * @param checked what `checkExpression` found, without problems
 * @param root the place of `self`
 * @returns the cost, perhaps endless; undefined where the expression has a call that is not reckoned
 * @see Cost of github.com/google/cel-go/checker/cost.go
 */
export function estimateCost(ast: ASTNode, checked: CheckedExpression, root: Place): number | undefined {
  let isReckoned = true;
  const typeOf = (node: ASTNode) => checked.types.get(node) ?? simple('dyn');
  const costing: Costing = {
    root,
    typeOf,
    estimate: (node, scope) => {
      if (node.op === 'rcall' && UNRECKONED.has(node.args[0])) isReckoned = false;
      return withKnownSize(estimateNode(node, costing, scope), typeOf(node));
    },
  };
  const self: Estimate = { cost: 1, size: undefined, place: root };
  const { cost } = costing.estimate(
    ast,
    new Map([
      ['self', self],
      ['oldSelf', self],
    ]),
  );
  return isReckoned ? cost : undefined;
}

const UNRECKONED: ReadonlySet<string> = new Set([
  'optFlatMap',
  'optMap',
  'sortBy',
  'transformMapEntry',
  'flatten',
  'range',
  'slice',
]);

/** By its place in the schema before its type: a number of the object counts as nothing to compare. */
function withKnownSize(estimate: Estimate, type: CelType): Estimate {
  const { size, place } = estimate;
  return { ...estimate, size: sizeAt(place) ?? (isScalar(type) ? (size ?? 1) : size) };
}

function isScalar(type: CelType): boolean {
  if (type.kind === 'optional') return isScalar(type.of);
  return type.kind === 'simple' && SCALARS.has(type.name);
}

const SCALARS: ReadonlySet<string> = new Set(['bool', 'double', 'duration', 'int', 'timestamp', 'uint']);

function estimateNode(node: ASTNode, costing: Costing, scope: CostScope): Estimate {
  switch (node.op) {
    case 'value':
      return { cost: 0, size: sizeOfLiteral(node.args) };
    case 'id':
      return scope.get(node.args) ?? { cost: 1, size: undefined, place: costing.root };
    case '.':
      return selectCost(node, costing, scope);
    case 'list':
      return madeCost(
        node.args.map((item) => [undefined, item]),
        { base: 10, container: 'list' },
        { costing, scope },
      );
    case 'map':
      return madeCost(node.args, { base: 30, container: 'map' }, { costing, scope });
    case 'rcall':
      return macroCost(node, costing, scope) ?? callCost(node, costing, scope);
    default:
      return callCost(node, costing, scope);
  }
}

function sizeOfLiteral(value: unknown): number {
  if (typeof value === 'string') return [...value].length;
  return value instanceof Uint8Array ? value.length : 1;
}

function selectCost(node: ASTNode & { op: '.' }, costing: Costing, scope: CostScope): Estimate {
  const [operand, name] = node.args;
  const whole = costing.estimate(operand, scope);
  const reads = ['map', 'object', 'param'].includes(costing.typeOf(operand).kind);
  const place = placeAt(whole.place, { kind: 'field', name });
  return { cost: whole.cost + (reads ? 1 : 0), size: undefined, place };
}

type Made = { readonly base: number; readonly container: EntrySizes['container'] };
type Where = { readonly costing: Costing; readonly scope: CostScope };

function madeCost(
  parts: readonly (readonly [ASTNode | undefined, ASTNode])[],
  { base, container }: Made,
  { costing, scope }: Where,
): Estimate {
  const keys = parts.flatMap(([key]) => (key === undefined ? [] : [costing.estimate(key, scope)]));
  const values = parts.map(([, value]) => costing.estimate(value, scope));
  const cost = [...keys, ...values].reduce((sum, part) => sum + part.cost, base);
  const largest = (estimates: readonly Estimate[]) => Math.max(0, ...estimates.map(sizeOrUnknown));
  const key = container === 'list' ? 1 : largest(keys);
  return { cost, size: parts.length, entries: { container, key, value: largest(values) } };
}

function callCost(node: ASTNode, costing: Costing, scope: CostScope): Estimate {
  const { name, isMember, operands: nodes } = callOf(node);
  if (name === 'has') return { cost: presenceCost(nodes[0], costing, scope), size: 1 };
  const operands = nodes.map(
    (each): Operand => ({ ...costing.estimate(each, scope), type: costing.typeOf(each) }),
  );
  const [first, second, third] = operands;
  const sum = operands.reduce((total, { cost }) => total + cost, 0);
  if (name === '&&' || name === '||') return { cost: sum, size: 1 };
  if (name === 'dyn' && first !== undefined) return { ...first, place: undefined, cost: sum + 1 };
  if (name === '_?_:_' && first !== undefined && second !== undefined && third !== undefined) {
    return choiceOf(first, second, third);
  }
  const { cost, size } = functionCost(name, operands, isMember);
  const place = name === '_[_]' ? placeAt(first?.place, { kind: 'element' }) : undefined;
  const entrySize = name === '_[_]' ? first?.entries?.value : undefined;
  return { cost: sum + cost, size: size ?? entrySize, place };
}

function choiceOf(condition: Estimate, yes: Estimate, no: Estimate): Estimate {
  const size = Math.max(sizeOrUnknown(yes), sizeOrUnknown(no));
  const { entries: a } = yes;
  const { entries: b } = no;
  const entries =
    a === undefined || b === undefined
      ? undefined
      : { container: a.container, key: Math.max(a.key, b.key), value: Math.max(a.value, b.value) };
  return { cost: condition.cost + Math.max(yes.cost, no.cost), size, entries };
}

/** Looking whether a field is there costs what getting to its object does. */
function presenceCost(field: ASTNode | undefined, costing: Costing, scope: CostScope): number {
  return field?.op === '.' ? costing.estimate(field.args[0], scope).cost : 0;
}

type Called = { readonly name: string; readonly isMember: boolean; readonly operands: readonly ASTNode[] };

function callOf(node: ASTNode): Called {
  if (node.op === 'call') return { name: node.args[0], isMember: false, operands: node.args[1] };
  if (node.op === 'rcall') {
    const [name, receiver, args] = node.args;
    const full = `${qualifiedName(receiver) ?? ''}.${name}`;
    return CEL_FUNCTIONS.has(full)
      ? { name: full, isMember: false, operands: args }
      : { name, isMember: true, operands: [receiver, ...args] };
  }
  if (node.op === '.?') return { name: '_?._', isMember: false, operands: [node.args[0]] };
  if (node.op === '&&' || node.op === '||') return { name: node.op, isMember: false, operands: node.args };
  const operands = Array.isArray(node.args) ? node.args.filter(isNode) : [node.args].filter(isNode);
  return { name: operatorName(node.op), isMember: false, operands };
}

function isNode(part: unknown): part is ASTNode {
  return typeof part === 'object' && part !== null && 'op' in part;
}
