import type { ASTNode } from '@marcbachmann/cel-js';

/** @returns where cel-go says that a node is: at its operator, or at the bracket of a call; in characters */
export function offsetOf(node: ASTNode): number {
  switch (node.op) {
    case 'value':
    case 'id':
    case 'list':
    case 'map':
    case '!_':
    case '-_':
      return node.pos;
    case '.':
    case '.?':
      return after(node, node.args[0].end, '.');
    case 'call':
      return after(node, node.start, '(');
    case 'rcall':
      return after(node, node.args[1].end, '.', '(');
    case '[]':
    case '[?]':
      return after(node, node.args[0].end, '[');
    case '?:':
      return after(node, node.args[0].end, '?');
    default:
      return after(node, node.args[0].end, node.op);
  }
}

function after({ input, pos }: ASTNode, from: number, ...texts: readonly string[]): number {
  const found = texts.reduce((at, text) => (at < 0 ? at : input.indexOf(text, at)), from);
  return found < 0 ? pos : found;
}
