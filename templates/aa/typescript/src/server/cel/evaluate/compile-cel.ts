import { functions, typeNames } from '../functions/functions.ts';
import { type CelNode, dottedName } from '../syntax/cel-node.ts';
import { CelSyntaxError } from '../syntax/cel-syntax-error.ts';
import { CelError, noSuchOverload } from '../values/cel-error.ts';
import { listOf, mapOf } from '../values/cel-list.ts';
import { checkedInt } from '../values/cel-number.ts';
import { type CelValue, isKind, kindOf, typeNameOf } from '../values/cel-value.ts';
import { memberOf, optionalMemberOf } from './access.ts';
import { type Evaluation, type Frame, type Scope, spend } from './frame.ts';
import { chained, truth } from './logic.ts';
import { compileMacro } from './macros.ts';
import { operators } from './operators.ts';

/**
 * Makes an expression ready to be evaluated with these variables.
 *
 * @throws CelSyntaxError for a variable or a function that there is not
 */
export const compileCel = (node: CelNode, variables: readonly string[]): Evaluation =>
  compile(node, new Set(variables));

type Names = ReadonlySet<string>;

const compile = (node: CelNode, names: Names): Evaluation => {
  switch (node.op) {
    case 'literal':
      return () => node.value;
    case 'name':
      return compileName(node.name, names);
    case 'select':
      return compileSelect(node, names);
    case 'index':
      return compileIndex(node, names);
    case 'call':
      return compileCall(node, names);
    case 'list':
      return compileList(node, names);
    case 'map':
      return compileMap(node, names);
    case 'struct':
      return compileStruct(node, names);
  }
};

const compileName = (name: string, names: Names): Evaluation => {
  if (names.has(name)) return (frame) => variable(frame, name);
  const type = typeNames.get(name);
  if (type === undefined) throw new CelSyntaxError(`undeclared reference to '${name}'`);
  return () => type;
};

const variable = (frame: Frame, name: string): CelValue => {
  spend(frame, 1);
  for (let scope: Scope | undefined = frame.scope; scope !== undefined; scope = scope.outer) {
    if (scope.name === name) return scope.value;
  }
  throw new CelError(`no such attribute(s): ${name}`);
};

/** `google.protobuf.Timestamp`, `sets`: a name with dots that stands for no variable and its fields. */
const qualifiedName = (node: CelNode, names: Names): string | undefined => {
  if (node.op === 'name') return names.has(node.name) ? undefined : node.name;
  if (node.op !== 'select' || node.optional) return undefined;
  const of = qualifiedName(node.of, names);
  return of === undefined ? undefined : `${of}.${node.field}`;
};

const compileSelect = (node: CelNode & { readonly op: 'select' }, names: Names): Evaluation => {
  // `authorizer.requestResource`: a name with dots may be that of a variable, which goes before a field.
  const dotted = dottedName(node) ?? '';
  if (names.has(dotted)) return (frame) => variable(frame, dotted);
  const type = typeNames.get(qualifiedName(node, names) ?? '');
  if (type !== undefined) return () => type;
  const of = compile(node.of, names);
  const select = node.optional ? optionalMemberOf : memberOf;
  return (frame) => {
    spend(frame, 1);
    return select(of(frame), node.field);
  };
};

const compileIndex = (
  { of, key, optional }: CelNode & { readonly op: 'index' },
  names: Names,
): Evaluation => {
  const [container, index] = [compile(of, names), compile(key, names)];
  const select = optional ? optionalMemberOf : memberOf;
  return (frame) => {
    spend(frame, 1);
    return select(container(frame), index(frame));
  };
};

type Call = CelNode & { readonly op: 'call' };

const compileCall = (call: Call, names: Names): Evaluation =>
  compileMacro(call, (node, ...variables) => compile(node, new Set([...names, ...variables]))) ??
  compileOperator(call, names) ??
  compileFunction(call, names);

const compileOperator = ({ name, receiver, args }: Call, names: Names): Evaluation | undefined => {
  if (receiver !== undefined) return undefined;
  const parts = args.map((each) => compile(each, names));
  const [first, second, third] = parts;
  if (first === undefined) return undefined;
  if (name === '_&&_' || name === '_||_') return chained(name === '_||_', parts);
  if (name === '!_') return (frame) => !truth(first(frame));
  if (name === '-_') return (frame) => negated(first(frame));
  if (second === undefined) return undefined;
  if (name === '_?_:_' && third !== undefined) {
    return (frame) => (truth(first(frame)) ? second(frame) : third(frame));
  }
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined) return undefined;
  return (frame) => {
    const [left, right] = [first(frame), second(frame)];
    spend(frame, 1 + (sizeOf(left) + sizeOf(right)) * 0.1);
    return operator(left, right);
  };
};

