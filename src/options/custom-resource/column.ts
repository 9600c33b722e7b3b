import { type Checked, invalid, valid } from '../../checked.ts';
import { COLUMN_TYPE_NAMES, isColumnType } from '../../model/check/check-columns.ts';
import type { PrinterColumn } from '../../model/custom-resource.ts';
import { nearestHint } from '../../model/nearest.ts';
import { absolutePath } from './absolute-path.ts';

/**
 * Reads one `--column`: `NAME:TYPE:JSONPATH[:PRIORITY]`. A JSONPath may have colons; a number after the last one is
 * the priority.
 *
 * @returns the column, or one violation whose path is the flag as typed
 */
export function parseColumn(source: string): Checked<PrinterColumn> {
  const path = `--column '${source}'`;
  const [, name, type, written, priority] = /^([^:]*):([^:]*):(.*?)(?::(\d{1,9}))?$/su.exec(source) ?? [];
  if (name === undefined || type === undefined || written === undefined) {
    return invalid([
      { path, message: 'it must be NAME:TYPE:JSONPATH[:PRIORITY]', hint: 'Replicas:integer:.spec.replicas' },
    ]);
  }
  if (!isColumnType(type)) {
    const hint = nearestHint(type, COLUMN_TYPE_NAMES) ?? `types: ${COLUMN_TYPE_NAMES.join(', ')}`;
    return invalid([{ path, message: `there is no column type '${type}'`, hint }]);
  }
  return valid({ name: name.trim(), type, jsonPath: absolutePath(written), priority: Number(priority ?? 0) });
}
