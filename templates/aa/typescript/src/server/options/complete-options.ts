import { type FlagName, type FlagSpec, flagNames, flags } from './flags.ts';
import type { ParsedFlags } from './parse-flags.ts';
import { authorizationModes, type ServerOptions } from './server-options.ts';

/** The options, or a sentence for every flag that is wrong. */
export type CompletedOptions = { readonly options?: ServerOptions; readonly problems: readonly string[] };

/** Adds the defaults to what was typed and checks every value; all problems come at once. */
export const completeOptions = (parsed: ParsedFlags): CompletedOptions => {
  const text = (name: FlagName): string => parsed.values[name] ?? defaultOf(name);
  const list = (name: FlagName): string[] =>
    text(name)
      .split(',')
      .filter((part) => part !== '');
  const headers = (name: FlagName): string[] => list(name).map((header) => header.toLowerCase());
  const optional = (name: FlagName): string | undefined => (text(name) === '' ? undefined : text(name));

  const mode = authorizationModes.find((each) => each === text('authorization-mode'));
  const problems = [...parsed.problems, ...problemsOf(text)];
  if (problems.length > 0) return { problems };
  return {
    problems,
    options: {
      port: Number(text('secure-port')),
      bindAddress: optional('bind-address'),
      certFile: text('tls-cert-file'),
      keyFile: text('tls-private-key-file'),
      clientCaFile: optional('client-ca-file'),
      requestHeader: {
        caFile: optional('requestheader-client-ca-file'),
        allowedNames: list('requestheader-allowed-names'),
        usernameHeaders: headers('requestheader-username-headers'),
        uidHeaders: headers('requestheader-uid-headers'),
        groupHeaders: headers('requestheader-group-headers'),
        extraHeaderPrefixes: headers('requestheader-extra-headers-prefix'),
      },
      cluster: {
        kubeconfig: optional('kubeconfig'),
        authenticationKubeconfig: optional('authentication-kubeconfig'),
        authorizationKubeconfig: optional('authorization-kubeconfig'),
        skipLookup: text('authentication-skip-lookup') === 'true',
        tolerateLookupFailure: text('authentication-tolerate-lookup-failure') === 'true',
      },
      authorizationMode: mode,
      verbosity: Number(text('v')),
    },
  };
};

const specOf = (name: FlagName): FlagSpec => flags[name];

const defaultOf = (name: FlagName): string => specOf(name).default ?? '';

const modes: readonly string[] = authorizationModes;

const problemsOf = (text: (name: FlagName) => string): string[] => [
  ...(isNumberUpTo(text('secure-port'), 65_535)
    ? []
    : [`--secure-port ${text('secure-port')}: must be a port between 0 and 65535`]),
  ...(['tls-cert-file', 'tls-private-key-file'] as const)
    .filter((name) => text(name) === '')
    .map((name) => `--${name} is required: ${flags[name].description}`),
  ...flagNames
    .filter((name) => specOf(name).value === undefined && !['', 'true', 'false'].includes(text(name)))
    .map((name) => `--${name} ${text(name)}: must be true or false`),
  ...(text('authorization-mode') !== '' && !modes.includes(text('authorization-mode'))
    ? [`--authorization-mode ${text('authorization-mode')}: must be one of ${authorizationModes.join(', ')}`]
    : []),
  ...(isNumberUpTo(text('v'), 10) ? [] : [`-v ${text('v')}: must be a number between 0 and 10`]),
];

const isNumberUpTo = (value: string, limit: number): boolean =>
  /^\d{1,5}$/.test(value) && Number(value) <= limit;
