import { type Checked, invalid, valid } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { checkCustomResource } from '../../model/check/check-custom-resource.ts';
import { checkDeclaration } from '../../model/check/check-declaration.ts';
import { checkGroup, checkNames } from '../../model/check/check-names.ts';
import { checkVersions } from '../../model/check/check-versions.ts';
import type { CustomResource } from '../../model/custom-resource.ts';
import type { FieldDeclaration } from '../../model/schema/field-declaration.ts';
import { listOf } from '../raw-value.ts';
import { hasStatusField, type ParsedFlags, parseFlags } from './flag-parts.ts';
import { atFlags, type FlagSources } from './flag-paths.ts';
import { type GivenFlags, identityOf } from './identity.ts';
import { NO_INPUTS, type ResourceInputs } from './resource-inputs.ts';
import { type AssembledResource, resourceOf } from './resource-of.ts';
import { isTakenAsIs } from './taken-as-is.ts';
import { withLines } from './with-lines.ts';

/** The flags of a resource, and what the commands that take them do differently. */
export type CustomResourceFlags = GivenFlags & {
  /** The version that it has where none is given. */
  readonly defaultVersion: string;
  /** What turns the status subresource on: `--status` or a file alone, or a declared field of that name as well. */
  readonly statusBy?: 'field';
  /** Whether what a CRD of `--from` has without effect, and the API server takes, is a warning alone. */
  readonly isLenient?: boolean;
  /** What must hold besides; the paths of its violations are those of `checkCustomResource`. */
  readonly check?: (resource: CustomResource) => readonly Violation[];
  /** What the files hold that flags name. */
  readonly inputs?: ResourceInputs;
};

/** A resource that is fine, and who said what of it. */
export type CheckedResource = {
  readonly resource: CustomResource;
  /** Turns paths in the resource into the flags and files that said so. */
  readonly blame: (found: readonly Violation[]) => readonly Violation[];
  /** What a CRD of --from has and the API server takes, though it has no effect. */
  readonly warnings: readonly Violation[];
};

/**
 * Reads the flags that describe a resource: those of RESOURCE_NAME_OPTIONS and RESOURCE_SCHEMA_OPTIONS and, where the
 * command has them, `--version`, `--rule` and `--conversion`; over what the files of `--from` describe.
 *
 * @returns the resource, with no other labels and annotations than those of a CRD of `--from`; or every violation of
 *   every flag, whose paths are flags
 */
export function checkCustomResourceFlags(flags: CustomResourceFlags): Checked<CheckedResource> {
  const { inputs = NO_INPUTS } = flags;
  const given = { ...flags, described: inputs.described };
  const identity = identityOf(given);
  const parsed = parseFlags(given, inputs);
  const status = flags.statusBy === undefined ? parsed.status : statusOf(given, parsed);
  const parts = {
    ...parsed,
    versions: parsed.versions.values,
    fields: parsed.fields.values,
    rules: parsed.rules.values,
    columns: parsed.columns.values,
    scale: parsed.scale.values[0],
    status,
  };
  const { defaultVersion } = flags;
  const assembled = resourceOf({ flags: given, identity, parts, defaultVersion });
  const { resource } = assembled;
  const ofModel = modelFindings(given, parsed, { assembled, inputs });
  const sources = sourcesOf(given, parsed, { assembled, inputs });
  const blame = (found: readonly Violation[]) => withLines(atFlags(found, sources), inputs.locate);
  const found = blame([...ofModel.violations, ...(flags.check?.(resource) ?? [])]);
  // What a file should have said is not missing while the file could not be read.
  const missing = inputs.violations.length > 0 ? [] : identity.violations;
  const violations = [...inputs.violations, ...missing, ...parsed.violations, ...found];
  return violations.length === 0
    ? valid({ resource, blame, warnings: blame(ofModel.warnings) })
    : invalid(violations);
}

/** Unless a flag says it, a status that a flag declares has its subresource; any other is as a file has it. */
function statusOf({ described }: GivenFlags, { fields, status }: ParsedFlags): boolean | undefined {
  return status ?? (hasStatusField(fields.values) || (described === undefined ? false : undefined));
}

type Assembled = { readonly assembled: AssembledResource; readonly inputs: ResourceInputs };

type ModelFindings = Pick<CheckedResource, 'warnings'> & { readonly violations: readonly Violation[] };

function modelFindings(
  { options, isLenient = false }: CustomResourceFlags,
  { fields }: ParsedFlags,
  { assembled, inputs }: Assembled,
): ModelFindings {
  const { resource, violations } = assembled;
  const understood = fields.values.length === listOf(options, 'field').length;
  if (!understood || violations.length > 0) {
    return { violations: [...violations, ...checkApart(resource, fields.values)], warnings: [] };
  }
  const all = checkCustomResource(resource);
  const warnings = isLenient ? all.filter((each) => isTakenAsIs(each, resource, inputs.described)) : [];
  const found = all.filter((each) => !warnings.includes(each));
  return { violations: found.length === 0 ? (inputs.checkRules?.(resource) ?? []) : found, warnings };
}

function sourcesOf(given: GivenFlags, parsed: ParsedFlags, { assembled, inputs }: Assembled): FlagSources {
  const { versions, columns, fields, rules } = parsed;
  const [first] = assembled.resource.versions;
  const isAligned = inputs.described === undefined;
  const textOfName = (texts: readonly string[], name: string) =>
    texts.find((text) => text.split(/[,:]/u, 1)[0]?.trim() === name);
  return {
    ...given,
    source: inputs.described === undefined ? undefined : (inputs.described.source ?? inputs.source),
    fields: fields.sources,
    versions: isAligned
      ? versions.sources
      : assembled.resource.versions.map(({ name }) => textOfName(versions.sources, name)),
    columns: isAligned
      ? columns.sources
      : (first?.columns ?? []).map(({ name }) => textOfName(columns.sources, name)),
    rules: rules.sources,
    rulePlaces: assembled.rulePlaces,
  };
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
