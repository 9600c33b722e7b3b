/** kubectl's tab writer: a column is at least 6 wide, its blanks included, and 3 blanks part it from the next. */
const MIN_WIDTH = 6;
const PADDING = 3;

/**
 * Lays rows out in columns as kubectl does (k8s.io/cli-runtime pkg/printers/tabwriter.go): the last cell of a row is
 * not padded, any other is, also an empty one.
 *
 * @param rows cells without tabs or line breaks, as many in each row
 * @returns lines, each ended by a line break
 */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  return rows
    .map(
      (row) =>
        `${row.map((cell, column) => padded(cell, widths[column], column < row.length - 1)).join('')}\n`,
    )
    .join('');
}

function padded(cell: string, width: number | undefined, isPadded: boolean): string {
  return isPadded ? cell + ' '.repeat((width ?? 0) - lengthOf(cell)) : cell;
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? MIN_WIDTH, lengthOf(cell) + PADDING);
    }
  }
  return widths;
}

/** Go counts runes, not UTF-16 units. */
function lengthOf(cell: string): number {
  return [...cell].length;
}
