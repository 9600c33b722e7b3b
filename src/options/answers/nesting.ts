import type { CST } from 'yaml';

/**
 * Looks at how deep a document goes without going into it by calls: the composer, which does, must not be given what
 * uses up the stack.
 *
 * @param limit of levels
 * @returns whether any value has more levels around it
 */
export function isDeeperThan(limit: number, document: CST.Token): boolean {
  let level: readonly unknown[] = [document];
  for (let depth = 0; depth <= limit; depth++) {
    level = level.flatMap(partsOf);
    if (level.length === 0) return false;
  }
  return true;
}

function partsOf(token: unknown): readonly unknown[] {
  if (typeof token !== 'object' || token === null) return [];
  const value = 'value' in token ? [token.value] : [];
  const items = 'items' in token && Array.isArray(token.items) ? token.items.flatMap(pairParts) : [];
  return [...value, ...items].filter((part) => typeof part === 'object' && part !== null);
}

function pairParts(item: unknown): readonly unknown[] {
  if (typeof item !== 'object' || item === null) return [];
  return ['key' in item ? item.key : undefined, 'value' in item ? item.value : undefined];
}
