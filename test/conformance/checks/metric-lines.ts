import type { Trial } from '../trial.ts';

/** One value of /metrics. */
export type Metric = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

/** Reads the text format of Prometheus (version 0.0.4). */
export function parseMetrics(text: string): readonly Metric[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^([\w:]+)(?:\{(.*)\})? (\S+)/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)];
      return {
        name,
        labels: Object.fromEntries(pairs.map(([, label = '', text = '']) => [label, text])),
        value: Number(value),
      };
    });
}

/** @returns what the values add up to that have this name and these labels, among others */
export function sumOf(
  metrics: readonly Metric[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  return metrics
    .filter((metric) => metric.name === name)
    .filter((metric) => Object.entries(labels).every(([label, text]) => metric.labels[label] === text))
    .reduce((sum, { value }) => sum + value, 0);
}

/** Asks for /metrics. @throws Mismatch where there are none */
export async function scrape(trial: Trial): Promise<readonly Metric[]> {
  const { text } = await trial.expect({ path: '/metrics' }, { status: 200 });
  return parseMetrics(text);
}
