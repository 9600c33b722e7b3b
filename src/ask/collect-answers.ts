import type { Violation } from '../errors.ts';
import type { Io } from '../io.ts';
import type { JsonObject } from '../model/json-value.ts';
import { type Merged, mergeLayers } from '../options/answers/merge-layers.ts';
import { type PrintingFlags, printingFlags, withoutRunFlags } from '../options/answers/printing-flags.ts';
import type { AnswerTable } from '../options/command-form.ts';
import type { RawOptions } from '../options/option.ts';
import { textOf } from '../options/raw-value.ts';
import { answerLayers } from './answer-layers.ts';

/** What a command line gives, and the answers of an earlier run. */
export type Given = {
  readonly args: readonly string[];
  readonly options: RawOptions;
  readonly io: Io;
  /** The answers of the record: weaker than all but the defaults. */
  readonly recorded?: JsonObject;
};

/** What is known before a person is asked. */
export type Collected = {
  /** As typed, the positional argument at its key. */
  readonly flags: RawOptions;
  /** What the positional argument stands for. */
  readonly implied: RawOptions;
  /** Of all sources. */
  readonly merged: Merged;
  readonly printing: PrintingFlags;
  /** What could not be read. */
  readonly unread: readonly Violation[];
  /** The texts of files, by the names that messages call them. */
  readonly texts: ReadonlyMap<string, string>;
};

/**
 * Puts together what flags, the answers file, the environment and the record say.
 *
 * @throws UsageError where the answers file cannot be read or is no mapping
 */
export async function collectAnswers(table: AnswerTable, given: Given): Promise<Collected> {
  const { io, recorded } = given;
  const typed = flagsOf(table, given);
  const printing = printingFlags(typed);
  const flags = printing.what === undefined ? typed : withoutRunFlags(typed);
  const implied = impliedBy(table, flags);
  const layers = await answerLayers(table, { flags, io, recorded });
  const unread = [...layers.flatMap(({ violations }) => violations), ...printing.violations];
  const texts = layers.flatMap(({ source, text }) =>
    source === undefined || text === undefined ? [] : [[source, text] as const],
  );
  return {
    flags,
    implied,
    merged: mergeLayers(flags, implied, layers),
    printing,
    unread,
    texts: new Map(texts),
  };
}

function flagsOf({ argument }: AnswerTable, { args: [text], options }: Given): RawOptions {
  return argument === undefined || text === undefined ? options : { ...options, [argument.key]: text };
}

function impliedBy({ argument }: AnswerTable, flags: RawOptions): RawOptions {
  const text = argument === undefined ? undefined : textOf(flags, argument.key);
  return text === undefined ? {} : (argument?.implies?.(text) ?? {});
}
