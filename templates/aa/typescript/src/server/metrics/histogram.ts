import { labelText, type Metric, type MetricSpec, metricHead } from './metric.ts';

/** Takes in what is measured. */
export type Distribution = { readonly observe: (value: number) => void };

/** A distribution for each combination of labels. */
export type Histogram = Metric & {
  /** The distribution of these labels, in the order of the metric's; the same object each time. */
  readonly of: (...labels: readonly string[]) => Distribution;
};

/** `counts` is one longer than the bounds: what is above the last one. */
type State = { readonly counts: number[]; sum: number };

/** How often something was at most as large as each of the bounds. */
export const createHistogram = (spec: MetricSpec, bounds: readonly number[]): Histogram => {
  const states = new Map<string, State & Distribution & { readonly labels: readonly string[] }>();
  return {
    of: (...labels) => {
      const key = labels.join('\0');
      const known = states.get(key);
      if (known !== undefined) return known;
      const state: State = { counts: Array.from({ length: bounds.length + 1 }, () => 0), sum: 0 };
      const made = Object.assign(state, {
        labels,
        observe: (value: number) => observe(state, bounds, value),
      });
      states.set(key, made);
      return made;
    },
    text: () => {
      const lines = [...states.values()].map((state) => linesOf(spec, bounds, state));
      return metricHead(spec, 'histogram') + lines.join('');
    },
  };
};

const observe = (state: State, bounds: readonly number[], value: number): void => {
  let index = 0;
  while (index < bounds.length && value > (bounds[index] ?? 0)) index += 1;
  state.counts[index] = (state.counts[index] ?? 0) + 1;
  state.sum += value;
};

const linesOf = (
  { name, labels: names = [] }: MetricSpec,
  bounds: readonly number[],
  { counts, sum, labels }: State & { readonly labels: readonly string[] },
): string => {
  let total = 0;
  const buckets = [...bounds.map(String), '+Inf'].map((bound, index) => {
    total += counts[index] ?? 0;
    return `${name}_bucket${labelText([...names, 'le'], [...labels, bound])} ${total}\n`;
  });
  const own = labelText(names, labels);
  return `${buckets.join('')}${name}_sum${own} ${sum}\n${name}_count${own} ${total}\n`;
};
