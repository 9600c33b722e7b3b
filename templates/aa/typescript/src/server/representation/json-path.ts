import { isJsonList, isJsonObject, type JsonValue, ownMember } from '../api/json.ts';

/** A step of a JSON path. */
type Step =
  | { readonly type: 'member'; readonly name: string }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'all' }
  | { readonly type: 'where'; readonly path: readonly Step[]; readonly value: string };

/** Takes a value and gives all that the path leads to in it. */
export type JsonPath = (value: JsonValue) => readonly JsonValue[];

const stepPattern =
  /^(?:\.(?<member>(?:[^.[\]\\]|\\.)+)|\[(?<index>-?\d+)\]|(?<all>\.?\[?\*\]?)|\[['"](?<quoted>[^'"]+)['"]\]|\[\?\(@(?<path>[^=!]+?)\s*==\s*['"](?<value>[^'"]*)['"]\s*\)\])/;

/**
 * Compiles the JSON paths that printer columns use (kubectl's dialect): `.spec.replicas`, `.spec.ports[0].name`,
 * `.spec.ports[*].port`, `.metadata.annotations['a.b/c']`, `.status.conditions[?(@.type=="Ready")].status`.
 * Another path fails with a sentence, at start.
 */
export const compileJsonPath = (path: string): JsonPath => {
  const steps = readSteps(path.replace(/^\{(.*)\}$/s, '$1').replace(/^\$/, ''), path);
  return (value) =>
    steps.reduce<readonly JsonValue[]>((found, step) => found.flatMap((each) => follow(each, step)), [value]);
};

const readSteps = (rest: string, whole: string): readonly Step[] => {
  if (rest === '') return [];
  const match = stepPattern.exec(rest);
  if (match === null) throw new Error(`the JSON path "${whole}" is not understood from "${rest}" on`);
  return [toStep(match.groups ?? {}, whole), ...readSteps(rest.slice(match[0].length), whole)];
};

const toStep = (groups: Readonly<Record<string, string | undefined>>, whole: string): Step => {
  const { index, quoted, path, value } = groups;
  const member = groups['member'];
  if (member === '*' || groups['all'] !== undefined) return { type: 'all' };
  if (index !== undefined) return { type: 'index', index: Number(index) };
  if (path !== undefined) return { type: 'where', path: readSteps(path, whole), value: value ?? '' };
  return { type: 'member', name: quoted ?? (member ?? '').replaceAll(/\\(.)/g, '$1') };
};

const follow = (value: JsonValue, step: Step): readonly JsonValue[] => {
  if (step.type === 'member') return present(isJsonObject(value) ? ownMember(value, step.name) : undefined);
  if (step.type === 'index') return present(isJsonList(value) ? value.at(step.index) : undefined);
  const members = membersOf(value);
  return step.type === 'all' ? members : members.filter((each) => isMatch(each, step));
};

/** Null shows as an empty cell, as a missing value does. */
const present = (value: JsonValue | undefined): readonly JsonValue[] =>
  value === undefined || value === null ? [] : [value];

const membersOf = (value: JsonValue): readonly JsonValue[] => {
  if (isJsonList(value)) return value;
  return isJsonObject(value) ? Object.values(value).filter((each) => each !== undefined) : [];
};

const isMatch = (
  value: JsonValue,
  { path, value: wanted }: { readonly path: readonly Step[]; readonly value: string },
) =>
  path
    .reduce<readonly JsonValue[]>((found, step) => found.flatMap((each) => follow(each, step)), [value])
    .some((found) => String(found) === wanted);
