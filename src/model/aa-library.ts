/** What an extension API server is written in. */
export type AaLanguage = 'typescript' | 'go';

/** Where servers keep objects: in their process, in a file of SQLite, or in etcd. */
export type AaStorage = 'memory' | 'sqlite' | 'etcd';

/** What an extension API server stands on: where its templates lie, and which stores it has, the default first. */
type AaLibraryTraits = {
  readonly language: AaLanguage;
  /** Folder below `templates/aa/`. */
  readonly templates: string;
  readonly storages: readonly [AaStorage, ...AaStorage[]];
};

/** The libraries that a server can be written on; the first of a language is its default. */
const AA_LIBRARIES = {
  native: { language: 'typescript', templates: 'typescript', storages: ['memory', 'sqlite', 'etcd'] },
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
