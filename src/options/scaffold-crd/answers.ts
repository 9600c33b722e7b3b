import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { checkAnnotations, checkApproval, checkLabels } from '../../model/check/check-object-metadata.ts';
import type { CustomResource } from '../../model/custom-resource.ts';
import { lintResource } from '../../model/lint/lint-resource.ts';
import type { OutputPart } from '../../model/output-part.ts';
import { checkCustomResourceFlags } from '../custom-resource/answers.ts';
import { atFlags } from '../custom-resource/flag-paths.ts';
import { checkFromFormat } from '../custom-resource/from-format.ts';
import { type GivenFlags, identityOf } from '../custom-resource/identity.ts';
import { NO_INPUTS, type ResourceInputs } from '../custom-resource/resource-inputs.ts';
import { withLines } from '../custom-resource/with-lines.ts';
import type { RawOptions } from '../option.ts';
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { parseKeyValues } from './key-values.ts';
import { parseOnly } from './only.ts';
import { parseMaxDescription, parseSizeBudget } from './size.ts';
import { stdoutViolations } from './stdout.ts';

/** The version of a CRD where none is given. */
export const DEFAULT_CRD_VERSION = 'v1';

/** Everything that kx scaffold crd needs to know. */
export type ScaffoldCrdAnswers = {
  readonly resource: CustomResource;
  /** The target directory as given; undefined prints the CRD to stdout. */
  readonly out: string | undefined;
  /** The parts to write; none for all. */
  readonly only: readonly OutputPart[];
  /** Characters that a description may have. */
  readonly maxDescription: number | undefined;
  /** Bytes that the CRD may have. */
  readonly sizeBudget: number | undefined;
  /** Whether the plural was guessed from the kind. */
  readonly pluralGuessed: boolean;
  /** What the API server takes and people regret, and what of the files of --from is lost. */
  readonly warnings: readonly Violation[];
  /** The texts of the files that were read. */
  readonly texts: ResourceInputs['texts'];
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

/** @returns the answers, or every violation of every flag */
export function checkScaffoldCrd(
  given: GivenFlags,
  inputs: ResourceInputs = NO_INPUTS,
): Checked<ScaffoldCrdAnswers> {
  const { options } = given;
  const from = { ...given, described: inputs.described };
  const checked = checkCustomResourceFlags({
    ...from,
    inputs,
    defaultVersion: DEFAULT_CRD_VERSION,
    isLenient: true,
  });
  const metadata = metadataOf(from, inputs);
  const read = {
    format: documentFormat(options),
    only: parseOnly(textOf(options, 'only')),
    maxDescription: parseMaxDescription(textOf(options, 'maxDescription')),
    sizeBudget: parseSizeBudget(textOf(options, 'sizeBudget')),
    fromFormat: checkFromFormat(options),
    out: outOf(options, checked.ok ? checked.value.resource : undefined),
  };
  const { format, only, maxDescription, sizeBudget, out } = read;
  const violations = [
    ...violationsOf(checked),
    ...metadata.violations,
    ...Object.values(read).flatMap(violationsOf),
    ...stdoutViolations(options, only.ok ? only.value : []),
  ];
  if (violations.length > 0) return invalid(violations);
  if (!checked.ok || !format.ok || !only.ok || !maxDescription.ok || !sizeBudget.ok || !out.ok)
    return invalid(violations);
  const { labels, annotations } = metadata;
  const resource = { ...checked.value.resource, labels, annotations };
  return valid({
    resource,
    out: out.value,
    only: only.value,
    maxDescription: maxDescription.value,
    sizeBudget: sizeBudget.value,
    pluralGuessed: identityOf(from).plural === undefined,
    warnings: [...inputs.warnings, ...checked.value.warnings, ...checked.value.blame(lintResource(resource))],
    texts: inputs.texts,
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}

/** @returns undefined for stdout */
function outOf(options: RawOptions, resource: CustomResource | undefined): Checked<string | undefined> {
  const fallback = resource === undefined ? '' : `${resource.names.plural}.${resource.group}`;
  if (switchOf(options, 'stdout')) return valid(undefined);
  const out = checkOut(options, { fallback, notStdout: undefined });
  return out.ok && out.value === '-' ? valid(undefined) : out;
}

type Metadata = Pick<CustomResource, 'annotations' | 'labels'> & {
  readonly violations: readonly Violation[];
};

/** Labels and annotations of flags are put among those of a CRD of --from. */
function metadataOf(given: GivenFlags, { described, source, locate }: ResourceInputs): Metadata {
  const label = parseKeyValues('--label', listOf(given.options, 'label'));
  const annotation = parseKeyValues('--annotation', listOf(given.options, 'annotation'));
  const labels = { ...described?.labels, ...label.pairs };
  const annotations = { ...described?.annotations, ...annotation.pairs };
  const found = [
    ...checkLabels(labels),
    ...checkAnnotations(annotations),
    ...checkApproval(identityOf(given).group, annotations),
  ];
  const nothing = { fields: [], versions: [], columns: [], rules: [], rulePlaces: [] };
  const blamed = atFlags(found, {
    ...given,
    ...nothing,
    source: described === undefined ? undefined : (described.source ?? source),
  });
  return {
    labels,
    annotations,
    violations: [...label.violations, ...annotation.violations, ...withLines(blamed, locate)],
  };
}
