// Makes a checkout ready: installs what the lockfile names and bundles src/. Skips what is already done, so that
// `npm start` and `npm test` can call it every time. Needs Node and npm alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

const INSTALLED = 'node_modules/.kx-installed';
const BUILT = 'dist/.kx-built';

step(INSTALLED, hashOf(['package.json', 'package-lock.json']), () =>
  run('installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']),
);
// Some of it is bundled: patterns, YAML and CEL are read by the same code here and in scaffolded servers.
const SHARED = 'templates/aa/typescript/src/server';
const SOURCES = [
  'package-lock.json',
  'bin/build.mjs',
  'bin/builtin-modules.mjs',
  'bin/merge-chunks.mjs',
  'bin/write-chunks.mjs',
  'package.json',
  ...filesBelow('src'),
  ...filesBelow(SHARED),
];

step(BUILT, hashOf(SOURCES), () => run('building', process.execPath, ['bin/build.mjs']));

/**
 * @param {string} stamp file that holds the hash of what the step was last done for
 * @param {string} hash
 * @param {() => void} work
 */
function step(stamp, hash, work) {
  const wanted = `${hash} ${process.platform} ${process.arch}\n`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  work();
  writeFileSync(stamp, wanted);
}

/** @param {string[]} files */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** @param {string} folder */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}

/**
 * @param {string} what
 * @param {string} command
 * @param {string[]} args
 */
function run(what, command, args) {
  const started = Date.now();
  process.stderr.write(`${what} …`);
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', shell });
  process.stderr.write(` ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n`);
  process.stderr.write(`error: ${what} failed: ${command} ${args.join(' ')}\n`);
  process.exit(1);
}
