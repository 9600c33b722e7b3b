// Loaded into a real kx process with --import: SIGKILL comes when KX_FAULT_AT calls of node:fs in KX_FAULT_DIRECTORY
// are done, or the calls are counted where that is never. The count goes to file descriptor 3.
import { writeSync } from 'node:fs';
import process from 'node:process';
import { wrapFileSystem } from './wrap-file-system.js';

const at = Number(process.env['KX_FAULT_AT']);
let done = 0;

wrapFileSystem(process.env['KX_FAULT_DIRECTORY'] ?? '', (_, perform) => {
  if (done === at) process.kill(process.pid, 'SIGKILL');
  const result = perform();
  done += 1;
  return result;
});
process.on('exit', () => void writeSync(3, `${done}\n`));
