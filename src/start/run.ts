import process from 'node:process';
import { main } from '../main.ts';
import { systemIo } from '../ui/system-io.ts';

/** Runs kx with the arguments of this process. @returns the exit code */
export function run(): Promise<number> {
  return main(process.argv.slice(2), systemIo());
}
