#!/usr/bin/env node
'use strict';
const process = require('node:process');
const { main } = require('../dist/main.js');
const { systemIo } = require('../dist/system-io.js');

main(process.argv.slice(2), systemIo()).then((exitCode) => {
  process.exitCode = exitCode;
  // A cancelled command may have left sockets or timers that would keep the process alive.
  if (exitCode === 130) process.exit();
});
