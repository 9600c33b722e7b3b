import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import { checkAnnotations, checkApproval, checkLabels } from '../../model/check/check-object-metadata.ts';
import type { CustomResource } from '../../model/custom-resource.ts';
import { checkCustomResourceFlags } from '../custom-resource/answers.ts';
import { atFlags } from '../custom-resource/flag-paths.ts';
import { type GivenFlags, identityOf } from '../custom-resource/identity.ts';
import type { RawOptions } from '../option.ts';
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { parseKeyValues } from './key-values.ts';

/** The version of a CRD where none is given. */
export const DEFAULT_CRD_VERSION = 'v1';

/** Everything that kx scaffold crd needs to know. */
export type ScaffoldCrdAnswers = {
  readonly resource: CustomResource;
  /** The target directory as given; undefined prints the CRD to stdout. */
  readonly out: string | undefined;
  /** Whether the plural was guessed from the kind. */
  readonly pluralGuessed: boolean;
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

/** @returns the answers, or every violation of every flag */
export function checkScaffoldCrd(given: GivenFlags): Checked<ScaffoldCrdAnswers> {
  const { options } = given;
  const checked = checkCustomResourceFlags({ ...given, defaultVersion: DEFAULT_CRD_VERSION });
  const labels = parseKeyValues('--label', listOf(options, 'label'));
  const annotations = parseKeyValues('--annotation', listOf(options, 'annotation'));
  const format = documentFormat(options);
  const identity = identityOf(given);
  const fallback = checked.ok ? `${checked.value.names.plural}.${checked.value.group}` : '';
  const out = checkOut(options, { fallback, notStdout: undefined });
  const violations = [
    ...violationsOf(checked),
    ...labels.violations,
    ...annotations.violations,
    ...metadataViolations({
      given,
      group: identity.group,
      labels: labels.pairs,
      annotations: annotations.pairs,
    }),
    ...violationsOf(out),
    ...violationsOf(format),
    ...stdoutViolations(options),
  ];
  if (!checked.ok || !out.ok || !format.ok || violations.length > 0) return invalid(violations);
  const resource = { ...checked.value, labels: labels.pairs, annotations: annotations.pairs };
  return valid({
    resource,
    out: out.value === '-' ? undefined : out.value,
    pluralGuessed: identity.plural === undefined,
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}

type Metadata = {
  readonly given: GivenFlags;
  readonly group: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
};

function metadataViolations({ given, group, labels, annotations }: Metadata): readonly Violation[] {
  const found = [
    ...checkLabels(labels),
    ...checkAnnotations(annotations),
    ...checkApproval(group, annotations),
  ];
  return atFlags(found, { ...given, fields: [], versions: [], columns: [] });
}

/** stdout is either the CRD or one document about files. */
function stdoutViolations(options: RawOptions): readonly Violation[] {
  if (textOf(options, 'out') !== '-') return [];
  const { dryRun, diff } = writeAnswers(options);
  const clash = [
    ...(textOf(options, 'output') === undefined ? [] : ['--output']),
    ...(dryRun ? ['--dry-run'] : []),
    ...(diff ? ['--diff'] : []),
  ];
  const message = 'cannot be combined with --out -, which prints the CRD and writes nothing';
  return clash.map((path) => ({ path, message }));
}
