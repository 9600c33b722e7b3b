// Runs the processes of one control plane for a parent that may be killed at any moment.
//
//   node supervisor.js <dir>        (forked: it needs an IPC channel)
//
// The parent sends {name, file, args, log}, which starts one process, or {name, signal} for one that it started. The
// answer {name, reason} means that this process ended. When the channel closes, by stop() or because the parent is gone (a channel also
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

/** @type {Map<import('node:child_process').ChildProcess, string>} */
const running = new Map();

// Ctrl-C reaches the parent; when that ends, or catches it and goes on, the channel says so.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

/**
 * @typedef {{ name: string, file: string, args: string[], log: string }} Start
 * @typedef {{ name: string, signal: NodeJS.Signals }} Signal
 */

process.on('message', (/** @type {Start | Signal} */ message) => {
  if ('file' in message) start(message);
  else for (const [child, name] of running) if (name === message.name) child.kill(message.signal);
});

/**
 * One of a name that was killed holds its port and its files until it is gone.
 *
 * @param {Start} message
 */
function start(message) {
  const [former] = [...running].find(([, name]) => name === message.name) ?? [];
  if (former === undefined) launch(message);
  else former.once('exit', () => process.connected && launch(message));
}

/** @param {Start} message */
function launch({ name, file, args, log }) {
  const output = openSync(log, 'a');
  const child = spawn(file, args, { stdio: ['ignore', output, output] });
  running.set(child, name);
  child.on('error', (error) => ended(child, name, error.message));
  child.on('exit', (code, signal) => ended(child, name, signal ?? `exit code ${code}`));
}

process.on('disconnect', end);
// The parent may be gone before this line is reached.
if (!process.connected) end();

function end() {
  for (const child of running.keys()) child.kill('SIGKILL');
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
