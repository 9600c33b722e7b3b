import type { Problem, Violation } from '../../errors.ts';
import type { PrinterColumn } from '../custom-resource.ts';
import { parseJsonPath } from '../json-path.ts';
import { nearestHint } from '../nearest.ts';
import type { Schema } from '../schema/schema.ts';
import { resolveJsonPath } from './resolve-json-path.ts';

/** The column types, and which values of a schema the API server prints in such a column. */
const COLUMN_TYPES = {
  boolean: (schema) => schema.type === 'boolean',
  date: (schema) => schema.type === 'string',
  integer: (schema) => schema.type === 'integer' || schema['x-kubernetes-int-or-string'] === true,
  number: (schema) => schema.type === 'integer' || schema.type === 'number',
  string: () => true,
} satisfies Record<PrinterColumn['type'], (schema: Schema) => boolean>;

/** The types that a printer column can have. */
export const COLUMN_TYPE_NAMES: readonly string[] = Object.keys(COLUMN_TYPES);

/** @returns whether a printer column can have the type */
export function isColumnType(text: string): text is PrinterColumn['type'] {
  return Object.hasOwn(COLUMN_TYPES, text);
}

/**
 * Checks that each printer column has a path that leads to values that it can print. The API server takes any path
 * that starts with a dot, and prints nothing.
 *
 * @returns violations at `columns[index]`
 */
export function checkColumns(columns: readonly PrinterColumn[], schema: Schema): readonly Violation[] {
  return columns.flatMap((column, index) => {
    const problem =
      column.name === ''
        ? { message: 'a column needs a name' }
        : (columnFormatProblem(column) ?? pathProblem(column, schema));
    return problem === undefined ? [] : [{ path: `columns[${index}]`, ...problem }];
  });
}

/** Of customResourceColumnDefinitionFormats of k8s.io/apiextensions-apiserver. */
const COLUMN_FORMATS: readonly string[] = [
  'byte',
  'date',
  'date-time',
  'double',
  'float',
  'int32',
  'int64',
  'password',
];

/** @returns why the API server would refuse the column's format */
export function columnFormatProblem({ name, format }: PrinterColumn): Problem | undefined {
  if (format === undefined || format === '' || COLUMN_FORMATS.includes(format)) return undefined;
  const message = `the format '${format}' of the column ${name} must be one of ${COLUMN_FORMATS.join(', ')}`;
  return { message, hint: nearestHint(format, COLUMN_FORMATS) };
}

function pathProblem(column: PrinterColumn, schema: Schema): Problem | undefined {
  const steps = parseJsonPath(column.jsonPath);
  if (steps === undefined) {
    return {
      message: `the path '${column.jsonPath}' of the column ${column.name} is no JSONPath that the API server reads`,
      hint: 'as in .spec.replicas or .status.conditions[?(@.type=="Ready")].status',
    };
  }
  const resolved = resolveJsonPath(schema, steps);
  if (resolved.found === 'nothing') {
    return { message: `the column ${column.name} would be empty: ${resolved.message}`, hint: resolved.hint };
  }
  return resolved.found === 'unknown' || COLUMN_TYPES[column.type](resolved.schema)
    ? undefined
    : {
        message: `the column ${column.name} of type ${column.type} would be empty: ${column.jsonPath} is of type ${resolved.schema.type}`,
        hint: `use the type ${fittingType(resolved.schema)}`,
      };
}

function fittingType(schema: Schema): string {
  if (schema.type === 'string' && (schema.format === 'date-time' || schema.format === 'date')) return 'date';
  return COLUMN_TYPE_NAMES.find((type) => type === schema.type) ?? 'string';
}
