import type { Labels } from '../../selectors/label-requirement.ts';

/** k8s.io/apimachinery meta/v1 LabelSelector; one without requirements selects everything. */
export type LabelSelectorObject = {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
};

/** Whether a selector selects what has these labels. @throws Error for an operator that there is not */
export const areSelected = (selector: LabelSelectorObject, labels: Labels): boolean => {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const labelOf = (key: string): string | undefined => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  return (
    Object.entries(matchLabels).every(([key, value]) => labelOf(key) === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => isMet(operator, labelOf(key), values))
  );
};

/** Whether a selector selects everything. */
export const selectsAll = ({ matchLabels = {}, matchExpressions = [] }: LabelSelectorObject): boolean =>
  Object.keys(matchLabels).length + matchExpressions.length === 0;

const isMet = (operator: string, value: string | undefined, values: readonly string[]): boolean => {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      throw new Error(`"${operator}" is not a valid label selector operator`);
  }
};
