import { kinds } from './kinds.ts';
import { readOptions } from './server/options/read-options.ts';
import { runUntilSignal } from './server/run-until-signal.ts';
import { openStorage } from './server/storage/open-storage.ts';

const name = 'stable-aa';

const asked = readOptions(name, process.argv.slice(2), { storage: 'memory' });

if (asked.run) {
  process.exitCode = await runUntilSignal({ name, kinds, openStorage }, asked.options);
} else {
  const output = asked.exitCode === 0 ? process.stdout : process.stderr;
  output.write(asked.output);
  process.exitCode = asked.exitCode;
}
