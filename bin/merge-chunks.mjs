// Fewer, larger chunks: esbuild makes one for each set of dynamic imports that reach the same modules, of which a command
// loads 60, and each costs as much to find and link as 30 KB cost to read.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { build } from 'esbuild';

/** Bytes of chunks that are cheaper to read with others than to find. */
const SMALL = 2_000;

/** An import as esbuild writes it when it minifies, with names or for its effects alone. */
const IMPORT = /import(?:\{([^}]*)\}from)?"\.\/(?:chunks\/)?([\w-]+\.js)";/g;

/**
 * Merges the shared chunks that the same roots load into one chunk each. A chunk imports only what all of its own roots
 * load, so that the merged ones never import each other in a circle.
 *
 * @param {string} folder of the build
 * @param {Readonly<Record<string, import('esbuild').Metafile['outputs'][string]>>} outputs of the build
 * @param {readonly string[]} roots beginnings of the names of the files that commands load first, the commonest first
 */
export async function mergeChunks(folder, outputs, roots) {
  const graph = graphOf(outputs);
  const groups = groupsOf(graph, roots);
  const groupOf = new Map([...groups].flatMap(([group, chunks]) => chunks.map((chunk) => [chunk, group])));
  const read = (/** @type {string} */ file) => readFileSync(`${folder}/${graph.get(file)?.path}`, 'utf8');
  const merged = await Promise.all(
    [...groups].map(([group, chunks]) => mergedText({ group, chunks, graph, groupOf, read, folder })),
  );
  const others = [...graph.keys()].filter((file) => !groupOf.has(file));
  const rewritten = others.map((file) => {
    const below = graph.get(file)?.path.includes('/') ? './' : './chunks/';
    return /** @type {const} */ ([file, withGroups(read(file), { groupOf, below, own: undefined })]);
  });
  const all = [...rewritten, ...merged];
  const lost = all.flatMap(([file, text]) =>
    [...groupOf.keys()].filter((chunk) => text.includes(chunk)).map((chunk) => `${file} imports ${chunk}`),
  );
  if (lost.length > 0) throw new Error(`esbuild writes imports in another way: ${lost.join(', ')}`);
  for (const [file, text] of rewritten) writeFileSync(`${folder}/${graph.get(file)?.path}`, text);
  for (const chunk of groupOf.keys()) rmSync(`${folder}/${graph.get(chunk)?.path}`);
  for (const [name, text] of merged) writeFileSync(`${folder}/chunks/${name}`, text);
}

/**
 * @typedef {{ path: string, exports: readonly string[], imports: readonly string[], isEntry: boolean, bytes: number }} Chunk
 * @typedef {ReadonlyMap<string, Chunk>} Graph by file name
 */

/**
 * @param {Readonly<Record<string, import('esbuild').Metafile['outputs'][string]>>} outputs
 * @returns {Graph}
 */
function graphOf(outputs) {
  const files = Object.entries(outputs).filter(([path]) => path.endsWith('.js'));
  return new Map(
    files.map(([path, { exports, imports, entryPoint, bytes }]) => [
      basename(path),
      {
        path: path.split('/').slice(1).join('/'),
        exports,
        imports: imports.filter(({ kind }) => kind === 'import-statement').map((each) => basename(each.path)),
        isEntry: entryPoint !== undefined,
        bytes,
      },
    ]),
  );
}

/**
 * @param {Graph} graph
 * @param {readonly string[]} roots
 * @returns {ReadonlyMap<string, readonly string[]>} the chunks of each group, by its name
 */
function groupsOf(graph, roots) {
  const reached = roots.map((root) =>
    reachedFrom(
      graph,
      [...graph.keys()].filter((file) => file.startsWith(root)),
    ),
  );
  /** @type {Map<string, string[]>} */
  const bySet = new Map();
  for (const [file, { isEntry }] of graph) {
    const set = reached.map((files) => (files.has(file) ? '1' : '0')).join('');
    if (isEntry || !set.includes('1')) continue;
    // What the first root loads is loaded by every command.
    const key = set.startsWith('1') ? 'all' : set;
    bySet.set(key, [...(bySet.get(key) ?? []), file]);
  }
  joinSmall(graph, bySet);
  const several = [...bySet.values()].filter((chunks) => chunks.length > 1);
  return new Map(several.map((chunks, index) => [`group-${index}`, chunks]));
}

