/** What an extension API server is written in. */
export type AaLanguage = 'typescript' | 'go';

/** Where servers keep objects: in their process, in a file of SQLite, or in etcd. */
export type AaStorage = 'memory' | 'sqlite' | 'etcd';

/** Subresources that stream: a log that is followed, and a WebSocket on which both sides talk. */
export const AA_STREAMS = ['logs', 'console'] as const;
export type AaStream = (typeof AA_STREAMS)[number];

/**
 * What they are called in paths. kube-apiserver cuts requests at 60 seconds but for watches and for the subresources
 * attach, exec, log, portforward and proxy (k8s.io/kubernetes pkg/controlplane/apiserver/config.go): `logs` would be cut.
 */
export const SUBRESOURCES = { logs: 'log', console: 'console' } as const satisfies Record<AaStream, string>;

/** @returns whether a word is one of them */
export function isAaStream(word: string): word is AaStream {
  return AA_STREAMS.some((each) => each === word);
}

/** What an extension API server stands on: where its templates lie, and which stores it has, the default first, and whether it streams. */
type AaLibraryTraits = {
  readonly language: AaLanguage;
  /** Folders below `templates/aa/` whose files make a project beside those of all servers. */
  readonly templates: readonly string[];
  readonly storages: readonly [AaStorage, ...AaStorage[]];
  readonly streams: boolean;
};

/** The libraries that a server can be written on; the first of a language is its default. */
const AA_LIBRARIES = {
  native: {
    language: 'typescript',
    templates: ['typescript'],
    storages: ['memory', 'sqlite', 'etcd'],
    streams: true,
  },
  apiserver: {
    language: 'go',
    templates: ['go/generic-apiserver', 'go/apiserver'],
    storages: ['etcd', 'memory'],
    streams: true,
  },
  'apiserver-runtime': {
    language: 'go',
    templates: ['go/generic-apiserver', 'go/apiserver-runtime'],
    storages: ['etcd', 'memory'],
    streams: true,
  },
  'net-http': {
    language: 'go',
    templates: ['go/net-http'],
    storages: ['memory'],
    streams: true,
  },
} as const satisfies Readonly<Record<string, AaLibraryTraits>>;
export type AaLibrary = keyof typeof AA_LIBRARIES;

/** @returns the traits of a library */
export function traitsOf(library: AaLibrary): AaLibraryTraits {
  return AA_LIBRARIES[library];
}

/** @returns the libraries of a language, its default first; of all languages where none is named */
export function librariesOf(language?: AaLanguage): readonly AaLibrary[] {
  const all = Object.keys(AA_LIBRARIES).filter((name): name is AaLibrary =>
    Object.hasOwn(AA_LIBRARIES, name),
  );
  return all.filter((name) => language === undefined || traitsOf(name).language === language);
}

/** Every language that there is a library of. */
export const AA_LANGUAGES: readonly AaLanguage[] = [
  ...new Set(librariesOf().map((library) => traitsOf(library).language)),
];
