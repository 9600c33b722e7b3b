import type { Violation } from '../../errors.ts';
import { label1035Problem, label1123Problem } from '../../model/dns-name.ts';
import type { ResourceInputs } from '../custom-resource/resource-inputs.ts';
import { nameViolation } from '../name-violation.ts';
import type { RawOptions } from '../option.ts';
import { textOf } from '../raw-value.ts';

/** @returns NAME, else what the files of --from are called by: `stable-aa` for resources of stable.example.com */
export function projectName(options: RawOptions, { described }: ResourceInputs): string | undefined {
  const name = textOf(options, 'name');
  if (name !== undefined || described === undefined) return name;
  const group = textOf(options, 'group') ?? described.group;
  const [label = ''] = group?.split('.', 1) ?? [];
  return label === '' ? undefined : `${label}-aa`;
}

/** @returns what is wrong with NAME and with the names of the Service, each given or following from NAME */
export function checkProjectNames(options: RawOptions, inputs: ResourceInputs): readonly Violation[] {
  const name = projectName(options, inputs);
  const service = textOf(options, 'service');
  const namespace = textOf(options, 'namespace');
  if (name === undefined) {
    // What a file should have said is not missing while the file could not be read.
    if (inputs.violations.length > 0) return [];
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
