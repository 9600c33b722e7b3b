import type { AnswerTable } from '../command-form.ts';
import type { Answer, OptionSpec } from '../option.ts';
import { longFlagOf, rawKeyOf, takesValue } from '../option-name.ts';

/** One answer of a command, under each of its names. */
export type AnswerSpec = Pick<OptionSpec, 'choices' | 'defaultText' | 'description'> & {
  readonly answer: Answer;
  /** Among raw options: `shortName`. */
  readonly rawKey: string;
  /** As violations call it: `--short-name`, `NAME`. */
  readonly flag: string;
  /** `KX_SHORT_NAME`. */
  readonly environment: string;
  readonly shape: 'list' | 'switch' | 'text';
};

/** @returns the answers that a command takes, in the order of --help, the positional argument first */
export function answerSpecs({ groups, argument }: AnswerTable): readonly AnswerSpec[] {
  const flags = groups.flatMap(({ options }) => options).flatMap(specOf);
  if (argument?.answer === undefined) return flags;
  const { answer, key, name, description } = argument;
  const environment = `KX_${name}`;
  return [{ answer, rawKey: key, flag: name, environment, shape: 'text', description }, ...flags];
}

function specOf(option: OptionSpec): readonly AnswerSpec[] {
  const { answer, choices, defaultText, description } = option;
  if (answer === undefined) return [];
  const flag = longFlagOf(option);
  return [
    {
      answer,
      rawKey: rawKeyOf(option),
      flag,
      environment: `KX_${flag.slice(2).toUpperCase().replaceAll('-', '_')}`,
      shape: option.repeatable === true ? 'list' : takesValue(option) ? 'text' : 'switch',
      description,
      ...(choices === undefined ? {} : { choices }),
      ...(defaultText === undefined ? {} : { defaultText }),
    },
  ];
}
