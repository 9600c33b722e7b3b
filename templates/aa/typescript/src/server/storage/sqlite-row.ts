/** The text in a column of a row. */
export const textOf = (row: unknown, column: string): string => {
  const value = columnOf(row, column);
  if (typeof value !== 'string') throw new Error(`there is no text in the column ${column}`);
  return value;
};

/** The number in a column of a row. */
export const numberOf = (row: unknown, column: string): number => {
  const value = columnOf(row, column);
  if (typeof value !== 'number') throw new Error(`there is no number in the column ${column}`);
  return value;
};

/** What is in a column of a row, undefined when there is no such column. */
export const columnOf = (row: unknown, column: string): unknown =>
  typeof row === 'object' && row !== null
    ? Object.entries(row).find(([name]) => name === column)?.[1]
    : undefined;
