/** One step of a path: a property by name, an item of a list, or a value of a map. */
export type FieldStep =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'item' }
  | { readonly kind: 'value' };

/** A field's place in an object, from its root. */
export type FieldPath = readonly FieldStep[];

/** @returns a path as the field language writes it: `spec.ports[].name` */
export function fieldPathText(path: FieldPath): string {
  return path
    .map((step) => (step.kind === 'property' ? `.${step.name}` : step.kind === 'item' ? '[]' : '{}'))
    .join('')
    .replace(/^\./u, '');
}
