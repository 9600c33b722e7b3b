import type { OptionGroup } from '../option.ts';

/** The flags of every command that asks: where answers come from, and what they are. */
export const ANSWER_OPTIONS: OptionGroup = {
  title: 'Answers:',
  options: [
    { flags: '--answers <file>', description: 'YAML or JSON with answers; - reads stdin' },
    { flags: '--print-answers', description: 'print all answers as such a file, write nothing' },
    { flags: '--explain', description: 'print each answer and where it came from, write nothing' },
  ],
};

/** What --help says of answers besides the flags; 80 columns. */
export const ANSWERS_HELP = `Answers: flag > --answers > environment (KX_ and the flag in capitals, as in
KX_SHORT_NAME; of repeatable flags one value a line) > prompt > default`;
