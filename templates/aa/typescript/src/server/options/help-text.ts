import { type FlagSpec, flagNames, flags } from './flags.ts';

/** The text of `--help` of a server called `name`. */
export const helpText = (name: string): string =>
  [
    `${name} serves its API group beside kube-apiserver, which forwards requests to it once an APIService names it.`,
    '',
    'Usage:',
    `  node src/main.ts --tls-cert-file=FILE --tls-private-key-file=FILE [flags]`,
    '',
    'Flags:',
    ...flagNames.map((flag) => flagLine(flag, flags[flag])),
    '',
  ].join('\n');

const flagLine = (name: string, spec: FlagSpec): string => {
  const typed = `${name.length === 1 ? '-' : '--'}${name}${spec.value === undefined ? '' : ` ${spec.value}`}`;
  const fallback = spec.default === undefined ? '' : ` (default: ${spec.default})`;
  return `  ${typed}\n      ${spec.description}${fallback}`;
};
