import { patternProblem } from '../../../templates/aa/typescript/src/server/schema/re2/pattern.ts';
import type { Problem } from '../../errors.ts';
import { canonicalJson } from '../json-value.ts';
import { nearestHint } from '../nearest.ts';
import type { Schema } from '../schema/schema.ts';
import { isKnownFormat } from '../source/is-known-format.ts';
import { STRING_FORMAT_NAMES, stringFormat } from '../value/string-formats.ts';
import { validateValue } from '../value/validate-value.ts';

const NUMERIC_FORMATS: Readonly<Record<string, readonly string[]>> = {
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

/**
 * Checks pattern, format and enum of a node: the pattern compiles as RE2, the format is known, and enum values satisfy
 * the rest of the schema.
 */
export function valueKeywordProblems(schema: Schema): readonly Problem[] {
  return [...patternProblems(schema), ...formatProblems(schema), ...enumProblems(schema)];
}

function patternProblems({ pattern }: Schema): readonly Problem[] {
  const problem = pattern === undefined ? undefined : patternProblem(pattern);
  return problem === undefined
    ? []
    : [
        {
          message: `the pattern is no regular expression that the API server takes (RE2): ${problem}`,
          hint: 'RE2 has no look-around and no back-references: https://github.com/google/re2/wiki/Syntax',
        },
      ];
}

function formatProblems({ format, type }: Schema): readonly Problem[] {
  const known = NUMERIC_FORMATS[type ?? ''] ?? (type === 'string' ? STRING_FORMAT_NAMES : []);
  if (
    format === undefined ||
    isKnownFormat(type, format) ||
    (type === 'string' && stringFormat(format) !== undefined)
  ) {
    return [];
  }
  return [
    {
      message: `the API server does not know the format '${format}' of ${type ?? 'any type'} and would ignore it with a warning`,
      hint: nearestHint(format, known) ?? `formats: ${known.join(', ')}`,
    },
  ];
}

function enumProblems(schema: Schema): readonly Problem[] {
  const { enum: values, default: _, ...others } = schema;
  if (values === undefined) return [];
  const texts = values.map(canonicalJson);
  return [
    ...(values.length === 0 ? [{ message: 'an enum must have at least one value' }] : []),
    ...texts
      .filter((text, index) => texts.indexOf(text) < index)
      .map((text) => ({ message: `the enum has ${text} twice` })),
    ...values.flatMap((value) =>
      validateValue(others, value).map(({ message }) => ({
        message: `the enum value ${canonicalJson(value)} ${message}`,
      })),
    ),
  ];
}

/**
 * Checks that the default of a node satisfies the rest of its schema.
 *
 * @see ValidateDefaults of k8s.io/apiextensions-apiserver, which does not look below additionalProperties
 */
export function defaultProblems(schema: Schema): readonly Problem[] {
  const { default: value, ...others } = schema;
  if (value === undefined) return [];
  return validateValue(others, value).map(({ path, message }) => ({
    message: `the default ${canonicalJson(value)} does not satisfy its own schema: ${path === '' ? 'it' : path.slice(1)} ${message}`,
  }));
}
