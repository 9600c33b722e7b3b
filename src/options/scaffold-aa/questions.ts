import { identityOf } from '../custom-resource/identity.ts';
import { pluralSoFar, RESOURCE_QUESTIONS } from '../custom-resource/questions.ts';
import type { ResourceInputs } from '../custom-resource/resource-inputs.ts';
import type { RawOptions } from '../option.ts';
import type { Question } from '../question.ts';
import { textOf } from '../raw-value.ts';
import { projectName } from './project-names.ts';

/** @returns what a person on a terminal is asked; of what files describe, only what they leave open */
export function scaffoldAaQuestions(options: RawOptions, inputs: ResourceInputs): readonly Question[] {
  const { described } = inputs;
  if (described === undefined) return QUESTIONS;
  const { missing } = identityOf({ options, fullName: undefined, described });
  const isOpen = ({ key, flag }: Question) =>
    key === 'name' ? projectName(options, inputs) === undefined : missing.includes(flag);
  return QUESTIONS.filter(isOpen);
}

const QUESTIONS: readonly Question[] = [
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
  {
    key: 'resource',
    flag: '--resource',
    message: 'Further kind',
    hint: 'as WidgetClass,scope=Cluster; empty: no more',
    offered: true,
    repeatable: true,
  },
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
