import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { checkCustomResource } from '../../model/check/check-custom-resource.ts';
import { checkDeclaration } from '../../model/check/check-declaration.ts';
import { checkGroup, checkNames } from '../../model/check/check-names.ts';
import { checkVersions } from '../../model/check/check-versions.ts';
import { type CustomResource, RESOURCE_SCOPES } from '../../model/custom-resource.ts';
import { completeNames } from '../../model/resource-names.ts';
import { buildSchema } from '../../model/schema/build-schema.ts';
import type { FieldDeclaration } from '../../model/schema/field-declaration.ts';
import type { Schema } from '../../model/schema/schema.ts';
import { checkChoice } from '../choice.ts';
import type { RawOptions } from '../option.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { absolutePath } from './absolute-path.ts';
import { parseColumn } from './column.ts';
import { parseField } from './field.ts';
import { atFlags } from './flag-paths.ts';
import { type GivenFlags, identityOf, type ResourceIdentity } from './identity.ts';
import { parseAll } from './parse-all.ts';
import { parseScale } from './scale.ts';
import { parseVersion, versionsOf } from './version.ts';

/** The flags of a resource, and what the commands that take them do differently. */
export type CustomResourceFlags = GivenFlags & {
  /** The version that it has where none is given. */
  readonly defaultVersion: string;
  /** What turns the status subresource on: `--status`, unless a declared field of that name does. */
  readonly statusBy?: 'field';
  /** What must hold besides; the paths of its violations are those of `checkCustomResource`. */
  readonly check?: (resource: CustomResource) => readonly Violation[];
};

/**
 * Reads the flags that describe a resource: those of RESOURCE_NAME_OPTIONS and RESOURCE_SCHEMA_OPTIONS and, where the
 * command has them, `--version` and `--selectable`.
 *
 * @returns the resource, without labels and annotations, or every violation of every flag; their paths are flags
 */
export function checkCustomResourceFlags(flags: CustomResourceFlags): Checked<CustomResource> {
  const identity = identityOf(flags);
  const parsed = parseFlags(flags);
  const status = hasStatus(flags, parsed.fields.values);
  const built = buildSchema(parsed.fields.values, status);
  const resource = resourceOf({ flags, identity, parsed, schema: built.schema, status });
  const understood = parsed.fields.values.length === listOf(flags.options, 'field').length;
  const ofModel =
    understood && built.violations.length === 0
      ? checkCustomResource(resource)
      : [...built.violations, ...checkApart(resource, parsed.fields.values)];
  const sources = {
    ...flags,
    fields: parsed.fields.sources,
    versions: parsed.versions.sources,
    columns: parsed.columns.sources,
  };
  const found = atFlags([...ofModel, ...(flags.check?.(resource) ?? [])], sources);
  const violations = [...identity.violations, ...parsed.violations, ...found];
  return violations.length === 0 ? valid(resource) : invalid(violations);
}

function parseFlags({ options }: GivenFlags) {
  const parsed = {
    versions: parseAll(listOf(options, 'version'), parseVersion),
    fields: parseAll(listOf(options, 'field'), parseField),
    scale: parseAll(oneOf(options, 'scale'), parseScale),
    columns: parseAll(listOf(options, 'column'), parseColumn),
  };
  const scope = checkChoice({
    path: '--scope',
    text: textOf(options, 'scope'),
    allowed: RESOURCE_SCOPES,
    fallback: RESOURCE_SCOPES[0],
  });
  return {
    ...parsed,
    scope: scope.ok ? scope.value : RESOURCE_SCOPES[0],
    selectableFields: listOf(options, 'selectable').map(absolutePath),
    violations: [...violationsOf(scope), ...Object.values(parsed).flatMap(({ violations }) => violations)],
  };
}

function hasStatus({ options, statusBy }: CustomResourceFlags, fields: readonly FieldDeclaration[]): boolean {
  if (statusBy === undefined) return switchOf(options, 'status');
  return fields.some(({ path: [first] }) => first?.kind === 'property' && first.name === 'status');
}

function oneOf(options: RawOptions, key: string): readonly string[] {
  const text = textOf(options, key);
  return text === undefined ? [] : [text];
}

type Parts = {
  readonly flags: CustomResourceFlags;
  readonly identity: ResourceIdentity;
  readonly parsed: ReturnType<typeof parseFlags>;
  readonly schema: Schema;
  readonly status: boolean;
};

/** Every version has the same schema, columns and subresources: flags do not tell them apart. */
function resourceOf({ flags, identity, parsed, schema, status }: Parts): CustomResource {
  const [scale] = parsed.scale.values;
  const parts = {
    schema,
    status,
    ...(scale === undefined ? {} : { scale }),
    columns: parsed.columns.values,
    selectableFields: parsed.selectableFields,
  };
  const versions = versionsOf(parsed.versions.values, flags.defaultVersion);
  return {
    group: identity.group,
    names: namesOf(flags, identity),
    scope: parsed.scope,
    versions: versions.map((version) => ({ ...version, ...parts })),
    labels: {},
    annotations: {},
  };
}

function namesOf({ options }: GivenFlags, { kind, plural }: ResourceIdentity): CustomResource['names'] {
  return completeNames({
    kind,
    plural,
    singular: textOf(options, 'singular'),
    listKind: textOf(options, 'listKind'),
    shortNames: listOf(options, 'shortName'),
    categories: listOf(options, 'category'),
  });
}

/** What can be said while a field is not understood: what depends on other fields would only mislead. */
function checkApart(
  resource: CustomResource,
  declarations: readonly FieldDeclaration[],
): readonly Violation[] {
  return [
    ...checkGroup(resource.group),
    ...checkNames(resource.names),
    ...checkVersions(resource.versions),
    ...declarations.flatMap((declaration, index) =>
      checkDeclaration(declaration).map((problem) => ({ path: `fields[${index}]`, ...problem })),
    ),
  ];
}
