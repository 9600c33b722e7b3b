// Adds to package-lock.json what `npm install` leaves out where a registry carries only this platform's builds: the
// optional packages of the other platforms. Without them `npm ci` refuses everywhere: "Missing:
// @biomejs/cli-darwin-arm64@… from lock file". Run it after every `npm install`; a test fails while one is missing.
import { readFileSync, writeFileSync } from 'node:fs';

/** @typedef {{ optionalDependencies?: Record<string, string>, [key: string]: unknown }} Entry */

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
/** @type {Record<string, Entry>} */
const packages = lock.packages;

for (const entry of Object.values(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    packages[path] ??= describe(name, version);
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);

/**
 * The names of per-platform packages end in os-cpu[-libc], as in `binding-linux-x64-musl`.
 *
 * @param {string} name
 * @param {string} version exact: a package and its builds are released together
 */
function describe(name, version) {
  const match = /-(?<os>[a-z]+\d*)-(?<cpu>[a-z]+\d*x?)(?:-(?<abi>\w+))?$/.exec(name);
  if (match?.groups === undefined) throw new Error(`cannot tell the platform of ${name}; add it by hand`);
  const { os, cpu, abi = '' } = match.groups;
  const libc = abi.startsWith('musl') ? ['musl'] : abi.startsWith('gnu') ? ['glibc'] : undefined;
  return { version, cpu: [cpu], dev: true, ...(libc && { libc }), optional: true, os: [os] };
}
