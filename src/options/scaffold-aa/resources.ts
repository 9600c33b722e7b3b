import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { checkNameClashes } from '../../model/check/check-name-clashes.ts';
import { checkServable } from '../../model/check/check-servable.ts';
import { type CustomResource, storageVersion } from '../../model/custom-resource.ts';
import { servedResource } from '../../model/served-resource.ts';
import { type CheckedResource, checkCustomResourceFlags } from '../custom-resource/answers.ts';
import type { ResourceInputs } from '../custom-resource/resource-inputs.ts';
import type { RawOptions } from '../option.ts';
import { longFlagOf, rawKeyOf } from '../option-name.ts';
import { textOf } from '../raw-value.ts';
import { type FurtherResource, furtherResources } from './further-resources.ts';
import { DEFAULT_AA_VERSION, OF_ONE_KIND } from './options.ts';
import { libraryOf } from './platform.ts';

/** The resources of one server. */
type ServedResources = {
  readonly group: string;
  /** One at least. */
  readonly resources: readonly CustomResource[];
  readonly warnings: readonly Violation[];
};

/**
 * Reads the flags of resources over what the files of --from describe: one resource, or every one of theirs, and those
 * of --resource besides.
 *
 * @returns the resources as the server has them, or every violation
 */
export function checkResources(options: RawOptions, inputs: ResourceInputs): Checked<ServedResources> {
  const { resources } = inputs;
  const isOne = resources.length < 2;
  const each = isOne ? [inputs] : resources.map((described) => ({ ...inputs, described }));
  const checked = each.map((own) => checkOne(options, own));
  const fine = checked.flatMap((one) => (one.ok ? [one.value] : []));
  const further = furtherResources(options, sharedBy(fine, options, inputs));
  const all = [...fine, ...further.flatMap((one) => (one.ok ? [one.value] : []))];
  const ofOne = isOne ? [] : ofOneKind(options, inputs);
  const violations = [
    ...versionViolations(options),
    ...ofOne,
    ...distinct([...checked, ...further].flatMap(violationsOf)),
    // Names that were meant for one kind would clash, which only follows.
    ...(ofOne.length > 0 ? [] : clashesOf(all, inputs)),
  ];
  return violations.length > 0 ? invalid(violations) : valid(together(all));
}

/** What kinds of --resource have of the first: its group, and the version that it stores. */
function sharedBy([first]: readonly CheckedResource[], options: RawOptions, { described }: ResourceInputs) {
  const stored = first === undefined ? undefined : storageVersion(servedResource(first.resource).resource);
  return {
    group: textOf(options, 'group') ?? described?.group,
    version: stored?.name ?? DEFAULT_AA_VERSION,
  };
}

function clashesOf(
  checked: readonly (CheckedResource | FurtherResource)[],
  { source }: ResourceInputs,
): readonly Violation[] {
  const flags = checked.map((one) => ('flag' in one ? one.flag : source));
  return checkNameClashes(checked.map(({ resource }) => resource)).map((found) => ({
    ...found,
    path: flags[Number(found.path.slice(1, -1))] ?? source,
  }));
}

function checkOne(options: RawOptions, inputs: ResourceInputs): Checked<CheckedResource> {
  const version = textOf(options, 'version');
  const library = libraryOf(options);
  return checkCustomResourceFlags({
    options: { ...options, version: version === undefined || version.includes(',') ? undefined : [version] },
    fullName: undefined,
    defaultVersion: DEFAULT_AA_VERSION,
    statusBy: 'field',
    check: (resource) => checkServable(resource, library),
    inputs,
  });
}

/** kx scaffold crd takes `v1,served=false` here; an extension API server serves every version that it has. */
function versionViolations(options: RawOptions): readonly Violation[] {
  const version = textOf(options, 'version');
  return version?.includes(',') === true
    ? [{ path: `--version '${version}'`, message: 'must be a name alone, as v1alpha1' }]
    : [];
}

function ofOneKind(options: RawOptions, { resources, source }: ResourceInputs): readonly Violation[] {
  const kinds = resources.map(({ names: { kind = 'one without a kind' } }) => kind).join(', ');
  return OF_ONE_KIND.filter((spec) => options[rawKeyOf(spec)] !== undefined).map((spec) => ({
    path: longFlagOf(spec),
    message: `is for one kind, and ${source} describes ${resources.length}: ${kinds}`,
    hint: '--kind KIND says which one alone',
  }));
}

/** What flags say wrong is wrong for every resource. */
function distinct(violations: readonly Violation[]): readonly Violation[] {
  const byText = violations.map((violation) => [JSON.stringify(violation), violation] as const);
  return [...new Map(byText).values()];
}

function together(checked: readonly CheckedResource[]): ServedResources {
  const served = checked.map(({ resource, blame }) => ({ ...servedResource(resource), blame }));
  return {
    group: served[0]?.resource.group ?? '',
    resources: served.map(({ resource }) => resource),
    warnings: served.flatMap(({ warnings, blame }) => blame(warnings)),
  };
}
