// Takes modules of Node from process.getBuiltinModule. An import of one makes Node read every property that the module
// has, among them process.stdin, crypto.webcrypto and tls.rootCertificates, which open and load what nobody asked for:
// 7 ms at each start.
import { builtinModules, createRequire } from 'node:module';

const BUILT_IN = new RegExp(`^(?:node:)?(?:${builtinModules.join('|')})$`);
const load = createRequire(import.meta.url);

/** @type {import('esbuild').Plugin} */
export const builtinModulesPlugin = {
  name: 'builtin-modules',
  setup(build) {
    build.onResolve({ filter: BUILT_IN }, ({ path, kind, importer }) => ({
      path: path.replace(/^node:/, ''),
      namespace: kind === 'require-call' ? 'required' : 'imported',
      // One for each importer: one for all would lie in a chunk with others and load them as well.
      suffix: `?${importer}`,
      sideEffects: false,
    }));
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path, suffix }) => ({
      contents: isUnused(path, suffix) ? '' : `module.exports = ${moduleOf(path)};`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'imported' }, ({ path }) => ({ contents: asModule(path) }));
  },
};

/**
 * Commander runs subcommands that are programs of their own with it, of which kx has none; it takes 2 ms to load.
 *
 * @param {string} name
 * @param {string} importer
 */
function isUnused(name, importer) {
  return name === 'child_process' && importer.includes('node_modules/commander/');
}

/** @param {string} input as esbuild names what it read */
export function isBuiltIn(input) {
  return /^(?:required|imported):/.test(input);
}

/** @param {string} name */
function moduleOf(name) {
  return name === 'process' ? 'process' : `/* @__PURE__ */ process.getBuiltinModule('node:${name}')`;
}

/**
 * @param {string} name of a module of Node
 * @returns {string} an ES module, of which what nobody imports is left out
 */
function asModule(name) {
  const names = Object.keys(load(`node:${name}`)).filter(
    (key) => /^[a-z]\w*$/i.test(key) && key !== 'default',
  );
  const exported = names.map((key) => `export const ${key} = /* @__PURE__ */ (() => module.${key})();`);
  return [`const module = ${moduleOf(name)};`, 'export default module;', ...exported].join('\n');
}
