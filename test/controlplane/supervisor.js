// Runs the processes of one control plane for a parent that may be killed at any moment.
//
//   node supervisor.js <dir>        (forked: it needs an IPC channel)
//
// The parent sends {name, file, args, log}; each message starts one process. The answer {name, reason} means
// that this process ended. When the channel closes, by stop() or because the parent is gone (a channel also
// closes on SIGKILL), every process is killed and <dir> is removed.
//
// It is JavaScript because Node 20 cannot run TypeScript, and a process of its own because nothing that runs in
// the parent outlives a SIGKILL.
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';

/** Attempts to remove the directory, and the milliseconds between them: 10 s on the whole. */
const ATTEMPTS = 200;
const PAUSE = 50;

const dir = process.argv[2];
if (dir === undefined) throw new Error('usage: fork supervisor.js <dir>');

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

// Ctrl-C reaches the parent; when that ends, or catches it and goes on, the channel says so.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

process.on('message', (/** @type {{name: string, file: string, args: string[], log: string}} */ start) => {
  const log = openSync(start.log, 'a');
  const child = spawn(start.file, start.args, { stdio: ['ignore', log, log] });
  running.add(child);
  child.on('error', (error) => ended(child, start.name, error.message));
  child.on('exit', (code, signal) => ended(child, start.name, signal ?? `exit code ${code}`));
});

process.on('disconnect', end);
// The parent may be gone before this line is reached.
if (!process.connected) end();

function end() {
  for (const child of running) child.kill('SIGKILL');
  removeWhenQuiet();
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} name
 * @param {string} reason
 */
function ended(child, name, reason) {
  running.delete(child);
  if (process.connected) process.send?.({ name, reason });
  else removeWhenQuiet();
}

/**
 * An openssl that a killed parent left may still be writing its certificate. rmSync's own retries do not look for
 * files that came since they began (Node 20), so each attempt here starts anew.
 */
function removeWhenQuiet(attempt = 1) {
  if (running.size > 0) return;
  try {
    rmSync(String(dir), { recursive: true, force: true });
  } catch (error) {
    if (attempt === ATTEMPTS) throw error;
    setTimeout(removeWhenQuiet, PAUSE, attempt + 1);
  }
}
