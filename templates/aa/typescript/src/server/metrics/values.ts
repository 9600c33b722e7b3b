import { labelText, type Metric, type MetricSpec, metricHead } from './metric.ts';

/** One number of a counter or a gauge: who counts changes it in place. */
export type Value = { value: number };

/** A number for each combination of labels. */
export type Values = Metric & {
  /** The number of these labels, in the order of the metric's; the same object each time. */
  readonly of: (...labels: readonly string[]) => Value;
};

/** Numbers that only grow. */
export const createCounter = (spec: MetricSpec): Values => createValues('counter', spec);

/** Numbers that come and go. */
export const createGauge = (spec: MetricSpec): Values => createValues('gauge', spec);

const createValues = (type: 'counter' | 'gauge', spec: MetricSpec): Values => {
  const { name, labels: names = [] } = spec;
  const values = new Map<string, Value>();
  return {
    of: (...labels) => {
      const key = labelText(names, labels);
      const value = values.get(key) ?? { value: 0 };
      values.set(key, value);
      return value;
    },
    text: () => {
      const lines = [...values].map(([labels, { value }]) => `${name}${labels} ${value}\n`);
      return metricHead(spec, type) + lines.join('');
    },
  };
};

/** Numbers with the values of their labels, as they are when somebody asks. */
export type Readings = readonly (readonly [labels: readonly string[], value: number])[];

/** A gauge that is read when somebody asks; what cannot be read is left out. */
export const createReading = (spec: MetricSpec, read: () => Readings | Promise<Readings>): Metric =>
  createReadings('gauge', spec, read);

/** A counter that something else keeps. */
export const createReadCounter = (spec: MetricSpec, read: () => Readings | Promise<Readings>): Metric =>
  createReadings('counter', spec, read);

const createReadings = (
  type: 'counter' | 'gauge',
  spec: MetricSpec,
  read: () => Readings | Promise<Readings>,
): Metric => ({
  text: async () => {
    try {
      const lines = (await read()).map(
        ([labels, value]) => `${spec.name}${labelText(spec.labels ?? [], labels)} ${value}\n`,
      );
      return lines.length === 0 ? '' : metricHead(spec, type) + lines.join('');
    } catch {
      return '';
    }
  },
});
