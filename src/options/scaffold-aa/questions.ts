import { pluralSoFar, RESOURCE_QUESTIONS } from '../custom-resource/questions.ts';
import type { RawOptions } from '../option.ts';
import type { Question } from '../question.ts';
import { textOf } from '../raw-value.ts';

/** What a person on a terminal is asked. */
export const SCAFFOLD_AA_QUESTIONS: readonly Question[] = [
  {
    key: 'name',
    flag: 'NAME',
    message: 'Name of the project and its Service',
    hint: 'as my-aa',
    preview: previewProject,
  },
  {
    key: 'group',
    flag: '--group',
    message: 'API group',
    hint: 'a domain, as demo.example.com',
    preview: (typed, options) => previewResource({ ...options, group: typed }),
  },
  {
    key: 'kind',
    flag: '--kind',
    message: 'Kind',
    hint: 'CamelCase, as Widget',
    preview: (typed, options) => previewResource({ ...options, kind: typed }),
  },
  {
    key: 'plural',
    flag: '--plural',
    message: 'Plural',
    offered: true,
    defaultOf: pluralSoFar,
    preview: (typed, options) => previewResource({ ...options, plural: typed }),
  },
  ...RESOURCE_QUESTIONS,
];

function previewProject(name: string, options: RawOptions): string {
  const service = textOf(options, 'service') ?? name;
  const namespace = textOf(options, 'namespace') ?? `${name}-system`;
  return `${textOf(options, 'out') ?? `./${name}`}/, Service ${service} in ${namespace}`;
}

/** @returns what kubectl calls the resource */
function previewResource(options: RawOptions): string | undefined {
  const plural = pluralSoFar(options);
  return plural === undefined ? undefined : `${plural}.${textOf(options, 'group') ?? 'example.com'}`;
}
