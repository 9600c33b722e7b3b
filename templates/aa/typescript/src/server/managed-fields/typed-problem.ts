import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import { keepsUnknownFields, memberSchema, type StructuralSchema } from '../api/structural-schema.ts';
import { describePath } from './fields-v1.ts';
import { stepTo } from './list-steps.ts';
import { mergeTypeOf } from './merge-type.ts';

/**
 * Why an applied object cannot be merged, in the words of structured-merge-diff (typed/validate.go): a field that the
 * schema does not declare, another type than it says, an item without its keys or there twice. undefined where it can.
 */
export const typedProblem = (object: JsonObject, schema: StructuralSchema): string | undefined => {
  const [first, ...others] = problemsAt(object, schema, '');
  return others.length === 0 ? first : ['errors:', first, ...others].join('\n  ');
};

const problemsAt = (
  value: JsonValue,
  schema: StructuralSchema | undefined,
  at: string,
): readonly string[] => {
  if (schema === undefined || value === null) return [];
  const mismatch = typeMismatch(value, schema);
  if (mismatch !== undefined) return [`${at}: ${mismatch}`];
  if (isJsonObject(value)) {
    const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const problems = members.map(([name, member]) => memberProblems({ name, member, schema, at }));
    // What is not declared ends the look at the others.
    return problems.find(([problem = '']) => problem.endsWith(undeclared)) ?? problems.flat();
  }
  return isJsonList(value) ? listProblems(value, schema, at) : [];
};

const undeclared = ': field not declared in schema';

type Member = {
  readonly name: string;
  readonly member: JsonValue | undefined;
  readonly schema: StructuralSchema;
  readonly at: string;
};

const memberProblems = ({ name, member = null, schema, at }: Member): readonly string[] => {
  const known = memberSchema(schema, name);
  if (known !== undefined) return problemsAt(member, known, `${at}.${name}`);
  const isOpen = keepsUnknownFields(schema) || schema['x-kubernetes-embedded-resource'] === true;
  return isOpen || schema.type !== 'object' ? [] : [`${at}.${name}${undeclared}`];
};

const listProblems = (
  list: readonly JsonValue[],
  schema: StructuralSchema,
  at: string,
): readonly string[] => {
  const type = mergeTypeOf(schema, list);
  if (type.kind !== 'list' && type.kind !== 'set') {
    return list.flatMap((item, index) => problemsAt(item, schema.items, `${at}[${index}]`));
  }
  const seen = new Set<string>();
  return list.flatMap((item, index): readonly string[] => {
    const step = stepTo(item, type);
    if (step === 'k:{}' && type.kind === 'list') return [`${at}: element ${index}: ${lacksKeys(type.keys)}`];
    if (seen.has(step)) return [`${at}: duplicate entries for key ${describePath([step])}`];
    seen.add(step);
    return problemsAt(item, schema.items, `${at}${describePath([step])}`);
  });
};

const lacksKeys = (keys: readonly string[]): string => {
  const names = keys.map((key) => JSON.stringify(key)).join(' ');
  return `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`;
};

const expectations: Readonly<
  Record<string, readonly [expected: string, isRight: (value: JsonValue) => boolean]>
> = {
  object: ['map', isJsonObject],
  array: ['list', isJsonList],
  string: ['string', (value) => typeof value === 'string'],
  boolean: ['boolean', (value) => typeof value === 'boolean'],
  integer: ['numeric (int or float)', (value) => typeof value === 'number'],
  number: ['numeric (int or float)', (value) => typeof value === 'number'],
};

const typeMismatch = (value: JsonValue, { type }: StructuralSchema): string | undefined => {
  const [expected, isRight] = expectations[type ?? ''] ?? [];
  if (isRight === undefined || isRight(value)) return undefined;
  return `expected ${expected}, got ${shownType(value)}`;
};

/** Go names the type of a scalar, and a list or map where it wants a scalar. */
const shownType = (value: JsonValue): string => {
  if (isJsonList(value)) return 'list';
  if (typeof value !== 'number') return isJsonObject(value) ? 'map' : typeof value;
  return Number.isInteger(value) ? 'int' : 'float';
};
