// Bundles src/ into dist/: one chunk per command, every package inside, so that kx installs without dependencies.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { builtinModulesPlugin, isBuiltIn } from './builtin-modules.mjs';
import { mergeChunks } from './merge-chunks.mjs';
import { writeChunks } from './write-chunks.mjs';

/** The files that commands load first, by how their names begin; what all of them load is one chunk. */
const ROOTS = [
  'run.',
  'scaffold-crd-',
  'scaffold-aa-',
  'discover-',
  'parse-yaml-',
  'certs-gen-',
  'certs-verify-',
  'source-',
  'http1-transport-',
  'http2-transport-',
  'show-error-',
];
const STAGING = `dist.${process.pid}`;

/** @satisfies {import('esbuild').BuildOptions} */
const HOW = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Names in stack traces (KX_DEBUG=1) would cost 7 ms at every start: place and column say where it was.
  minify: true,
  metafile: true,
  logLevel: 'warning',
  plugins: [builtinModulesPlugin],
  alias: {
    // whatwg-url asks for the built-in punycode, at which Node 22 prints a deprecation warning.
    punycode: './node_modules/punycode/punycode.js',
    // The same code as ES modules, of which esbuild leaves out what is not used.
    yaml: './node_modules/yaml/browser/index.js',
  },
};

const program = await build({
  ...HOW,
  entryPoints: { run: 'src/start/run.ts' },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  outdir: STAGING,
});
await mergeChunks(STAGING, program.metafile.outputs, ROOTS);
const name = await writeChunks(STAGING);
await build({
  ...HOW,
  entryPoints: { start: 'src/start/start.ts' },
  format: 'cjs',
  outdir: STAGING,
  outExtension: { '.js': '.cjs' },
  define: { BUILD: JSON.stringify(name) },
});
// Node itself loads these, in a process that kx starts.
const hooks = await build({
  ...HOW,
  entryPoints: {
    'strip-types': 'src/demo/strip-types.ts',
    'strip-types-hooks': 'src/demo/strip-types-hooks.ts',
  },
  outdir: STAGING,
});
writeFileSync(
  `${STAGING}/THIRD-PARTY-NOTICES`,
  notices(
    [program, hooks]
      .flatMap(({ metafile }) => Object.keys(metafile.inputs))
      .filter((input) => !isBuiltIn(input)),
  ),
);
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
