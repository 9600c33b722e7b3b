import { type Checked, valid, violationsOf } from '../../checked.ts';
import type { ConversionWebhook } from '../../model/conversion.ts';
import { RESOURCE_SCOPES } from '../../model/custom-resource.ts';
import type { FieldDeclaration } from '../../model/schema/field-declaration.ts';
import { checkChoice } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { listOf, textOf } from '../raw-value.ts';
import { absolutePath } from './absolute-path.ts';
import { parseCaBundle } from './ca-bundle.ts';
import { parseColumn } from './column.ts';
import { parseConversion } from './conversion.ts';
import { parseField } from './field.ts';
import type { GivenFlags } from './identity.ts';
import { parseAll } from './parse-all.ts';
import type { ResourceInputs } from './resource-inputs.ts';
import { parseRule } from './rule.ts';
import { parseScale } from './scale.ts';
import { parseVersion } from './version.ts';

/** What the flags of a resource were read as, each value with its text, and what could not be read. */
export type ParsedFlags = ReturnType<typeof parseFlags>;

/** Reads every flag that describes a resource, whatever is wrong with others. */
export function parseFlags({ options, described }: GivenFlags, inputs: ResourceInputs) {
  const parsed = {
    versions: parseAll(listOf(options, 'version'), parseVersion),
    fields: parseAll(listOf(options, 'field'), parseField),
    scale: parseAll(oneOf(options, 'scale'), parseScale),
    columns: parseAll(listOf(options, 'column'), parseColumn),
    rules: parseAll(listOf(options, 'rule'), parseRule),
  };
  const scope = checkChoice({
    path: '--scope',
    text: textOf(options, 'scope'),
    allowed: RESOURCE_SCOPES,
    fallback: described?.scope ?? RESOURCE_SCOPES[0],
  });
  const conversion = conversionOf(options, inputs);
  const violations = Object.values(parsed).flatMap((each) => each.violations);
  return {
    ...parsed,
    scope: scope.ok ? scope.value : RESOURCE_SCOPES[0],
    status: typeof options['status'] === 'boolean' ? options['status'] : undefined,
    selectableFields: listOf(options, 'selectable').map(absolutePath),
    conversion: conversion.ok ? conversion.value : undefined,
    violations: [...violationsOf(scope), ...violations, ...violationsOf(conversion)],
  };
}

/** @returns whether a field of the status is declared, or all of it */
export function hasStatusField(fields: readonly FieldDeclaration[]): boolean {
  return fields.some(({ path: [first] }) => first?.kind === 'property' && first.name === 'status');
}

/** @returns undefined where no flag says it, null for none */
function conversionOf(
  options: RawOptions,
  { caBundle, described }: ResourceInputs,
): Checked<ConversionWebhook | null | undefined> {
  const text = textOf(options, 'conversion');
  const file = textOf(options, 'caBundle');
  const bundle =
    file === undefined || caBundle === undefined ? valid(undefined) : parseCaBundle(file, caBundle);
  if (!bundle.ok) return bundle;
  const webhook = described?.conversion;
  if (text === undefined && bundle.value !== undefined && webhook !== undefined) {
    return valid({ ...webhook, caBundle: bundle.value });
  }
  if (text === undefined && bundle.value === undefined) return valid(undefined);
  const conversion = parseConversion(text ?? 'none', bundle.value);
  return conversion.ok ? valid(conversion.value ?? null) : conversion;
}

function oneOf(options: RawOptions, key: string): readonly string[] {
  const text = textOf(options, key);
  return text === undefined ? [] : [text];
}
