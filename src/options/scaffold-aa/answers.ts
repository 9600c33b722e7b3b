import { type Checked, invalid, valid, violationsOf } from '../../checked.ts';
import type { Violation } from '../../errors.ts';
import type { AaProject } from '../../model/aa-project.ts';
import { checkServable } from '../../model/check/check-servable.ts';
import type { CustomResource } from '../../model/custom-resource.ts';
import { label1035Problem, label1123Problem } from '../../model/dns-name.ts';
import { checkCustomResourceFlags } from '../custom-resource/answers.ts';
import { nameViolation } from '../name-violation.ts';
import type { RawOptions } from '../option.ts';
import { checkOut } from '../out-directory.ts';
import { type DocumentFormat, documentFormat } from '../output-format.ts';
import { switchOf, textOf } from '../raw-value.ts';
import { type WriteAnswers, writeAnswers } from '../write-options.ts';
import { DEFAULT_AA_VERSION } from './options.ts';

/** Everything that the flags of kx scaffold aa say, checked. */
export type ScaffoldAaAnswers = {
  readonly project: AaProject;
  /** Whether certificates for a first local run are made. */
  readonly certs: boolean;
  readonly out: string;
  readonly write: WriteAnswers;
  readonly format: DocumentFormat | undefined;
  readonly quiet: boolean;
};

/**
 * @param options flags as typed; NAME stands at `name`
 * @returns the answers, or every problem with them at once
 */
export function checkScaffoldAa(options: RawOptions): Checked<ScaffoldAaAnswers> {
  const resource = checkResource(options);
  const format = documentFormat(options);
  const name = textOf(options, 'name') ?? '';
  const out = checkOut(options, { fallback: name, notStdout: 'the result is a project of many files' });
  const checks = [resource, out, format];
  const violations = [...checkNames(options), ...checks.flatMap(violationsOf)];
  if (violations.length > 0 || !resource.ok || !out.ok || !format.ok) return invalid(violations);
  return valid({
    project: projectOf(resource.value, name, options),
    certs: options['certs'] !== false,
    out: out.value,
    write: writeAnswers(options),
    format: format.value,
    quiet: switchOf(options, 'quiet'),
  });
}

function projectOf(resource: CustomResource, name: string, options: RawOptions): AaProject {
  return {
    name,
    group: resource.group,
    version: resource.versions[0]?.name ?? DEFAULT_AA_VERSION,
    resources: [resource],
    service: {
      name: textOf(options, 'service') ?? name,
      namespace: textOf(options, 'namespace') ?? `${name}-system`,
    },
  };
}

/** kx scaffold crd takes `v1,served=false` here; an extension API server has one version that it serves. */
function checkResource(options: RawOptions): Checked<CustomResource> {
  const version = textOf(options, 'version');
  const isNameAlone = version === undefined || !version.includes(',');
  const resource = checkCustomResourceFlags({
    options: { ...options, version: version === undefined || !isNameAlone ? [] : [version] },
    fullName: undefined,
    defaultVersion: DEFAULT_AA_VERSION,
    statusBy: 'field',
    check: checkServable,
  });
  if (isNameAlone) return resource.ok ? valid(resource.value.resource) : resource;
  const violation = { path: `--version '${version}'`, message: 'must be a name alone, as v1alpha1' };
  return invalid([violation, ...violationsOf(resource)]);
}

function checkNames(options: RawOptions): readonly Violation[] {
  const name = textOf(options, 'name');
  const service = textOf(options, 'service');
  const namespace = textOf(options, 'namespace');
  if (name === undefined) {
    return [{ path: 'NAME', message: 'is missing: what the project and its Service are called' }];
  }
  const names = [
    { path: 'NAME', name, what: 'a project name', problemOf: label1035Problem },
    {
      path: service === undefined ? 'NAME' : '--service',
      name: service ?? name,
      what: 'a Service name',
      problemOf: label1035Problem,
    },
    {
      path: namespace === undefined ? 'NAME' : '--namespace',
      name: namespace ?? `${name}-system`,
      what: 'a namespace',
      problemOf: label1123Problem,
    },
  ];
  const found = names.flatMap((each) => nameViolation(each) ?? []);
  return found.filter(({ path }, index) => found.findIndex((other) => other.path === path) === index);
}
