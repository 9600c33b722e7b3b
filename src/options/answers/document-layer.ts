import type { Problem, Violation } from '../../errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json-value.ts';
import { nearestHint } from '../../model/nearest.ts';
import type { AnswerTable } from '../command-form.ts';
import type { RawOptions } from '../option.ts';
import { longFlagOf, rawKeyOf } from '../option-name.ts';
import { type AnswerSpec, answerSpecs } from './answer-spec.ts';
import type { Layer, Place } from './layer.ts';
import { memberPath } from './member-path.ts';
import { readItem, readItems } from './read-items.ts';
import { wrongType } from './wrong-type.ts';

/** Names the schema of an answers file to editors. */
const SCHEMA_KEY = '$schema';

/**
 * Reads an answers file, or the answers of a record, as flags would give them. An answer that is null is one that is
 * not given.
 *
 * @param source for messages: `answers.yaml`, `stdin`
 */
export function documentLayer(table: AnswerTable, document: JsonObject, source: string): Layer {
  const specs = new Map(answerSpecs(table).map((spec) => [spec.answer.key, spec]));
  const options: Record<string, RawOptions[string]> = {};
  const places = new Map<string, Place>();
  const violations: Violation[] = [];
  for (const [key, value] of Object.entries(document)) {
    if (key === SCHEMA_KEY || value === null) continue;
    const spec = specs.get(key);
    const path = `${source}: ${memberPath(key).replace(/^\./u, '')}`;
    if (spec === undefined) {
      violations.push({ path, ...unknownAnswer(key, [...specs.keys()], table) });
      continue;
    }
    const read = READ[spec.shape](value, spec, path);
    options[spec.rawKey] = read.value;
    places.set(spec.rawKey, read.items === undefined ? { path } : { path, items: read.items });
    violations.push(...read.violations);
  }
  return { source, options, places, violations };
}

type Read = {
  readonly value: RawOptions[string];
  readonly items?: readonly string[];
  readonly violations: readonly Violation[];
};

type Reader = (value: JsonValue, spec: AnswerSpec, path: string) => Read;

const READ: Readonly<Record<AnswerSpec['shape'], Reader>> = {
  list: (value, { answer }, path) => {
    const { texts, paths, violations } = readItems(value, answer.form, path);
    return { value: texts, items: paths, violations };
  },
  switch: (value, _, path) =>
    typeof value === 'boolean'
      ? { value, violations: [] }
      : { value: undefined, violations: [{ path, ...wrongType(value, 'true or false') }] },
  text: readOne,
};

function readOne(value: JsonValue, { answer: { form } }: AnswerSpec, path: string): Read {
  if (form === 'number' && typeof value === 'number') return { value: String(value), violations: [] };
  if (isJsonObject(value) && form !== 'scale') {
    return { value: undefined, violations: [{ path, ...wrongType(value, 'a text') }] };
  }
  const { text, violations } = readItem(value, form, path);
  return { value: violations.length === 0 ? text : undefined, violations };
}

function unknownAnswer(key: string, known: readonly string[], { groups }: AnswerTable): Problem {
  const flag = groups
    .flatMap(({ options }) => options)
    .find((option) => rawKeyOf(option) === key || longFlagOf(option) === `--${key}`);
  if (flag !== undefined) {
    const called = flag.answer?.key;
    return called === undefined
      ? { message: `'${key}' is no answer: it concerns one run`, hint: `give it as ${longFlagOf(flag)}` }
      : { message: `there is no answer '${key}'`, hint: `it is called ${called} here` };
  }
  const hint = nearestHint(key, known) ?? `answers: ${known.join(', ')}`;
  return { message: `there is no answer '${key}'`, hint };
}