const negated = (value: CelValue): CelValue => {
  if (typeof value === 'bigint') return checkedInt(-value);
  if (typeof value === 'number') return -value;
  if (isKind(value, 'duration')) return { kind: 'duration', nanoseconds: -value.nanoseconds };
  throw noSuchOverload(['bool', 'string', 'timestamp'].includes(kindOf(value)) ? '' : '-_');
};

/** What looking at a value costs beside the call. */
const sizeOf = (value: CelValue): number => {
  if (typeof value === 'string' || value instanceof Uint8Array) return value.length;
  if (isKind(value, 'list')) return value.items.length * 10;
  return isKind(value, 'map') ? value.size * 10 : 0;
};

const compileFunction = (call: Call, names: Names): Evaluation => {
  const { name, receiver, args } = call;
  const namespace = receiver === undefined ? undefined : qualifiedName(receiver, names);
  const qualified = namespace === undefined ? undefined : functions.get(`${namespace}.${name}`);
  const isMember = receiver !== undefined && qualified === undefined;
  const run = qualified ?? functions.get(name);
  if (run === undefined) throw new CelSyntaxError(`undeclared reference to '${name}'`);
  if (name === 'or' || name === 'orValue') return compileAlternative(run, call, names);
  const parts = [...(isMember ? [receiver] : []), ...args].map((each) => compile(each, names));
  return (frame) => {
    const values = parts.map((part) => part(frame));
    for (const value of values) spend(frame, sizeOf(value) * 0.1);
    spend(frame, 1);
    return run(values);
  };
};

type Run = (args: readonly CelValue[]) => CelValue;

/** The other value of `or` and `orValue` is only looked at where there is none. */
const compileAlternative = (run: Run, { receiver, args }: Call, names: Names): Evaluation => {
  const [of, other] = [receiver, args[0]].map((each) =>
    each === undefined ? undefined : compile(each, names),
  );
  if (of === undefined || other === undefined) throw new CelSyntaxError('or and orValue take one argument');
  return (frame) => {
    const value = of(frame);
    const hasValue = isKind(value, 'optional') && value.value !== undefined;
    return run(hasValue ? [value] : [value, other(frame)]);
  };
};

/** Of what may be left out: its value, or undefined. @throws CelError where it is no optional */
const optionalEntry = (value: CelValue, what: string): CelValue | undefined => {
  if (isKind(value, 'optional')) return value.value;
  throw new CelError(`cannot initialize optional ${what} from non-optional value ${typeNameOf(value)}`);
};

const compileList = ({ items }: CelNode & { readonly op: 'list' }, names: Names): Evaluation => {
  const parts = items.map(({ value, optional }) => ({ run: compile(value, names), optional }));
  return (frame) => {
    spend(frame, 1);
    const values = parts.map(({ run, optional }) =>
      optional ? optionalEntry(run(frame), 'list element') : run(frame),
    );
    return listOf(values.filter((value) => value !== undefined));
  };
};

const compileMap = ({ entries }: CelNode & { readonly op: 'map' }, names: Names): Evaluation => {
  const parts = entries.map(({ key, value, optional }) => ({
    key: compile(key, names),
    run: compile(value, names),
    optional,
  }));
  return (frame) => {
    spend(frame, 1);
    return mapOf(
      parts.flatMap(({ key, run, optional }): [CelValue, CelValue][] => {
        const value = optional ? optionalEntry(run(frame), 'entry') : run(frame);
        return value === undefined ? [] : [[key(frame), value]];
      }),
    );
  };
};

/** A struct is a map of its fields; its type has to be one that is there under the first part of its name. */
const compileStruct = ({ type, fields }: CelNode & { readonly op: 'struct' }, names: Names): Evaluation => {
  const [root = ''] = type.split('.');
  if (!names.has(root)) throw new CelSyntaxError(`undeclared reference to '${type}'`);
  return compileMap(
    {
      op: 'map',
      entries: fields.map(({ name, ...rest }) => ({ ...rest, key: { op: 'literal', value: name } })),
    },
    names,
  );
};
