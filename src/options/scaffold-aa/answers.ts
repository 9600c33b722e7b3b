import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { AaProject } from '../../model/aa-project.ts';
import type { CustomResource } from '../../model/custom-resource.ts';
import { checkFromFormat } from '../custom-resource/from-format.ts';
import { NO_INPUTS, type ResourceInputs } from '../custom-resource/resource-inputs.ts';
import type { RawOptions } from '../option.ts';
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { listOf, switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { checkConnect } from './connect.ts';
import { checkPlatform } from './platform.ts';
import { checkProjectNames, projectName } from './project-names.ts';
import { checkResources } from './resources.ts';

/** Everything that the flags of kx scaffold aa say, checked. */
export type ScaffoldAaAnswers = {
  readonly project: AaProject;
  /** Whether certificates for a first local run are made. */
  readonly certs: boolean;
  readonly out: string;
  /** What of the files of --from is lost, and what the server needs where it runs. */
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
  const platform = checkPlatform(options);
  const connect = checkConnect(options, platform.ok ? platform.value.library : undefined);
  const checks = [resources, out, format, fromFormat, platform, connect];
  const violations = [...checkProjectNames(options, inputs), ...checks.flatMap(violationsOf)];
  if (violations.length > 0 || !resources.ok || !out.ok || !format.ok || !platform.ok || !connect.ok)
    return invalid(violations);
  return valid({
    project: {
      name,
      group: resources.value.group,
      resources: resources.value.resources,
      service: {
        name: textOf(options, 'service') ?? name,
        namespace: textOf(options, 'namespace') ?? `${name}-system`,
      },
      ...platform.value,
      connect: { streams: connect.value, plurals: firstPlurals(resources.value.resources, options) },
    },
    certs: options['certs'] !== false,
    out: out.value,
    warnings: [...inputs.warnings, ...resources.value.warnings, ...warningsOf(platform.value)],
    texts: inputs.texts,
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}

/** Kinds of --resource say for themselves what they have. */
function firstPlurals(resources: readonly CustomResource[], options: RawOptions): readonly string[] {
  const first = resources.slice(0, resources.length - listOf(options, 'resource').length);
  return first.map(({ names }) => names.plural);
}

/** What is as well to know of a library or a store before anything is built on it. */
function warningsOf({ library, storage }: Pick<AaProject, 'library' | 'storage'>): readonly Violation[] {
  return [
    ...(library === 'apiserver-runtime' ? [OF_APISERVER_RUNTIME] : []),
    ...(storage === 'sqlite' ? [OF_SQLITE] : []),
  ];
}

const OF_SQLITE: Violation = {
  path: '--storage',
  message: 'sqlite needs Node 22.13 or later where the server runs, for node:sqlite',
};

/** @see https://github.com/kubernetes-sigs/apiserver-runtime#readme */
const OF_APISERVER_RUNTIME: Violation = {
  path: '--library',
  message:
    'apiserver-runtime is alpha and unmaintained: its last commit is of January 2025 and stands on the libraries of Kubernetes 1.31 (0.31)',
  hint: '--library apiserver serves the same kinds on those of 1.36',
};
