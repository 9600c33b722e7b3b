/**
 * Finds conflicts that nobody resolved: the three markers of one in their order, each at the start of a line. A line
 * of `=` below a heading of Markdown is none.
 *
 * @returns the lines that conflicts begin at, counted from 1
 */
export function conflictMarkers(text: string): readonly number[] {
  const found: number[] = [];
  let [start, isHalf] = [0, false];
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    if (/^<{7}( |$)/u.test(line)) [start, isHalf] = [index + 1, false];
    else if (start > 0 && line === '=======') isHalf = true;
    else if (isHalf && /^>{7}( |$)/u.test(line)) {
      found.push(start);
      [start, isHalf] = [0, false];
    }
  }
  return found;
}
