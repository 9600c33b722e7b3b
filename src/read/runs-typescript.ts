import process from 'node:process';

/** @returns whether this Node runs TypeScript as it is: 22.18 and newer strip types without a flag */
export function runsTypeScript(): boolean {
  return 'typescript' in process.features && Boolean(process.features.typescript);
}
