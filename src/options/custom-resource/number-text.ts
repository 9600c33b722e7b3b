import { type FieldType, outerSchemaOf } from '../../model/schema/field-type.ts';
import { EXACT_INTEGERS } from '../../model/value/validate-number.ts';

/** A JSON string, to be skipped, or a JSON number. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/gsu;

/**
 * Finds a number that is another one once it is read: one that a double cannot hold, or a whole one beyond 2^53-1
 * where the type asks for more than a double.
 *
 * @param json a valid JSON text
 * @returns what is wrong with the first such number, which is shown as typed; or undefined
 */
export function numberTextProblem(json: string, type: FieldType): string | undefined {
  const ofDoubles = outerSchemaOf(innermost(type)).type === 'number';
  for (const [token] of json.matchAll(TOKEN)) {
    if (token.startsWith('"')) continue;
    const value = Number(token);
    if (!Number.isFinite(value)) return `${token} is beyond what a double holds (${Number.MAX_VALUE})`;
    const inexact = /^-?\d+$/u.test(token) && !Number.isSafeInteger(value);
    if (inexact && !ofDoubles) return `${token} cannot be used: ${EXACT_INTEGERS}`;
  }
  return undefined;
}

function innermost(type: FieldType): FieldType {
  return type.kind === 'plain' ? type : innermost(type.of);
}
