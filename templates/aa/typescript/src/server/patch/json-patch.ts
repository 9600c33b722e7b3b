import { isDeepStrictEqual } from 'node:util';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue, ownMember } from '../api/json.ts';
import { createCopyBudget } from './copy-budget.ts';
import { editAt, existingIndex, readPointer, valueAt, withMember } from './json-pointer.ts';

/**
 * The document after a JSON patch (RFC 6902). A patch that is malformed, does not fit the document, whose `test` does
 * not hold or that copies too much fails with a sentence that says which operation it was.
 */
export const jsonPatch = (document: JsonValue, operations: readonly JsonValue[]): JsonValue => {
  const spend = createCopyBudget();
  return operations.reduce<JsonValue>((current, operation, index) => {
    try {
      return applyOperation(current, operation, spend);
    } catch (cause) {
      throw new Error(`operation ${index}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }, document);
};

type Operation = {
  readonly path: readonly string[];
  readonly fields: JsonObject;
  /** Takes what is copied; fails once the whole patch has copied too much. */
  readonly spend: (copied: JsonValue) => void;
};

const applyOperation = (document: JsonValue, operation: JsonValue, spend: Operation['spend']): JsonValue => {
  if (!isJsonObject(operation)) throw new Error('must be an object');
  const { op } = operation;
  if (typeof op !== 'string' || !Object.hasOwn(appliers, op))
    throw new Error(`unknown op ${JSON.stringify(op)}`);
  const apply = appliers[op];
  return apply?.(document, { path: pointerIn(operation, 'path'), fields: operation, spend }) ?? document;
};

const appliers: Readonly<Record<string, (document: JsonValue, operation: Operation) => JsonValue>> = {
  add: (document, { path, fields }) => add(document, path, valueIn(fields)),
  remove: (document, { path }) => remove(document, path),
  // A member that is not there is set all the same, as the library of the API server does.
  replace: (document, { path, fields }) =>
    path.length === 0 ? valueIn(fields) : editAt(document, path, setMember(valueIn(fields))),
  move: (document, { path, fields }) => {
    const from = pointerIn(fields, 'from');
    return add(remove(document, from), path, valueAt(document, from));
  },
  copy: (document, { path, fields, spend }) => {
    const copied = memberAt(document, pointerIn(fields, 'from'));
    spend(copied);
    return add(document, path, copied);
  },
  test: (document, { path, fields }) => {
    if (isDeepStrictEqual(memberAt(document, path), valueIn(fields))) return document;
    throw new Error('the test does not hold');
  },
};

const add = (document: JsonValue, path: readonly string[], value: JsonValue): JsonValue =>
  editAt(document, path, (container, name) => {
    if (!isJsonList(container)) return withMember(container, name, value);
    const index =
      name === '-' || name === String(container.length) ? container.length : existingIndex(container, name);
    return container.toSpliced(index, 0, value);
  });

const remove = (document: JsonValue, path: readonly string[]): JsonValue => {
  valueAt(document, path);
  return editAt(document, path, (container, name) => {
    if (isJsonList(container)) return container.toSpliced(existingIndex(container, name), 1);
    if (!isJsonObject(container)) return container;
    return Object.fromEntries(Object.entries(container).filter(([own]) => own !== name));
  });
};

const setMember =
  (value: JsonValue) =>
  (container: JsonValue, name: string): JsonValue =>
    isJsonList(container)
      ? container.with(existingIndex(container, name), value)
      : withMember(container, name, value);

const pointerIn = (fields: JsonObject, name: string): readonly string[] => {
  const pointer = fields[name];
  if (typeof pointer !== 'string') throw new Error(`"${name}" must be a JSON pointer`);
  return readPointer(pointer);
};

/** A value that is missing is null, for the API server. */
const valueIn = ({ value }: JsonObject): JsonValue => value ?? null;

/** What is copied or tested: a member that an object does not have is null. */
const memberAt = (document: JsonValue, path: readonly string[]): JsonValue => {
  const container = valueAt(document, path.slice(0, -1));
  const name = path.at(-1);
  if (name === undefined || !isJsonObject(container)) return valueAt(document, path);
  return ownMember(container, name) ?? null;
};
