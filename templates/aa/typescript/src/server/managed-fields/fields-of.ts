import { isJsonList, isJsonObject, type JsonValue } from '../api/json.ts';
import { memberSchema, type StructuralSchema } from '../api/structural-schema.ts';
import { type FieldSet, fieldSet, noFields } from './field-set.ts';
import { stepTo } from './list-steps.ts';
import { mergeTypeOf } from './merge-type.ts';

/** What a value owns below itself, and whether it is owned itself. */
type Owned = { readonly isMember: boolean; readonly set: FieldSet };

/**
 * The fields that an object has, as whoever applies it owns them (structured-merge-diff typed/tofieldset.go): leaves,
 * items of lists, keys of maps, and what is empty.
 */
export const fieldsOf = (value: JsonValue, schema: StructuralSchema | undefined): FieldSet =>
  ownedBy(value, schema).set;

const ownedBy = (value: JsonValue, schema: StructuralSchema | undefined): Owned => {
  const type = mergeTypeOf(schema, value);
  if (type.kind === 'map' && isJsonObject(value)) {
    const entries = Object.entries(value).flatMap(([name, member = null]) => {
      const owned = ownedBy(member, memberSchema(type.schema, name));
      const isNamed = type.schema.properties !== undefined && Object.hasOwn(type.schema.properties, name);
      const isMember = owned.isMember || !isNamed || isEmpty(member);
      return [{ step: `f:${name}`, isMember, set: owned.set }];
    });
    return { isMember: false, set: setOf(entries) };
  }
  if ((type.kind === 'list' || type.kind === 'set') && isJsonList(value)) {
    const items = type.kind === 'list' ? type.items : undefined;
    const entries = value.map((item) => ({
      step: stepTo(item, type),
      isMember: true,
      set: ownedBy(item, items).set,
    }));
    return { isMember: false, set: setOf(entries) };
  }
  return { isMember: true, set: noFields };
};

const setOf = (
  entries: readonly { readonly step: string; readonly isMember: boolean; readonly set: FieldSet }[],
) =>
  fieldSet(
    entries.filter(({ isMember }) => isMember).map(({ step }) => step),
    entries.map(({ step, set }) => [step, set]),
  );

const isEmpty = (value: JsonValue): boolean =>
  value === null || (isJsonObject(value) && Object.keys(value).length === 0);
