import type { Violation } from '../errors.ts';
import type { DescribedResource } from '../model/source/described-resource.ts';
import { readSources, type SourceText } from '../model/source/read-sources.ts';
import { SOURCE_FORMATS } from '../model/source/source-format.ts';
import { importReader } from './read-import.ts';
import { type SourceFiles, STDIN } from './source-files.ts';

/** What the files of `--from` describe. */
export type Described = {
  /** In the order of the files; none where something is wrong. */
  readonly resources: readonly DescribedResource[];
  readonly violations: readonly Violation[];
  readonly warnings: readonly Violation[];
  /** Every text that was read, by name. */
  readonly texts: ReadonlyMap<string, string>;
};

type Asked = {
  /** The values of `--from`: FILE, FILE#TypeName, -. */
  readonly from: readonly string[];
  /** The value of `--from-format`. */
  readonly format: string | undefined;
  /** Whether a webhook converts between the versions of a resource. */
  readonly isConverted: boolean;
};

/** Reads the files of `--from`, and what they import. */
export async function readDescribed(
  { from, format, isConverted }: Asked,
  files: SourceFiles,
): Promise<Described> {
  const texts = new Map<string, string>();
  const read = await Promise.all(from.map((given) => readOne(given, files)));
  const inputs = read.flatMap((each) => ('text' in each ? [each] : []));
  for (const { name, text } of inputs) texts.set(name, text);
  const unread = read.flatMap((each) => ('message' in each ? [each] : []));
  if (unread.length > 0) return { resources: [], violations: unread, warnings: [], texts };
  const resolveImport = importReader(files.cwd, (name) => {
    const text = files.readImported(name);
    if (text !== undefined) texts.set(name, text);
    return text;
  });
  const known = SOURCE_FORMATS.find((each) => each === format);
  const result = await readSources(
    inputs,
    { ...(known === undefined ? {} : { format: known }), isConverted },
    resolveImport,
  );
  return {
    resources: result.ok ? result.value : [],
    violations: result.ok ? [] : result.violations,
    warnings: result.warnings,
    texts,
  };
}

async function readOne(given: string, files: SourceFiles): Promise<SourceText | Violation> {
  const path = `--from '${given}'`;
  const [, file = '', fragment] = /^(.*?)(?:#([^#/]*|\/[^#]*))?$/su.exec(given) ?? [];
  if (file === '') return { path, message: 'it needs the name of a file, or - for stdin' };
  const name = file === '-' ? STDIN : file;
  const read = await files.read(name);
  if (!('text' in read)) return { path, message: `${name} ${read.problem}` };
  return fragment === undefined || fragment === ''
    ? { name, text: read.text }
    : { name, text: read.text, fragment };
}
