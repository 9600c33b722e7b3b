import { isJsonObject, type JsonObject, type JsonValue } from '../api/json.ts';
import { type FieldSet, fieldSet, noFields } from './field-set.ts';

/** The step that stands for the field itself, beside those below it. */
const self = '.';

/** FieldsV1 of a set (k8s.io/apimachinery meta/v1 FieldsV1): `{"f:spec":{".":{},"f:size":{}}}`. */
export const encodeFields = ({ members, children }: FieldSet): JsonObject => {
  const steps = [...new Set([...members, ...children.keys()])].toSorted();
  return Object.fromEntries(
    steps.map((step) => {
      const child = children.get(step);
      if (child === undefined) return [step, {}];
      return [step, { ...(members.has(step) ? { [self]: {} } : {}), ...encodeFields(child) }];
    }),
  );
};

/** The set that FieldsV1 writes down; what is no FieldsV1 is the empty set. */
export const decodeFields = (value: JsonValue | undefined): FieldSet => {
  if (!isJsonObject(value)) return noFields;
  const entries = Object.entries(value).filter(([step]) => step !== self);
  const isMember = ([, child]: readonly [string, JsonValue | undefined]) =>
    isJsonObject(child) && (Object.keys(child).length === 0 || Object.hasOwn(child, self));
  return fieldSet(
    entries.filter(isMember).map(([step]) => step),
    entries.map(([step, child]) => [step, decodeFields(child)]),
  );
};

/** A path as conflicts name it: `.spec.ports[name="http"].port`. */
export const describePath = (path: readonly string[]): string => path.map(describeStep).join('');

const describeStep = (step: string): string => {
  const text = step.slice(2);
  if (step.startsWith('f:')) return `.${text}`;
  if (step.startsWith('v:')) return `[=${text}]`;
  const keys = Object.entries<JsonValue>(JSON.parse(text));
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
};
