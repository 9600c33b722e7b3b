import type { CelNode } from '../syntax/cel-node.ts';

/** Whether an expression names a variable; one of a macro with the same name counts too. */
export const namesVariable = (node: CelNode, name: string): boolean =>
  node.op === 'name' ? node.name === name : partsOf(node).some((part) => namesVariable(part, name));

const partsOf = (node: CelNode): readonly CelNode[] => {
  switch (node.op) {
    case 'select':
      return [node.of];
    case 'index':
      return [node.of, node.key];
    case 'call':
      return node.receiver === undefined ? node.args : [node.receiver, ...node.args];
    case 'list':
      return node.items.map(({ value }) => value);
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'struct':
      return node.fields.map(({ value }) => value);
    default:
      return [];
  }
};
