import type { Io } from '../io.ts';
import type { DocumentFormat } from '../options/output-format.ts';

/**
 * Prints a result for programs: one JSON or YAML document on stdout.
 *
 * @param document a value that JSON can express
 */
export async function printDocument(document: object, format: DocumentFormat, io: Io): Promise<void> {
  io.stdout.write(await documentText(document, format));
}

async function documentText(document: object, format: DocumentFormat): Promise<string> {
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  const { renderYaml } = await import('../render/yaml.ts');
  return renderYaml(JSON.parse(JSON.stringify(document)));
}
