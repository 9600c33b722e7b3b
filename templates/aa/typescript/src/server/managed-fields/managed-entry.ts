import type { JsonObject, JsonValue } from '../api/json.ts';
import { isJsonObject } from '../api/json.ts';
import { type FieldSet, isEmptySet } from './field-set.ts';
import { decodeFields, encodeFields } from './fields-v1.ts';

/** Who wrote which fields (k8s.io/apimachinery meta/v1 ManagedFieldsEntry). */
export type ManagedEntry = {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** RFC 3339, whole seconds; '' where the API server has none. */
  readonly time: string;
  /** '' for the object itself. */
  readonly subresource: string;
  readonly fields: FieldSet;
};

/** Who an entry is of: one that applies keeps its entry when it moves to another version. */
export const identityOf = ({ manager, operation, apiVersion, subresource }: ManagedEntry): string =>
  JSON.stringify([manager, operation, operation === 'Apply' ? '' : apiVersion, subresource]);

/** The entries of an object's managedFields; what is none is left out. */
export const decodeEntries = (managedFields: readonly JsonValue[] | undefined): readonly ManagedEntry[] =>
  (managedFields ?? []).flatMap((value) => {
    if (!isJsonObject(value)) return [];
    const { operation } = value;
    if (operation !== 'Apply' && operation !== 'Update') return [];
    return [
      {
        manager: textOf(value['manager']),
        operation,
        apiVersion: textOf(value['apiVersion']),
        time: textOf(value['time']),
        subresource: textOf(value['subresource']),
        fields: decodeFields(value['fieldsV1']),
      },
    ];
  });

/** managedFields of entries, sorted as k8s.io/apimachinery util/managedfields does; empty ones are left out. */
export const encodeEntries = (entries: readonly ManagedEntry[]): readonly JsonObject[] =>
  entries
    .filter(({ fields }) => !isEmptySet(fields))
    .toSorted((a, b) => compareTexts(sortKeys(a), sortKeys(b)))
    .map(({ manager, operation, apiVersion, time, subresource, fields }) => ({
      manager,
      operation,
      apiVersion,
      ...(time === '' ? {} : { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: encodeFields(fields),
      ...(subresource === '' ? {} : { subresource }),
    }));

const sortKeys = ({ operation, time, manager, apiVersion, subresource }: ManagedEntry) => [
  operation,
  time,
  manager,
  apiVersion,
  subresource,
];

const compareTexts = (a: readonly string[], b: readonly string[]): number => {
  const index = a.findIndex((text, at) => text !== b[at]);
  if (index === -1) return 0;
  return (a[index] ?? '') < (b[index] ?? '') ? -1 : 1;
};

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');
