import { RESOURCE_SCOPES } from '../../model/custom-resource.ts';
import { pluralOf } from '../../model/plural.ts';
import type { RawOptions } from '../option.ts';
import type { Question } from '../question.ts';
import { textOf } from '../raw-value.ts';

/** What can be a kind while it is typed; nothing is said of what will be refused. */
const KIND = /^[A-Za-z][A-Za-z0-9]*$/u;

/** @returns the plural as it was given, else as it follows from the kind; undefined while there is none */
export function pluralSoFar(options: RawOptions): string | undefined {
  const kind = textOf(options, 'kind');
  const guess = kind === undefined || !KIND.test(kind) ? undefined : pluralOf(kind);
  return textOf(options, 'plural') ?? guess;
}

/** What a person is offered to say of a resource that is named; kx scaffold crd and kx scaffold aa share it. */
export const RESOURCE_QUESTIONS: readonly Question[] = [
  {
    key: 'scope',
    flag: '--scope',
    message: 'Scope',
    offered: true,
    choices: RESOURCE_SCOPES,
    defaultOf: () => RESOURCE_SCOPES[0],
  },
  {
    key: 'field',
    flag: '--field',
    message: 'Field',
    hint: 'as spec.replicas:int32=1; empty: no more',
    offered: true,
    repeatable: true,
  },
];
