#!/usr/bin/env node
import process from 'node:process';
import { main } from '../dist/main.js';
import { systemIo } from '../dist/system-io.js';

process.exitCode = await main(process.argv.slice(2), systemIo());
// A cancelled command may have left sockets or timers that would keep the process alive.
if (process.exitCode === 130) process.exit();
