import { parseYaml as parsePlainYaml } from '../../../templates/aa/typescript/src/server/decode/yaml/parse-yaml.ts';

/**
 * Reads YAML as sigs.k8s.io/yaml does. What kubeconfigs and plugins write is read by the reader of the scaffolded
 * server, which is a tenth of the YAML package and loads 10 ms sooner; what it does not take, the package reads or
 * says what is wrong with it.
 *
 * @returns the value of the first document
 * @throws Error with line and column for what is not YAML
 */
export async function readYaml(text: string): Promise<unknown> {
  try {
    return parsePlainYaml(text).value;
  } catch {
    const { parseYaml } = await import('./parse-yaml.ts');
    return parseYaml(text);
  }
}
