import type { Violation } from '../errors.ts';
import type { FieldDeclaration } from '../model/field-declaration.ts';
import type { FieldPath } from '../model/field-path.ts';
import { type FieldType, formatFieldType } from '../model/field-type.ts';
import type { Schema } from '../model/schema.ts';
import { type Checked, invalid, valid } from './checked.ts';
import { parseKeywords } from './custom-resource-constraints.ts';
import { parseFieldPath } from './custom-resource-field-path.ts';
import { type FieldParts, splitField } from './custom-resource-field-syntax.ts';
import { parseFieldType } from './custom-resource-field-type.ts';
import { isTextType, parseFieldValue } from './custom-resource-value.ts';

/**
 * Reads one `--field`: `PATH:TYPE[!][=DEFAULT][{constraints}]`.
 *
 * @returns what it declares, or every violation; their path is the flag as typed
 */
export function parseField(source: string): Checked<FieldDeclaration> {
  const parts = splitField(source, isTextTypeName);
  const checked =
    'problem' in parts ? invalid([{ path: '', message: parts.problem }]) : parseParts(source, parts);
  return checked.ok
    ? checked
    : invalid(checked.violations.map((violation) => ({ ...violation, path: `--field '${source}'` })));
}

function isTextTypeName(name: string): boolean {
  const type = parseFieldType(name);
  return type.ok && isTextType(type.value);
}

function parseParts(source: string, parts: FieldParts): Checked<FieldDeclaration> {
  const path = parseFieldPath(parts.path);
  const type = parseFieldType(parts.type);
  if (!path.ok || !type.ok) {
    return invalid([path, type].flatMap((part) => (part.ok ? [] : part.violations)));
  }
  const keywords = parseFieldKeywords(parts, path.value, type.value);
  const misplaced = elementProblems(parts, path.value);
  if (!keywords.ok || misplaced.length > 0) {
    return invalid([...misplaced, ...(keywords.ok ? [] : keywords.violations)]);
  }
  const { required } = parts;
  return valid({ source, path: path.value, type: type.value, required, keywords: keywords.value });
}

function parseFieldKeywords(parts: FieldParts, path: FieldPath, type: FieldType): Checked<Schema> {
  const name = path.findLast((step) => step.kind === 'property')?.name ?? '';
  const constraints = parseKeywords(parts.constraints ?? '', { name, path: parts.path, type });
  if (parts.defaultText === undefined) {
    return constraints;
  }
  const value = parseFieldValue(parts.defaultText, type);
  if (!value.ok || !constraints.ok) {
    return invalid([value, constraints].flatMap((part) => (part.ok ? [] : part.violations)));
  }
  return valid({ ...constraints.value, default: value.value });
}

/** Items and values of lists and maps are there or not; only a field can be missing. */
function elementProblems(parts: FieldParts, path: FieldPath): readonly Violation[] {
  const last = path.at(-1);
  if (last === undefined || last.kind === 'property') {
    return [];
  }
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
