import type { FieldDeclaration } from './field-declaration.ts';
import type { FieldStep } from './field-path.ts';
import { type FieldType, formatFieldType } from './field-type.ts';

/** What a field can hold: fields of its own, items, values by key, anything, or nothing further. */
export type ContainerKind = 'any' | 'list' | 'map' | 'object' | 'scalar';

/** A field while declarations are put together; filled in place by `addDeclaration`. */
export type FieldNode = {
  /** As the field language writes it; empty for the root. */
  readonly path: string;
  readonly properties: Map<string, FieldNode>;
  /** The item of a list or the value of a map. */
  element: FieldNode | undefined;
  /** From its own declaration or from that of the list or map it belongs to. */
  type: FieldType | undefined;
  declaration: FieldDeclaration | undefined;
  /** What it must be because of a child, where no type is known. */
  implied: ContainerKind | undefined;
};

/** @returns a field of which nothing is known */
export function emptyNode(path: string): FieldNode {
  return {
    path,
    properties: new Map(),
    element: undefined,
    type: undefined,
    declaration: undefined,
    implied: undefined,
  };
}

/** @returns what the field can hold; undefined while nothing says so */
export function containerKindOf(node: FieldNode): ContainerKind | undefined {
  return node.type === undefined ? node.implied : containerKindOfType(node.type);
}

/** @returns what a field of this type can hold */
export function containerKindOfType(type: FieldType): ContainerKind {
  if (type.kind !== 'plain') return type.kind;
  return type.name === 'object' || type.name === 'any' ? type.name : 'scalar';
}

/** @returns the child that the step leads to, made where it was not there */
export function childOf(node: FieldNode, step: FieldStep): FieldNode {
  if (step.kind === 'property') {
    const child =
      node.properties.get(step.name) ?? emptyNode(node.path === '' ? step.name : `${node.path}.${step.name}`);
    node.properties.set(step.name, child);
    return child;
  }
  node.element ??= emptyNode(`${node.path}${step.kind === 'item' ? '[]' : '{}'}`);
  return node.element;
}

/** @returns what the field is, for a sentence: `string`, `object[]`; or what its children make it */
export function describeNode(node: FieldNode): string {
  return node.type === undefined ? (node.implied ?? 'object') : formatFieldType(node.type);
}
