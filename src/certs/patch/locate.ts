import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap } from 'yaml';
import { InputError } from '../input-error.ts';
import type { NodePath } from './find-callers.ts';

/**
 * Finds the mapping at a path, aliases followed.
 *
 * @throws InputError where it comes out of a merge key, and so stands nowhere
 */
export function locateMapping(document: Document.Parsed, path: NodePath): YAMLMap {
  let node: unknown = document.contents;
  for (const step of path) node = resolved(document, childOf(resolved(document, node), step));
  if (isMap(node)) return node;
  throw new InputError(
    `has the mapping ${pathText(path)} only by a merge key (<<): write it out where it belongs`,
  );
}

/** @returns the pair of a key that the mapping itself has */
export function pairOf(mapping: YAMLMap, key: string): Pair | undefined {
  return mapping.items.find((pair) => isPair(pair) && isScalar(pair.key) && pair.key.value === key);
}

/** @returns `items[0].spec` */
function pathText(path: NodePath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

function resolved(document: Document.Parsed, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function childOf(node: unknown, step: string | number): unknown {
  if (isSeq(node) && typeof step === 'number') return node.items[step];
  return isMap(node) && typeof step === 'string' ? pairOf(node, step)?.value : undefined;
}
