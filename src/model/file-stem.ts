import { kebabCase } from './kind-name.ts';

/**
 * Devices that Windows sees in every directory and behind every extension: `aux.ts` cannot be made there, nor checked
 * out (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
 */
const DEVICE = /^(?:aux|con|nul|prn|com\d|lpt\d)$/;

/**
 * @param kind CamelCase: `CronTab`, `Aux`
 * @returns the name of its files without extension, on every system: `cron-tab`, `aux-kind`
 */
export function fileStem(kind: string): string {
  const stem = kebabCase(kind);
  return DEVICE.test(stem) ? `${stem}-kind` : stem;
}
