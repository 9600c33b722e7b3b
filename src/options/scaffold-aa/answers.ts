import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { AaProject } from '../../model/aa-project.ts';
import { checkFromFormat } from '../custom-resource/from-format.ts';
import { NO_INPUTS, type ResourceInputs } from '../custom-resource/resource-inputs.ts';
import type { RawOptions } from '../option.ts';
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { checkProjectNames, projectName } from './project-names.ts';
import { checkResources } from './resources.ts';

/** Everything that the flags of kx scaffold aa say, checked. */
export type ScaffoldAaAnswers = {
  readonly project: AaProject;
  /** Whether certificates for a first local run are made. */
  readonly certs: boolean;
  readonly out: string;
  /** What of the files of --from is lost. */
  readonly warnings: readonly Violation[];
  /** The texts of the files that were read. */
  readonly texts: ResourceInputs['texts'];
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

/**
 * @param options flags as typed; NAME stands at `name`
 * @returns the answers, or every problem with them at once
 */
export function checkScaffoldAa(
  options: RawOptions,
  inputs: ResourceInputs = NO_INPUTS,
): Checked<ScaffoldAaAnswers> {
  const resources = checkResources(options, inputs);
  const format = documentFormat(options);
  const fromFormat = checkFromFormat(options);
  const name = projectName(options, inputs) ?? '';
  const out = checkOut(options, { fallback: name, notStdout: 'the result is a project of many files' });
  const checks = [resources, out, format, fromFormat];
  const violations = [...checkProjectNames(options, inputs), ...checks.flatMap(violationsOf)];
  if (violations.length > 0 || !resources.ok || !out.ok || !format.ok) return invalid(violations);
  return valid({
    project: {
      name,
      group: resources.value.group,
      resources: resources.value.resources,
      service: {
        name: textOf(options, 'service') ?? name,
        namespace: textOf(options, 'namespace') ?? `${name}-system`,
      },
    },
    certs: options['certs'] !== false,
    out: out.value,
    warnings: [...inputs.warnings, ...resources.value.warnings],
    texts: inputs.texts,
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}
