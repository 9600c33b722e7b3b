import type { Violation } from '../../errors.ts';
import type { ResourceNames } from '../custom-resource.ts';
import { label1035Problem, subdomain1123Problem } from '../dns-name.ts';

/**
 * Checks what a resource is called.
 *
 * @returns violations whose paths are the fields of CustomResource: `names.plural`, `names.shortNames[0]`
 * @see ValidateCustomResourceDefinitionNames of k8s.io/apiextensions-apiserver
 */
export function checkNames(names: ResourceNames): readonly Violation[] {
  const labels: readonly (readonly [path: string, name: string, what: string])[] = [
    ['names.plural', names.plural, 'plural'],
    ['names.singular', names.singular, 'singular'],
    ...names.shortNames.map((name, index) => [`names.shortNames[${index}]`, name, 'short name'] as const),
    ...names.categories.map((name, index) => [`names.categories[${index}]`, name, 'category'] as const),
  ];
  return [
    ...labels.flatMap(([path, name, what]) => checkLabel(path, name, what)),
    ...checkKind('names.kind', names.kind, 'kind'),
    ...checkKind('names.listKind', names.listKind, 'list kind'),
    ...checkListKindDiffers(names),
    ...checkTwice('names.shortNames', names.shortNames, 'short name'),
    ...checkTwice('names.categories', names.categories, 'category'),
  ];
}

/**
 * Checks an API group.
 *
 * @returns at most one violation, at `group`
 */
export function checkGroup(group: string): readonly Violation[] {
  const problem = subdomain1123Problem(group);
  if (problem !== undefined) return [{ path: 'group', message: `the group '${group}' ${problem}` }];
  if (!group.includes('.')) {
    return [
      {
        path: 'group',
        message: `the group '${group}' must be a domain with at least one dot`,
        hint: `${group}.example.com`,
      },
    ];
  }
  return [];
}

function checkLabel(path: string, name: string, what: string): readonly Violation[] {
  const problem = label1035Problem(name);
  if (problem === undefined) return [];
  const hint = name.toLowerCase();
  const better = hint !== name && label1035Problem(hint) === undefined;
  return [{ path, message: `the ${what} '${name}' ${problem}`, hint: better ? hint : undefined }];
}

function checkKind(path: string, kind: string, what: string): readonly Violation[] {
  const problem = label1035Problem(kind.toLowerCase());
  return problem === undefined
    ? []
    : [
        {
          path,
          message: `the ${what} '${kind}' ${problem}`,
          hint: 'a kind is CamelCase: CronTab',
        },
      ];
}

function checkListKindDiffers({ kind, listKind }: ResourceNames): readonly Violation[] {
  return kind === listKind
    ? [{ path: 'names.listKind', message: `kind and list kind may not be the same, and both are '${kind}'` }]
    : [];
}

function checkTwice(path: string, names: readonly string[], what: string): readonly Violation[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: `${path}[${index}]`, message: `the ${what} '${name}' is given twice` }]
      : [],
  );
}
