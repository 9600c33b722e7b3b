import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Stage, showCommand } from './stage.ts';

/** Prints a file that the demo made, as `cat` would. */
export function showFile(stage: Stage, path: string): void {
  showCommand(stage, ['cat', path]);
  stage.io.stdout.write(readFileSync(join(stage.directory, path), 'utf8'));
}
