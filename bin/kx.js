#!/usr/bin/env node
// An import of node:module would make Node read every property that each module of its own has.
const { createRequire } = process.getBuiltinModule('node:module');

createRequire(import.meta.url)('../dist/start.cjs').start();
