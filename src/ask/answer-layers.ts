import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { JsonObject } from '../model/json-value.ts';
import { answerSpecs } from '../options/answers/answer-spec.ts';
import { environmentLayer } from '../options/answers/environment.ts';
import type { Layer } from '../options/answers/layer.ts';
import type { AnswerTable } from '../options/command-form.ts';
import type { RawOptions } from '../options/option.ts';
import { textOf } from '../options/raw-value.ts';
import { RECORD_PATH } from '../record/record.ts';

type Sources = {
  /** As typed. */
  readonly flags: RawOptions;
  readonly io: Io;
  readonly recorded?: JsonObject | undefined;
};

/**
 * Reads what other sources than flags say, the stronger first: the file of --answers, the environment, the record.
 *
 * @throws UsageError where the file cannot be read or is no mapping
 */
export async function answerLayers(
  table: AnswerTable,
  { flags, io, recorded }: Sources,
): Promise<readonly Layer[]> {
  const file = textOf(flags, 'answers');
  const environment = environmentLayer(answerSpecs(table), io.env);
  return [
    ...(file === undefined ? [] : [await fileLayer(table, file, io)]),
    environment,
    ...(recorded === undefined ? [] : [await documentOf(table, recorded, RECORD_PATH)]),
  ];
}

async function fileLayer(table: AnswerTable, file: string, io: Io): Promise<Layer> {
  const [{ readAnswers }, { parseAnswers }] = await Promise.all([
    import('./read-answers.ts'),
    import('../options/answers/parse-answers.ts'),
  ]);
  const { text, source } = await readAnswers(file, io);
  const document = parseAnswers(text, source);
  if (document.ok) return { ...(await documentOf(table, document.value, source)), text };
  const { violations } = document;
  throw new UsageError(`the answers in ${source} cannot be used; nothing was written`, { violations });
}

async function documentOf(table: AnswerTable, document: JsonObject, source: string): Promise<Layer> {
  const { documentLayer } = await import('../options/answers/document-layer.ts');
  return documentLayer(table, document, source);
}
