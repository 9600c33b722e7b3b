// Writes chunks as functions of what they may ask for, in files that src/start loads: Node's loader of ES modules takes
// 10 ms of each start, and keeps no compiled code on Node 20.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';

/** An import of a chunk as esbuild writes it when it minifies. */
const LATER = /\bimport\("\.\/(?:chunks\/)?([\w-]+)\.js"\)/g;
const AT_ONCE = /\brequire\("\.\/(?:chunks\/)?([\w-]+)\.js"\)/g;

/**
 * @param {string} folder of the build, with `run.js` and `chunks/*.js`; they become `chunks/*.cjs`
 * @returns {Promise<string>} what names this build: the same code has the same name
 */
export async function writeChunks(folder) {
  const chunks = readdirSync(join(folder, 'chunks')).map((name) => join(folder, 'chunks', name));
  const hash = createHash('sha256');
  for (const file of [join(folder, 'run.js'), ...chunks.toSorted()]) {
    const name = basename(file, '.js');
    const text = await asFunction(readFileSync(file, 'utf8'), name);
    rmSync(file);
    writeFileSync(join(folder, 'chunks', `${name}.cjs`), text);
    hash.update(text);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {string} text of an ES module
 * @param {string} name
 */
async function asFunction(text, name) {
  const result = await transform(text.replace(LATER, 'loadLater("$1")'), {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    define: { 'import.meta.url': 'chunkUrl' },
  });
  const code = result.code.replace(AT_ONCE, 'load("$1")');
  const lost = /\b(?:require|import)\(["']\.[^)]*\)/.exec(code);
  if (lost !== null) throw new Error(`esbuild writes imports in another way: ${name} has ${lost[0]}`);
  // V8 compiles a function in parentheses at once, as it will be called.
  return `(function(module,{load,loadLater},chunkUrl){${code}})`;
}
