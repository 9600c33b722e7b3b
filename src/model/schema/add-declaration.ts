import type { Problem } from '../../errors.ts';
import { canonicalJson, type JsonValue } from '../json-value.ts';
import type { FieldDeclaration } from './field-declaration.ts';
import {
  type ContainerKind,
  childOf,
  containerKindOf,
  containerKindOfType,
  describeNode,
  type FieldNode,
} from './field-node.ts';
import type { FieldStep } from './field-path.ts';
import { type FieldType, formatFieldType } from './field-type.ts';

const CONTAINER_OF_STEP = {
  property: 'object',
  item: 'list',
  value: 'map',
} as const satisfies Record<FieldStep['kind'], ContainerKind>;

/**
 * Puts a declaration into the tree, with the parents that its path implies.
 *
 * @param root the tree, changed in place; left as far as the path fitted when it does not fit
 * @returns what is wrong with it, or undefined
 */
export function addDeclaration(root: FieldNode, declaration: FieldDeclaration): Problem | undefined {
  let node = root;
  for (const step of declaration.path) {
    const container = CONTAINER_OF_STEP[step.kind];
    const problem = descentProblem(node, step, container);
    if (problem !== undefined) return problem;
    node.implied ??= container;
    node = childOf(node, step);
  }
  return declare(node, declaration);
}

function descentProblem(node: FieldNode, step: FieldStep, wanted: ContainerKind): Problem | undefined {
  const kind = containerKindOf(node);
  if (kind === undefined || kind === wanted) return undefined;
  const child = step.kind === 'property' ? `.${step.name}` : '';
  const hints: Readonly<Record<ContainerKind, string>> = {
    any: `declare it as --field '${node.path}:object{preserve}' to give it fields and keep what is not declared`,
    list: `its items are ${node.path}[]${child}`,
    map: `its values are ${node.path}{}${child}`,
    object: `its fields are ${node.path}.NAME`,
    scalar: 'only object has fields',
  };
  const what = { property: `the field ${child.slice(1)}`, item: 'items', value: 'values by key' }[step.kind];
  return {
    message: `${node.path} is ${article(describeNode(node))} and cannot have ${what}`,
    hint: hints[kind],
  };
}

function declare(node: FieldNode, declaration: FieldDeclaration): Problem | undefined {
  const problem = typeProblem(node, declaration.type) ?? repetitionProblem(node, declaration);
  if (problem !== undefined) return problem;
  node.declaration = declaration;
  return setType(node, declaration.type);
}

function typeProblem(node: FieldNode, type: FieldType): Problem | undefined {
  const text = formatFieldType(type);
  if (node.type !== undefined) {
    const other = formatFieldType(node.type);
    return other === text
      ? undefined
      : { message: `${node.path} is declared twice, as ${other} and as ${text}`, hint: 'keep one of them' };
  }
  const implied = node.implied;
  if (implied === undefined || implied === containerKindOfType(type)) return undefined;
  const what = { object: 'fields', list: 'items', map: 'values by key', any: 'fields', scalar: 'fields' }[
    implied
  ];
  return { message: `${node.path} has ${what} of its own and cannot be ${article(text)}` };
}

function repetitionProblem(node: FieldNode, next: FieldDeclaration): Problem | undefined {
  const first = node.declaration;
  return first === undefined || fingerprint(first) === fingerprint(next)
    ? undefined
    : {
        message: `${node.path} is declared twice`,
        hint: `put everything that holds for it into one --field; the other is '${first.source}'`,
      };
}

function fingerprint({ required, keywords }: FieldDeclaration): string {
  const entries = Object.entries(keywords).filter(
    (entry): entry is [string, JsonValue] => entry[1] !== undefined,
  );
  return canonicalJson([required, Object.fromEntries(entries)]);
}

/** Gives a field its type, and its items or values theirs. */
function setType(node: FieldNode, type: FieldType): Problem | undefined {
  node.type = type;
  if (type.kind === 'plain') return undefined;
  const element = childOf(node, { kind: type.kind === 'list' ? 'item' : 'value' });
  return typeProblem(element, type.of) ?? setType(element, type.of);
}

function article(noun: string): string {
  return `${/^[aeiou]/u.test(noun) ? 'an' : 'a'} ${noun}`;
}
