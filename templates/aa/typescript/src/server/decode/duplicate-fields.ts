/**
 * Paths of the fields that a JSON text holds twice in the same object: `JSON.parse` keeps the last silently. The
 * text must be valid JSON.
 */
export const duplicateFields = (text: string): readonly string[] => {
  const duplicates = new Set<string>();
  const open: Container[] = [];
  for (const { 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]/gs)) {
    if (token === '{' || token === '[') open.push(container(token, open));
    else if (token === '}' || token === ']') open.pop();
    else takeToken(token, open.at(-1), duplicates);
  }
  return [...duplicates];
};

/** An object or list that is not closed yet; `next` is the name or index of the member that comes now. */
type Container = {
  readonly path: string;
  readonly names: Set<string> | undefined;
  next: string;
  expectsName: boolean;
};

const container = (token: string, open: readonly Container[]): Container => {
  const parent = open.at(-1);
  const path = parent === undefined ? '' : memberPath(parent);
  return token === '{'
    ? { path, names: new Set(), next: '', expectsName: true }
    : { path, names: undefined, next: '0', expectsName: false };
};

const memberPath = ({ path, names, next }: Container): string => {
  if (names === undefined) return `${path}[${next}]`;
  return path === '' ? next : `${path}.${next}`;
};

const takeToken = (token: string, within: Container | undefined, duplicates: Set<string>): void => {
  if (within === undefined) return;
  if (token === ',') {
    if (within.names === undefined) within.next = String(Number(within.next) + 1);
    else within.expectsName = true;
    return;
  }
  if (token === ':' || !within.expectsName || within.names === undefined) return;
  within.expectsName = false;
  within.next = JSON.parse(token);
  if (within.names.has(within.next)) duplicates.add(memberPath(within));
  within.names.add(within.next);
};
