// Bundles src/ into dist/: one chunk per command, every package inside, so that kx installs without dependencies.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';
import { build } from 'esbuild';

const STAGING = `dist.${process.pid}`;

/** @type {import('esbuild').BuildOptions & { metafile: true }} */
const OPTIONS = {
  entryPoints: {
    main: 'src/main.ts',
    'system-io': 'src/ui/system-io.ts',
    'strip-types': 'src/demo/strip-types.ts',
    'strip-types-hooks': 'src/demo/strip-types-hooks.ts',
  },
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  minify: true,
  // Names in stack traces (KX_DEBUG=1) are worth their few bytes.
  keepNames: true,
  chunkNames: 'chunks/[name]-[hash]',
  outdir: STAGING,
  metafile: true,
  logLevel: 'warning',
  alias: {
    // whatwg-url asks for the built-in punycode, at which Node 22 prints a deprecation warning.
    punycode: './node_modules/punycode/punycode.js',
    // The same code as ES modules, of which esbuild leaves out what is not used.
    yaml: './node_modules/yaml/browser/index.js',
  },
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
};

/** Chunks below this size cost more to find, read and link than to run, in bytes. */
const SMALL = 1_500;

const draft = await build({ ...OPTIONS, write: false });
const result = await build({ ...OPTIONS, plugins: [together(sharedModules(draft.metafile))] });
writeFileSync(`${STAGING}/THIRD-PARTY-NOTICES`, notices(Object.keys(result.metafile.inputs)));
await writeSchemas(`${STAGING}/schemas`);
rmSync('dist', { recursive: true, force: true });
renameSync(STAGING, 'dist');

/**
 * Writes the JSON Schema of each command's answers files, made from the table of its flags.
 *
 * @param {string} folder
 */
async function writeSchemas(folder) {
  const { outputFiles } = await build({
    entryPoints: ['src/options/answers/answers-schemas.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'warning',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { ANSWERS_SCHEMAS } = await import(`data:text/javascript;base64,${code}`);
  mkdirSync(folder);
  for (const [name, schema] of Object.entries(ANSWERS_SCHEMAS)) {
    writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
  }
}

/**
 * Modules that several commands use, many of them in a small chunk of its own, and that bring nothing large with them.
 *
 * @param {import('esbuild').Metafile} metafile
 * @returns {readonly string[]} their files
 */
function sharedModules({ inputs, outputs }) {
  const small = Object.values(outputs).filter(({ entryPoint, bytes }) => !entryPoint && bytes < SMALL);
  const found = new Set(small.flatMap((chunk) => Object.keys(chunk.inputs)));
  const loaded = new Set(['node:process', 'node:path']);
  const reach = (/** @type {string} */ file) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const path of staticImports(inputs[file])) reach(path);
  };
  reach('src/main.ts');
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const file of found) {
      const isAlone = staticImports(inputs[file]).every((path) => found.has(path) || loaded.has(path));
      if (!isAlone || !file.endsWith('.ts')) found.delete(file);
    }
  }
  return [...found];
}

/** @param {import('esbuild').Metafile['inputs'][string] | undefined} input */
function staticImports(input) {
  return (input?.imports ?? []).filter(({ kind }) => kind === 'import-statement').map(({ path }) => path);
}

/**
 * esbuild makes one chunk of the modules that the same entry points reach; so each entry point is made to reach these.
 *
 * @param {readonly string[]} files
 * @returns {import('esbuild').Plugin}
 */
function together(files) {
  const entries = new Set(
    Object.values(draft.metafile.outputs).flatMap(({ entryPoint }) => entryPoint ?? []),
  );
  const imports = files.map((file) => `import ${JSON.stringify(`./${file}`)};`).join('');
  return {
    name: 'together',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^kx:together$/ }, () => ({ path: 'together', namespace: 'kx' }));
      onLoad({ filter: /.*/, namespace: 'kx' }, () => ({ contents: imports, resolveDir: process.cwd() }));
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (!entries.has(relative(process.cwd(), path).replaceAll('\\', '/'))) return undefined;
        return { contents: `import 'kx:together';${readFileSync(path, 'utf8')}`, loader: 'ts' };
      });
    },
  };
}

/**
 * @param {string[]} inputs files that went into the bundle
 * @returns {string} name, version and licence text of each package among them
 */
function notices(inputs) {
  const folders = inputs.map((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  const packages = [...new Set(folders.filter((folder) => folder !== undefined))].sort();
  return packages.map(notice).join('\n');
}

/** @param {string} folder a package's folder below node_modules */
function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  return `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${licenceText(folder)}\n`;
}

/** @param {string} folder a package's folder below node_modules */
function licenceText(folder) {
  for (const name of [
    'LICENSE',
    'LICENSE.md',
    'LICENSE.txt',
    'license',
    'LICENCE',
    'LICENSE-MIT.txt',
    'LICENSE.TXT',
  ]) {
    try {
      return readFileSync(`${folder}/${name}`, 'utf8');
    } catch {}
  }
  return 'The package carries no licence file; its package.json names the licence above.';
}
