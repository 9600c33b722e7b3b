/** What a metric is called, what it says, and the names of its labels. */
export type MetricSpec = {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
};

/** Something that is measured, in the text format of Prometheus (version 0.0.4), each line ended. */
export type Metric = { readonly text: () => string | Promise<string> };

/** The two lines before the values of a metric. */
export const metricHead = ({ name, help }: MetricSpec, type: 'counter' | 'gauge' | 'histogram'): string =>
  `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;

/** `{verb="GET",code="200"}`, or nothing without labels. */
export const labelText = (names: readonly string[], values: readonly string[]): string =>
  names.length === 0
    ? ''
    : `{${names.map((name, index) => `${name}="${escaped(values[index] ?? '')}"`).join(',')}}`;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

const escaped = (value: string): string => value.replaceAll(/[\\"\n]/g, (found) => escapes[found] ?? found);
