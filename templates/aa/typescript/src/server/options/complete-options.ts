import { etcdOptions, etcdProblems } from './etcd-options.ts';
import { defaultOf, type FlagName, type FlagSpec, type FlagValues, flagNames, flags } from './flags.ts';
import { operationOptions, operationProblems } from './operation-options.ts';
import type { ParsedFlags } from './parse-flags.ts';
import { authorizationModes, type ServerOptions, type StorageName, storageNames } from './server-options.ts';

/** The options, or a sentence for every flag that is wrong. */
export type CompletedOptions = { readonly options?: ServerOptions; readonly problems: readonly string[] };

/** Adds the defaults to what was typed and checks every value; all problems come at once. */
export const completeOptions = (parsed: ParsedFlags, defaults: FlagValues = {}): CompletedOptions => {
  const text = (name: FlagName): string => parsed.values[name] ?? defaultOf(name, defaults);
  const list = (name: FlagName): string[] =>
    text(name)
      .split(',')
      .filter((part) => part !== '');
  const headers = (name: FlagName): string[] => list(name).map((header) => header.toLowerCase());
  const optional = (name: FlagName): string | undefined => (text(name) === '' ? undefined : text(name));

  const mode = authorizationModes.find((each) => each === text('authorization-mode'));
  const storage = storageNames.find((each) => each === text('storage'));
  const problems = [...parsed.problems, ...problemsOf(text, storage)];
  if (problems.length > 0 || storage === undefined) return { problems };
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
      storage,
      dataDir: text('data-dir'),
      etcd: etcdOptions(text, list),
      ...operationOptions(text),
      verbosity: Number(text('v')),
    },
  };
};

const specOf = (name: FlagName): FlagSpec => flags[name];

const modes: readonly string[] = authorizationModes;

const problemsOf = (text: (name: FlagName) => string, storage: StorageName | undefined): string[] => [
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
  ...(storage === undefined
    ? [`--storage ${text('storage')}: must be one of ${storageNames.join(', ')}`]
    : []),
  ...operationProblems(text),
  ...(text('data-dir') === '' ? ['--data-dir must name a directory'] : []),
  ...etcdProblems(text, storage === 'etcd'),
  ...(isNumberUpTo(text('v'), 10) ? [] : [`-v ${text('v')}: must be a number between 0 and 10`]),
];

const isNumberUpTo = (value: string, limit: number): boolean =>
  /^\d{1,5}$/.test(value) && Number(value) <= limit;
