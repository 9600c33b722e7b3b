import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The last lines of a component's log in `dir` under a heading that names it, to be shown to a person. */
export function logTail(dir: string, component: string): string {
  const file = join(dir, `${component}.log`);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20) : [];
  return [`The end of the log of ${component}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}
