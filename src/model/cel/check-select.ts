import type { ASTNode } from '@marcbachmann/cel-js';
import { nearestHint } from '../nearest.ts';
import { type CelChecking, report, type Scope } from './cel-checking.ts';
import { type CelType, formatCelType, isDyn, simple } from './cel-type.ts';
import { isAssignable } from './unify.ts';

/** Words that are types and can be compared with what `type()` gives. */
const TYPE_NAMES: ReadonlySet<string> = new Set(
  'bool bytes double google.protobuf.Duration google.protobuf.Timestamp int list map null_type string type uint'.split(
    ' ',
  ),
);

/** @returns whether a name is that of a type */
export function isTypeName(name: string): boolean {
  return TYPE_NAMES.has(name);
}

/** @returns the type of `a.b` or `a.?b`; dyn where it has no such field, which is reported */
export function selectType(checking: CelChecking, node: ASTNode & { op: '.' | '.?' }, scope: Scope): CelType {
  const [operand] = node.args;
  if (isTypeName(qualifiedName(node) ?? '')) return simple('type');
  const whole = checking.check(operand, scope);
  const isOptional = whole.kind === 'optional' || node.op === '.?';
  const target = whole.kind === 'optional' ? whole.of : whole;
  const field = fieldType(checking, node, target);
  return isOptional ? { kind: 'optional', of: field } : field;
}

/** @returns the type of a field of a type; dyn where it has none, which is reported */
function fieldType(checking: CelChecking, node: ASTNode & { op: '.' | '.?' }, target: CelType): CelType {
  if (target.kind === 'map') return target.of;
  if (target.kind === 'param') {
    isAssignable(checking.substitution, simple('dyn'), target);
    return simple('dyn');
  }
  if (isDyn(target)) return target;
  if (target.kind !== 'object') {
    return report(checking, node, {
      message: `type '${formatCelType(target)}' does not support field selection`,
    });
  }
  const [, name] = node.args;
  const field = target.fields.get(name);
  if (field !== undefined) return field;
  const names = [...target.fields.keys()];
  const fields = names.length === 0 ? 'rules see none of its fields' : `it has ${names.join(', ')}`;
  return report(checking, node, {
    message: `undefined field '${name}'`,
    hint: nearestHint(name, names) ?? fields,
  });
}

/** @returns the name that a chain of fields writes, as of a function in a namespace: `ip.isCanonical` */
export function qualifiedName(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op !== '.') return undefined;
  const before = qualifiedName(node.args[0]);
  return before === undefined ? undefined : `${before}.${node.args[1]}`;
}
