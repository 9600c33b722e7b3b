// Puts itself between a program and node:fs: sees each synchronous call that touches a directory, and decides what
// becomes of it. Plain JavaScript, since a real kx process loads it too, before anything else.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/**
 * @typedef {{ readonly name: string, readonly path: string, readonly args: readonly unknown[] }} Call
 *   one call; `path` is the first argument that is a path, or what an open file descriptor leads to
 * @typedef {(call: Call, perform: (args?: readonly unknown[]) => unknown) => unknown} Interceptor
 *   makes the call, with its own arguments or others, or does not
 */

/** Every call of node:fs that a write or a look at a tree can be made of; each is one call of the system, or few. */
const NAMES = /** @type {const} */ ([
  ...[
    'accessSync',
    'appendFileSync',
    'chmodSync',
    'chownSync',
    'closeSync',
    'copyFileSync',
    'cpSync',
    'existsSync',
  ],
  ...['fchmodSync', 'fchownSync', 'fdatasyncSync', 'fstatSync', 'fsyncSync', 'ftruncateSync', 'futimesSync'],
  ...[
    'lchownSync',
    'linkSync',
    'lstatSync',
    'lutimesSync',
    'mkdirSync',
    'mkdtempSync',
    'openSync',
    'opendirSync',
  ],
  ...[
    'readFileSync',
    'readSync',
    'readdirSync',
    'readlinkSync',
    'realpathSync',
    'renameSync',
    'rmSync',
    'rmdirSync',
  ],
  ...[
    'statSync',
    'symlinkSync',
    'truncateSync',
    'unlinkSync',
    'utimesSync',
    'writeFileSync',
    'writeSync',
    'writevSync',
  ],
]);

/**
 * @param {string} directory absolute
 * @param {Interceptor} intercept sees the calls that touch something in it, or the directory itself
 *   from outside: what node:fs calls of itself is part of that call, and differs between versions of Node
 * @returns {() => void} puts node:fs back
 */
export function wrapFileSystem(directory, intercept) {
  /** @type {Record<string, any>} */
  const functions = fs;
  const originals = NAMES.map((name) => [name, functions[name]]);
  const pathOf = pathsOfCalls(directory);
  let isInside = false;
  for (const [name, original] of originals) {
    functions[name] = (/** @type {unknown[]} */ ...args) => {
      const path = isInside ? undefined : pathOf(args);
      if (path === undefined) return original(...args);
      isInside = true;
      try {
        const result = intercept({ name, path, args }, (others = args) => original(...others));
        pathOf.note({ name, path, args, result });
        return result;
      } finally {
        isInside = false;
      }
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, original] of originals) functions[name] = original;
    syncBuiltinESMExports();
  };
}

/**
 * @param {string} directory
 * @returns the path within the directory that a call touches, by its arguments; open files are told by `note`
 */
function pathsOfCalls(directory) {
  /** @type {Map<unknown, string>} */
  const descriptors = new Map();
  /** @param {readonly unknown[]} args */
  const pathOf = ([first, second]) => {
    if (typeof first === 'number') return descriptors.get(first);
    const paths = [first, second].filter((arg) => typeof arg === 'string');
    return paths.find((path) => isWithin(directory, path));
  };
  /** @param {Call & { result: unknown }} call */
  const note = ({ name, path, args, result }) => {
    if (name === 'openSync') descriptors.set(result, path);
    if (name === 'closeSync') descriptors.delete(args[0]);
  };
  return Object.assign(pathOf, { note });
}

/**
 * @param {string} directory
 * @param {string} path
 */
function isWithin(directory, path) {
  return path === directory || path.startsWith(`${directory}/`) || path.startsWith(`${directory}\\`);
}