/**
 * What several roots load and is smaller than it costs to find joins what all load, where it needs nothing else.
 *
 * @param {Graph} graph
 * @param {Map<string, string[]>} bySet
 */
function joinSmall(graph, bySet) {
  const all = bySet.get('all') ?? [];
  const isIn = (/** @type {string} */ file) => all.includes(file);
  const mayJoin = (/** @type {[string, string[]]} */ [key, chunks]) =>
    key !== 'all' &&
    key.replaceAll('0', '').length > 1 &&
    chunks.reduce((sum, file) => sum + (graph.get(file)?.bytes ?? 0), 0) < SMALL &&
    chunks.every((file) => graph.get(file)?.imports.every((next) => isIn(next) || chunks.includes(next)));
  for (let next = [...bySet].find(mayJoin); next !== undefined; next = [...bySet].find(mayJoin)) {
    all.push(...next[1]);
    bySet.delete(next[0]);
  }
}

/**
 * @param {Graph} graph
 * @param {readonly string[]} from
 */
function reachedFrom(graph, from) {
  const reached = new Set(from);
  for (const file of reached) for (const next of graph.get(file)?.imports ?? []) reached.add(next);
  return reached;
}

/** @typedef {{ groupOf: ReadonlyMap<string, string>, below: string, own: string | undefined }} Rewriting */

/**
 * @param {string} text
 * @param {Rewriting} rewriting
 * @returns {string} the text, importing from groups what lies in them now
 */
function withGroups(text, { groupOf, below, own }) {
  return text.replace(IMPORT, (whole, names, file) => {
    const group = groupOf.get(file);
    if (group === undefined || group === own) return whole;
    const renamed = (names ?? '').split(',').filter((/** @type {string} */ name) => name !== '');
    const list = renamed.map((/** @type {string} */ name) => {
      const [exported, local = exported] = name.split(' as ');
      return `${exportOf(file, exported ?? '')} as ${local}`;
    });
    return list.length === 0 ? `import"${below}${group}.js";` : `import{${list}}from"${below}${group}.js";`;
  });
}

/**
 * @param {string} file
 * @param {string} name
 */
function exportOf(file, name) {
  return `${file.replace(/\W/g, '_')}_${name}`;
}

/**
 * @param {{ group: string, chunks: readonly string[], graph: Graph, groupOf: ReadonlyMap<string, string>,
 *   read: (file: string) => string, folder: string }} merging
 * @returns {Promise<readonly [name: string, text: string]>}
 */
async function mergedText({ group, chunks, graph, groupOf, read, folder }) {
  const contents = chunks.map((chunk) => {
    const names = graph.get(chunk)?.exports ?? [];
    const list = names.map((name) => `${name} as ${exportOf(chunk, name)}`);
    return list.length === 0 ? `import"./${chunk}";` : `export{${list}}from"./${chunk}";`;
  });
  const result = await build({
    stdin: { contents: contents.join('\n'), resolveDir: `${folder}/chunks`, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    write: false,
    logLevel: 'warning',
    plugins: [
      {
        name: 'group',
        setup(own) {
          own.onResolve({ filter: /^\.\// }, ({ path, kind }) => {
            const inside = kind === 'import-statement' && groupOf.get(path.slice(2)) === group;
            return inside ? { path: path.slice(2), namespace: 'chunk' } : { path, external: true };
          });
          own.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({
            contents: withGroups(read(path), { groupOf, below: './', own: group }),
            resolveDir: `${folder}/chunks`,
            loader: 'js',
          }));
        },
      },
    ],
  });
  return [`${group}.js`, result.outputFiles[0]?.text ?? ''];
}
