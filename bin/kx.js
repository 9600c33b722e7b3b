#!/usr/bin/env node
import process from 'node:process';

const [{ main }, { systemIo }] = await Promise.all([
  import('../dist/main.js'),
  import('../dist/system-io.js'),
]);
const exitCode = await main(process.argv.slice(2), systemIo());
process.exitCode = exitCode;
// A cancelled command may have left sockets or timers that would keep the process alive.
if (exitCode === 130) process.exit();
