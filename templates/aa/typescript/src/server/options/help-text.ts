import { defaultOf, type FlagName, type FlagSpec, type FlagValues, flagNames, flags } from './flags.ts';

/** The text of `--help` of a server called `name`; `defaults` are those that it has of its own. */
export const helpText = (name: string, defaults: FlagValues = {}): string =>
  [
    `${name} serves its API group beside kube-apiserver, which forwards requests to it once an APIService names it.`,
    '',
    'Usage:',
    `  node src/main.ts --tls-cert-file=FILE --tls-private-key-file=FILE [flags]`,
    '',
    'Flags:',
    ...flagNames.map((flag) => flagLine(flag, defaultOf(flag, defaults))),
    '',
  ].join('\n');

const flagLine = (name: FlagName, byDefault: string): string => {
  const { value, description }: FlagSpec = flags[name];
  const typed = `${name.length === 1 ? '-' : '--'}${name}${value === undefined ? '' : ` ${value}`}`;
  return `  ${typed}\n      ${description}${byDefault === '' ? '' : ` (default: ${byDefault})`}`;
};
