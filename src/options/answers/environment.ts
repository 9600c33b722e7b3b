import type { Violation } from '../../errors.ts';
import type { RawOptions } from '../option.ts';
import type { AnswerSpec } from './answer-spec.ts';
import type { Layer, Place } from './layer.ts';

const SWITCHES: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/**
 * Reads answers from the environment: `KX_GROUP=example.com`, one value per line of `KX_FIELD`, `true|false|1|0` for
 * switches. An empty variable is one that is not set, as with NO_COLOR.
 */
export function environmentLayer(
  specs: readonly AnswerSpec[],
  env: Readonly<Record<string, string | undefined>>,
): Layer {
  const options: Record<string, RawOptions[string]> = {};
  const places = new Map<string, Place>();
  const violations: Violation[] = [];
  for (const { rawKey, environment: path, shape } of specs) {
    const text = env[path] ?? '';
    if (text === '') continue;
    const read = READ[shape](text);
    places.set(
      rawKey,
      Array.isArray(read) ? { path, items: read.map((_, at) => `${path}, value ${at + 1}`) } : { path },
    );
    if (read === undefined) {
      violations.push({ path, message: `'${text}' must be true or false` });
    } else {
      options[rawKey] = read;
    }
  }
  return { options, places, violations };
}

const READ: Readonly<Record<AnswerSpec['shape'], (text: string) => RawOptions[string]>> = {
  list: (text) => text.split(/\r?\n/u).filter((line) => line.trim() !== ''),
  switch: (text) => (Object.hasOwn(SWITCHES, text.toLowerCase()) ? SWITCHES[text.toLowerCase()] : undefined),
  text: (text) => text,
};
