import type { Violation } from '../../errors.ts';
import type { ConversionWebhook } from '../../model/conversion.ts';
import type {
  CustomResource,
  CustomResourceVersion,
  PrinterColumn,
  ResourceScope,
  ScaleSubresource,
} from '../../model/custom-resource.ts';
import { completeNames } from '../../model/resource-names.ts';
import { addRules, type PlacedRule } from '../../model/schema/add-rules.ts';
import { buildSchema } from '../../model/schema/build-schema.ts';
import type { FieldDeclaration } from '../../model/schema/field-declaration.ts';
import { overlayFields } from '../../model/schema/overlay-fields.ts';
import type { Schema } from '../../model/schema/schema.ts';
import type { DescribedVersion } from '../../model/source/described-resource.ts';
import { listOf, textOf } from '../raw-value.ts';
import { describedVersions, type NamedVersion } from './described-versions.ts';
import type { GivenFlags, ResourceIdentity } from './identity.ts';
import type { WrittenVersion } from './version.ts';

/** What the flags of a resource were read as. */
type FlagParts = {
  readonly scope: ResourceScope;
  readonly versions: readonly WrittenVersion[];
  readonly fields: readonly FieldDeclaration[];
  readonly rules: readonly PlacedRule[];
  /** Undefined where no flag says it. */
  readonly status: boolean | undefined;
  readonly scale: ScaleSubresource | undefined;
  readonly columns: readonly PrinterColumn[];
  readonly selectableFields: readonly string[];
  /** Undefined where no flag says it; null for none. */
  readonly conversion: ConversionWebhook | null | undefined;
};

type Parts = {
  readonly flags: GivenFlags;
  readonly identity: ResourceIdentity;
  readonly parts: FlagParts;
  readonly defaultVersion: string;
};

/** A resource, and where in it the rules of flags are. */
export type AssembledResource = {
  readonly resource: CustomResource;
  /** At `fields[index]` and `rules[index]`, for what does not fit and is left out. */
  readonly violations: readonly Violation[];
  /** By version, then by rule: what `addRules` says of it. */
  readonly rulePlaces: readonly (readonly (string | undefined)[])[];
};

/**
 * Puts together what flags say, over what a source describes. Flags do not tell versions apart: fields, rules and
 * columns are put into each.
 */
export function resourceOf({ flags, identity, parts, defaultVersion }: Parts): AssembledResource {
  const { described } = flags;
  const named = describedVersions(parts.versions, described, defaultVersion);
  const made = named.map((version) => versionOf(version, parts));
  const conversion = parts.conversion === undefined ? described?.conversion : parts.conversion;
  return {
    resource: {
      group: identity.group,
      names: namesOf(flags, identity),
      scope: parts.scope,
      versions: made.map(({ version }) => version),
      ...(conversion === undefined || conversion === null ? {} : { conversion }),
      labels: described?.labels ?? {},
      annotations: described?.annotations ?? {},
    },
    violations: made.flatMap(({ violations }) => violations),
    rulePlaces: made.map(({ places }) => places),
  };
}

type MadeVersion = {
  readonly version: CustomResourceVersion;
  readonly violations: readonly Violation[];
  readonly places: readonly (string | undefined)[];
};

function versionOf({ settings, described }: NamedVersion, parts: FlagParts): MadeVersion {
  const status = parts.status ?? described?.status ?? false;
  const declared = schemaOf(described, parts.fields, status);
  const ruled = addRules(declared.schema, parts.rules);
  const scale = parts.scale ?? described?.scale;
  const known = described?.selectableFields ?? [];
  return {
    version: {
      ...settings,
      schema: ruled.schema,
      status,
      ...(scale === undefined ? {} : { scale }),
      columns: putByName(described?.columns ?? [], parts.columns),
      selectableFields: [...known, ...parts.selectableFields.filter((path) => !known.includes(path))],
    },
    violations: [...declared.violations, ...ruled.violations],
    places: ruled.places,
  };
}

function schemaOf(
  described: DescribedVersion | undefined,
  fields: readonly FieldDeclaration[],
  status: boolean,
): { readonly schema: Schema; readonly violations: readonly Violation[] } {
  const built = buildSchema(fields, status);
  if (described === undefined) return built;
  const overlaid = overlayFields(described.schema, fields);
  const { properties = {} } = overlaid.schema;
  const own = built.schema.properties?.['status'];
  const isNew = status && described.status !== true;
  const hasNone = isNew && own !== undefined && !Object.hasOwn(properties, 'status');
  return {
    schema: hasNone ? { ...overlaid.schema, properties: { ...properties, status: own } } : overlaid.schema,
    violations: built.violations.length > 0 ? built.violations : overlaid.violations,
  };
}

/** Two columns may have the same name only where a flag says so; that is for the check to find. */
function putByName(
  columns: readonly PrinterColumn[],
  given: readonly PrinterColumn[],
): readonly PrinterColumn[] {
  const names = new Set(given.map(({ name }) => name));
  const isNew = ({ name }: PrinterColumn) => columns.every((each) => each.name !== name);
  const replaced = columns.map((column) =>
    names.has(column.name) ? (given.find(({ name }) => name === column.name) ?? column) : column,
  );
  return [...replaced, ...given.filter(isNew)];
}

/** Names of another kind are no names of this one. */
function namesOf(
  { options, described }: GivenFlags,
  { kind, plural }: ResourceIdentity,
): CustomResource['names'] {
  const source = described?.names.kind === kind ? described.names : {};
  return completeNames({
    kind,
    plural,
    singular: textOf(options, 'singular') ?? source.singular,
    listKind: textOf(options, 'listKind') ?? source.listKind,
    shortNames:
      options['shortName'] === undefined ? described?.names.shortNames : listOf(options, 'shortName'),
    categories: options['category'] === undefined ? described?.names.categories : listOf(options, 'category'),
  });
}
