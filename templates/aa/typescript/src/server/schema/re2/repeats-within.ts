import type { PatternNode } from './pattern-node.ts';

/**
 * Whether nested counted repetitions stay within a number of copies: `(a{100}){100}` needs 10,000.
 *
 * @param limit how many copies are left to this node
 * @see the function repeatIsValid of Go's regexp/syntax
 */
export function repeatsWithin(node: PatternNode, limit: number): boolean {
  switch (node.kind) {
    case 'chars':
    case 'assertion':
      return true;
    case 'sequence':
    case 'choice':
      return node.nodes.every((child) => repeatsWithin(child, limit));
    case 'repeat': {
      const copies = node.counted ? (node.max ?? node.min) : 1;
      if (copies === 0) return true;
      return copies <= limit && repeatsWithin(node.node, Math.floor(limit / copies));
    }
  }
}
