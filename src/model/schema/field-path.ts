/** One step of a path: a property by name, an item of a list, or a value of a map. */
export type FieldStep =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'item' }
  | { readonly kind: 'value' };

/** A field's place in an object, from its root. */
export type FieldPath = readonly FieldStep[];

/** @returns the path as the field language writes it: `spec.ports[].name`, `spec.limits{}` */
export function formatFieldPath(path: FieldPath): string {
  return path.map(formatStep).join('').replace(/^\./u, '');
}

function formatStep(step: FieldStep): string {
  switch (step.kind) {
    case 'property':
      return `.${step.name}`;
    case 'item':
      return '[]';
    case 'value':
      return '{}';
  }
}
