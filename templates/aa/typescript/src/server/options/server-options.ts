/** What was asked of the server on its command line: complete and checked. */
export type ServerOptions = {
  readonly port: number;
  /** undefined listens on every address. */
  readonly bindAddress: string | undefined;
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile: string | undefined;
  readonly requestHeader: RequestHeaderOptions;
  readonly authorizationMode: AuthorizationMode;
  readonly storage: StorageName;
  /** Where a storage that keeps files has them. */
  readonly dataDir: string;
  readonly verbosity: number;
};

/** Whom to believe as the aggregator, and where it puts the identity of the user; header names in lower case. */
export type RequestHeaderOptions = {
  readonly caFile: string | undefined;
  readonly allowedNames: readonly string[];
  readonly usernameHeaders: readonly string[];
  readonly uidHeaders: readonly string[];
  readonly groupHeaders: readonly string[];
  readonly extraHeaderPrefixes: readonly string[];
};

/** Who may do what. */
export const authorizationModes = ['SystemMasters', 'AlwaysAllow'] as const;
export type AuthorizationMode = (typeof authorizationModes)[number];

/** Where objects are kept: in the process, or in a file. */
export const storageNames = ['memory', 'sqlite'] as const;
export type StorageName = (typeof storageNames)[number];
