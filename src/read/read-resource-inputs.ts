import { resolve } from 'node:path';
import type { Checked } from '../checked.ts';
import type { Violation } from '../errors.ts';
import type { Io } from '../io.ts';
import { needsCel } from '../model/cel/needs-cel.ts';
import type { Wanted } from '../model/source/choose-described.ts';
import type { DescribedResource } from '../model/source/described-resource.ts';
import { splitFullName } from '../options/custom-resource/identity.ts';
import { NO_INPUTS, type ResourceInputs } from '../options/custom-resource/resource-inputs.ts';
import { withLines } from '../options/custom-resource/with-lines.ts';
import type { RawOptions } from '../options/option.ts';
import { listOf, switchOf, textOf } from '../options/raw-value.ts';
import { readTextFile } from './read-text-file.ts';
import { filesInRecord, filesOnDisk, type SourceFiles, STDIN } from './source-files.ts';

type Context = {
  readonly io: Io;
  /** The texts that an earlier run read. */
  readonly recorded: Readonly<Record<string, string>>;
  /** Whether an answer is that of the earlier run, so that its files are not read again. */
  readonly isRecorded: (rawKey: string) => boolean;
  /** Chooses what a command is for, where files describe several resources. */
  readonly choose: (
    resources: readonly DescribedResource[],
    wanted: Wanted,
    source: string,
  ) => Checked<readonly DescribedResource[]>;
};

/**
 * Reads the files that the flags of a resource name, and loads what checks their rules.
 *
 * @returns what they hold; what cannot be read is among the violations
 */
export async function readResourceInputs(options: RawOptions, context: Context): Promise<ResourceInputs> {
  const bundle = readCaBundle(options, context);
  const source = await readSource(options, context);
  const { resources } = source;
  const hasRules = listOf(options, 'rule').length > 0 || resources.some(({ versions }) => needsCel(versions));
  return {
    ...source,
    caBundle: bundle.text,
    checkRules: hasRules ? await loadCheck() : undefined,
    violations: [...bundle.violations, ...source.violations],
    texts: { ...(bundle.text === undefined ? {} : { caBundle: bundle.text }), ...source.texts },
  };
}

/** The keys of texts in the record that were read for --from. */
const FROM = 'from:';

async function readSource(options: RawOptions, context: Context): Promise<ResourceInputs> {
  const from = listOf(options, 'from');
  if (from.length === 0) return NO_INPUTS;
  const clash = stdinViolations(from, options);
  if (clash.length > 0) return { ...NO_INPUTS, violations: clash };
  const [{ readDescribed }, { locator }] = await Promise.all([
    import('./read-described.ts'),
    import('../model/source/locate/locator.ts'),
  ]);
  const format = textOf(options, 'fromFormat');
  const isConverted = (textOf(options, 'conversion') ?? 'none') !== 'none';
  const read = await readDescribed({ from, format, isConverted }, sourceFiles(context));
  const locate = locator(read.texts);
  const warnings = withLines(read.warnings, locate);
  const names = from.map((each) => (each.startsWith('-') ? each.replace('-', STDIN) : each));
  const source = names.join(', ');
  const texts = Object.fromEntries([...read.texts].map(([name, text]) => [`${FROM}${name}`, text]));
  const isPrinted = switchOf(options, 'stdout') || textOf(options, 'out') === '-';
  const found = withLines([...read.violations, ...(isPrinted ? [] : keysIn(read.texts))], locate);
  if (found.length > 0) return { ...NO_INPUTS, warnings, violations: found };
  const { plural, group } = splitFullName(textOf(options, 'fullName'));
  const wanted = {
    group: textOf(options, 'group') ?? group,
    kind: textOf(options, 'kind'),
    plural: textOf(options, 'plural') ?? plural,
  };
  const chosen = context.choose(read.resources, wanted, source);
  if (!chosen.ok) return { ...NO_INPUTS, warnings, violations: chosen.violations };
  return {
    ...NO_INPUTS,
    described: chosen.value[0],
    resources: chosen.value,
    source,
    locate,
    warnings,
    texts,
  };
}

/** The record holds these texts, and is meant to be committed. */
function keysIn(texts: ReadonlyMap<string, string>): readonly Violation[] {
  return [...texts].flatMap(([path, text]) =>
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/u.test(text)
      ? [
          {
            path,
            message: 'holds a private key, which kx would keep in .kx/record',
            hint: 'take it out',
          },
        ]
      : [],
  );
}

function sourceFiles({ io, recorded, isRecorded }: Context): SourceFiles {
  if (!isRecorded('from')) return filesOnDisk(io);
  const entries = Object.entries(recorded).filter(([key]) => key.startsWith(FROM));
  return filesInRecord(new Map(entries.map(([key, text]) => [key.slice(FROM.length), text])));
}

/** What is read from stdin can be read once. */
function stdinViolations(from: readonly string[], options: RawOptions): readonly Violation[] {
  const times = from.filter((each) => /^-(?:#|$)/u.test(each)).length;
  if (times > 1) return [{ path: '--from', message: 'stdin, which is -, can be read once' }];
  return times === 1 && textOf(options, 'answers') === '-'
    ? [{ path: '--from', message: '--answers reads stdin already; name a file for one of the two' }]
    : [];
}

async function loadCheck(): Promise<ResourceInputs['checkRules']> {
  const [{ loadCel }, { checkResourceRules }] = await Promise.all([
    import('../model/cel/load-cel.ts'),
    import('../model/check/check-resource-rules.ts'),
  ]);
  const cel = await loadCel();
  return (resource) => checkResourceRules(resource, cel);
}

type Bundle = { readonly text: string | undefined; readonly violations: readonly Violation[] };

function readCaBundle(options: RawOptions, { io, recorded, isRecorded }: Context): Bundle {
  const file = textOf(options, 'caBundle');
  if (file === undefined) return { text: undefined, violations: [] };
  const known = recorded['caBundle'];
  if (isRecorded('caBundle')) {
    if (known !== undefined) return { text: known, violations: [] };
    const message = `${file} is not in the record; give --ca-bundle again`;
    return { text: undefined, violations: [{ path: '--ca-bundle', message }] };
  }
  const read = readTextFile(resolve(io.cwd, file));
  return 'text' in read
    ? { text: read.text, violations: [] }
    : { text: undefined, violations: [{ path: '--ca-bundle', message: `${file} ${read.problem}` }] };
}
