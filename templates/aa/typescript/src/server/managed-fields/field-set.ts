/**
 * A set of fields of an object, as a tree: each step is a path element as FieldsV1 writes it, `f:spec`,
 * `k:{"name":"http"}` or `v:"a"` (sigs.k8s.io/structured-merge-diff fieldpath).
 */
export type FieldSet = {
  /** Steps that are in the set themselves. */
  readonly members: ReadonlySet<string>;
  /** Sets below steps; none of them is empty. */
  readonly children: ReadonlyMap<string, FieldSet>;
};

/** The set without fields. */
export const noFields: FieldSet = { members: new Set(), children: new Map() };

/** Whether a set holds nothing. */
export const isEmptySet = ({ members, children }: FieldSet): boolean =>
  members.size === 0 && children.size === 0;

/** A set of given members and children; children that are empty are left out. */
export const fieldSet = (
  members: Iterable<string>,
  children: Iterable<readonly [string, FieldSet]>,
): FieldSet => ({
  members: new Set(members),
  children: new Map([...children].filter(([, child]) => !isEmptySet(child))),
});

/** What is below a step; the empty set where nothing is. */
export const below = ({ children }: FieldSet, step: string): FieldSet => children.get(step) ?? noFields;

/** What is in one of the two, or in both. */
export const union = (one: FieldSet, other: FieldSet): FieldSet => {
  if (isEmptySet(one)) return other;
  if (isEmptySet(other)) return one;
  return fieldSet(
    [...one.members, ...other.members],
    stepsBelow(one, other).map((step) => [step, union(below(one, step), below(other, step))]),
  );
};

/** What is in both. */
export const intersection = (one: FieldSet, other: FieldSet): FieldSet =>
  fieldSet(
    [...one.members].filter((step) => other.members.has(step)),
    [...one.children].map(([step, child]) => [step, intersection(child, below(other, step))]),
  );

/** What is in the first and not in the second; a member of the second does not take what is below it along. */
export const difference = (one: FieldSet, other: FieldSet): FieldSet =>
  isEmptySet(other)
    ? one
    : fieldSet(
        [...one.members].filter((step) => !other.members.has(step)),
        [...one.children].map(([step, child]) => [step, difference(child, below(other, step))]),
      );

/** The paths of all members, each a list of steps, in the order of the tree. */
export const pathsOf = ({ members, children }: FieldSet): readonly (readonly string[])[] => [
  ...[...members].toSorted().map((step) => [step]),
  ...[...children.keys()]
    .toSorted()
    .flatMap((step) => pathsOf(children.get(step) ?? noFields).map((path) => [step, ...path])),
];

const stepsBelow = (...sets: readonly FieldSet[]): readonly string[] => [
  ...new Set(sets.flatMap(({ children }) => [...children.keys()])),
];
