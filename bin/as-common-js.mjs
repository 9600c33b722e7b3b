// Rewrites what is bundled as CommonJS: Node has a program in it running 7 ms sooner than one in ES modules, which it
// resolves, links and evaluates by promises. esbuild splits a bundle into chunks as ES modules only.
import { readFileSync, writeFileSync } from 'node:fs';
import { transform } from 'esbuild';

/** What stands for `import.meta.url`. */
const URL_NAME = 'kxModuleUrl';
const URL_LINE = `const ${URL_NAME}=require("node:url").pathToFileURL(__filename).href;`;

/**
 * @param {string} folder of the build
 * @param {readonly string[]} files its scripts, relative
 */
export async function asCommonJs(folder, files) {
  await Promise.all(
    files.map(async (file) => {
      const path = `${folder}/${file}`;
      const { code } = await transform(readFileSync(path, 'utf8'), {
        format: 'cjs',
        platform: 'node',
        target: 'node20',
        minify: true,
        supported: { 'dynamic-import': false },
        define: { 'import.meta.url': URL_NAME },
      });
      writeFileSync(path, code.includes(URL_NAME) ? URL_LINE + code : code);
    }),
  );
  writeFileSync(`${folder}/package.json`, '{ "type": "commonjs" }\n');
}
