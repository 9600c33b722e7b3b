import type { ApiObject } from '../api/api-object.ts';
import type { JsonValue } from '../api/json.ts';
import type { KindDefinition, PrinterColumn } from '../api/kind-definition.ts';
import { humanAge } from './human-duration.ts';
import { compileJsonPath, type JsonPath } from './json-path.ts';

/** A column definition of a meta.k8s.io Table. */
export type ColumnDefinition = {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
};

/** The columns of a kind: their definitions and a function that makes an object's cells. */
export type Columns = {
  readonly definitions: readonly ColumnDefinition[];
  readonly cells: (object: ApiObject, now: Date) => readonly JsonValue[];
};

const nameColumn: ColumnDefinition = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Name must be unique within a namespace. It cannot be changed once the object exists.',
  priority: 0,
};

const ageColumn: PrinterColumn = {
  name: 'Age',
  type: 'date',
  jsonPath: '.metadata.creationTimestamp',
  description: 'Time since the object was created.',
};

const prepared = new WeakMap<KindDefinition, Columns>();

/**
 * The columns of a kind: its name, then its own, or its age where it has none
 * (k8s.io/apiextensions-apiserver pkg/registry/customresource/tableconvertor).
 */
export const columnsOf = (kind: KindDefinition): Columns => {
  const before = prepared.get(kind);
  if (before !== undefined) return before;
  const own = kind.columns.length === 0 ? [ageColumn] : kind.columns;
  const cellMakers = own.map((column) => ({ column, path: compileJsonPath(column.jsonPath) }));
  const columns: Columns = {
    definitions: [nameColumn, ...own.map(definitionOf)],
    cells: (object, now) => [
      object.metadata.name ?? '',
      ...cellMakers.map((maker) => cellOf(object, maker, now)),
    ],
  };
  prepared.set(kind, columns);
  return columns;
};

const definitionOf = (column: PrinterColumn): ColumnDefinition => ({
  name: column.name,
  type: column.type,
  format: column.format ?? '',
  description: column.description ?? `Value at ${column.jsonPath}`,
  priority: column.priority ?? 0,
});

const cellOf = (
  object: ApiObject,
  { column, path }: { readonly column: PrinterColumn; readonly path: JsonPath },
  now: Date,
): JsonValue => {
  const [value] = path(object);
  return value === undefined ? null : converters[column.type](value, now);
};

const converters = {
  string: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  integer: (value) => (typeof value === 'number' ? Math.trunc(value) : null),
  number: (value) => (typeof value === 'number' ? value : null),
  boolean: (value) => (typeof value === 'boolean' ? value : null),
  date: (value, now) => humanAge(typeof value === 'string' ? value : undefined, now),
} satisfies Record<PrinterColumn['type'], (value: JsonValue, now: Date) => JsonValue>;
