import { invalidObject } from '../../api/api-errors.ts';
import { type FieldError, invalidField, tooLongField, unsupportedField } from '../../api/field-error.ts';

/** What to do about fields that the schema does not know. */
const fieldValidations = ['Ignore', 'Strict', 'Warn'] as const;
export type FieldValidation = (typeof fieldValidations)[number];

/** What the query of a write asks for (k8s.io/apimachinery meta/v1 CreateOptions, UpdateOptions, PatchOptions). */
export type WriteOptions = {
  readonly dryRun: boolean;
  readonly fieldValidation: FieldValidation;
  /** Who writes, where the client says so. */
  readonly fieldManager: string;
};

/**
 * Reads and checks the options of a write from its query; 422 with every problem, named after `kind`, such as
 * CreateOptions (k8s.io/apimachinery meta/v1/validation).
 */
export const readWriteOptions = (query: URLSearchParams, kind: string): WriteOptions => {
  const dryRun = query.getAll('dryRun');
  const wanted = query.get('fieldValidation') ?? '';
  const fieldManager = query.get('fieldManager') ?? '';
  const fieldValidation = fieldValidations.find((each) => each === (wanted === '' ? 'Warn' : wanted));
  const problems = [
    ...dryRunProblems(dryRun),
    ...fieldManagerProblems(fieldManager),
    ...(fieldValidation === undefined
      ? [unsupportedField('fieldValidation', wanted, ['', ...fieldValidations])]
      : []),
  ];
  if (problems.length > 0 || fieldValidation === undefined) {
    throw invalidObject({ group: 'meta.k8s.io', kind }, '', problems);
  }
  return { dryRun: dryRun.length > 0, fieldValidation, fieldManager };
};

/** A problem where a value of `dryRun` is not `All`. */
export const dryRunProblems = (values: readonly string[]): readonly FieldError[] =>
  values.every((value) => value === 'All') ? [] : [unsupportedField('dryRun', values, ['All'])];

const longestManager = 128;

const fieldManagerProblems = (name: string): readonly FieldError[] => {
  const position = name.search(/[\p{C}\p{Zl}\p{Zp}]/u);
  const code = name.codePointAt(position)?.toString(16).toUpperCase().padStart(4, '0');
  return [
    ...(Buffer.byteLength(name) > longestManager ? [tooLongField('fieldManager', longestManager)] : []),
    ...(position < 0
      ? []
      : [invalidField('fieldManager', name, `invalid character U+${code} (at position ${position})`)]),
  ];
};
