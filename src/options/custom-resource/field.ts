import { violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { FieldDeclaration } from '../../model/schema/field-declaration.ts';
import type { FieldPath } from '../../model/schema/field-path.ts';
import { type FieldType, formatFieldType } from '../../model/schema/field-type.ts';
import type { Schema } from '../../model/schema/schema.ts';
import { parseKeywords } from './constraints.ts';
import { parseFieldPath } from './field-path.ts';
import { type FieldParts, splitField } from './field-syntax.ts';
import { parseFieldType } from './field-type.ts';
import type { Understood } from './parse-all.ts';
import { isTextType, parseFieldValue } from './value.ts';

/** Stands in for a type that was not understood: whatever refers to the field is given the benefit of the doubt. */
const UNKNOWN_TYPE: FieldType = { kind: 'plain', name: 'any' };

/**
 * Reads one `--field`: `PATH:TYPE[!][=DEFAULT][{constraints}]`.
 *
 * @returns what it declares as far as it was understood, and every violation; their path is the flag as typed
 */
export function parseField(source: string): Understood<FieldDeclaration> {
  const parts = splitField(source, isTextTypeName);
  const { value, violations } =
    'problem' in parts
      ? { value: undefined, violations: [{ path: '', message: parts.problem }] }
      : parseParts(source, parts);
  return {
    value,
    violations: violations.map((violation) => ({ ...violation, path: `--field '${source}'` })),
  };
}

function isTextTypeName(name: string): boolean {
  const type = parseFieldType(name);
  return type.ok && isTextType(type.value);
}

function parseParts(source: string, parts: FieldParts): Understood<FieldDeclaration> {
  const path = parseFieldPath(parts.path);
  const type = parseFieldType(parts.type);
  if (!path.ok) return { value: undefined, violations: [...path.violations, ...violationsOf(type)] };
  const { required } = parts;
  const declaration = { source, path: path.value, required };
  if (!type.ok) {
    return { value: { ...declaration, type: UNKNOWN_TYPE, keywords: {} }, violations: type.violations };
  }
  const { keywords, violations } = parseFieldKeywords(parts, path.value, type.value);
  return {
    value: { ...declaration, type: type.value, keywords },
    violations: [...elementProblems(parts, path.value), ...violations],
  };
}

function parseFieldKeywords(
  parts: FieldParts,
  path: FieldPath,
  type: FieldType,
): { readonly keywords: Schema; readonly violations: readonly Violation[] } {
  const name = path.findLast((step) => step.kind === 'property')?.name ?? '';
  const constraints = parseKeywords(parts.constraints ?? '', { name, path: parts.path, type });
  if (parts.defaultText === undefined) return constraints;
  const value = parseFieldValue(parts.defaultText, type);
  return value.ok
    ? { ...constraints, keywords: { ...constraints.keywords, default: value.value } }
    : { ...constraints, violations: [...value.violations, ...constraints.violations] };
}

/** Items and values of lists and maps are there or not; only a field can be missing. */
function elementProblems(parts: FieldParts, path: FieldPath): readonly Violation[] {
  const last = path.at(-1);
  if (last === undefined || last.kind === 'property') return [];
  const what = last.kind === 'item' ? 'an item of a list' : 'a value of a map';
  const type = parseFieldType(parts.type);
  const shown = type.ok ? formatFieldType(type.value) : parts.type;
  const limit = last.kind === 'item' ? 'minItems' : 'minProperties';
  return [
    ...(parts.required
      ? [
          {
            path: '',
            message: `${what} cannot be required`,
            hint: `leave out the !; ${limit}=1 asks for one`,
          },
        ]
      : []),
    ...(parts.defaultText !== undefined
      ? [{ path: '', message: `${what} cannot have a default`, hint: `--field '${parts.path}:${shown}'` }]
      : []),
  ];
}
