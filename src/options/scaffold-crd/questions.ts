import { type GivenFlags, identityOf } from '../custom-resource/identity.ts';
import { pluralSoFar, RESOURCE_QUESTIONS } from '../custom-resource/questions.ts';
import type { RawOptions } from '../option.ts';
import type { Question } from '../question.ts';
import { textOf } from '../raw-value.ts';

/** @returns what a person on a terminal is asked where neither PLURAL.GROUP nor a flag nor a file says it */
export function scaffoldCrdQuestions(given: GivenFlags): readonly Question[] {
  const { missing, plural } = identityOf(given);
  if (given.described !== undefined) return [GROUP, KIND].filter(({ flag }) => missing.includes(flag));
  const required = [GROUP, KIND].filter(({ flag }) => missing.includes(flag));
  return [...required, ...(plural === undefined ? [PLURAL] : []), ...RESOURCE_QUESTIONS];
}

const GROUP: Question = {
  key: 'group',
  flag: '--group',
  message: 'API group',
  hint: 'a domain, as stable.example.com',
  preview: (typed, options) => preview({ ...options, group: typed }),
};

const KIND: Question = {
  key: 'kind',
  flag: '--kind',
  message: 'Kind',
  hint: 'CamelCase, as CronTab',
  preview: (typed, options) => preview({ ...options, kind: typed }),
};

const PLURAL: Question = {
  key: 'plural',
  flag: '--plural',
  message: 'Plural',
  offered: true,
  defaultOf: pluralSoFar,
  preview: (typed, options) => preview({ ...options, plural: typed }),
};

/** @returns the name of the CRD, and the directory that it is written to */
function preview(options: RawOptions): string | undefined {
  const { group, plural } = identityOf({ options, fullName: textOf(options, 'fullName') });
  const names = plural ?? pluralSoFar(options);
  if (names === undefined) return undefined;
  const out = textOf(options, 'out');
  if (out === '-') return `${names}.${group}`;
  return `${names}.${group}, ${out ?? `./${names}.${group}`}/`;
}
