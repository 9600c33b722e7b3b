import type { Mode } from '../check.ts';
import type { Flags } from '../means.ts';
import type { Program } from './program.ts';

/** A server that kx scaffolds: a column of the table, twice. */
export type ServerKind = {
  /** Its name in files and on command lines. */
  readonly id: string;
  /** Its name in the table. */
  readonly title: string;
  /** What `kx scaffold aa` is told beside the kinds. */
  readonly scaffold: readonly string[];
  /** Whether it can be built where Go is alone. */
  readonly needsGo?: true;
  /** How it is started, once it is scaffolded in a directory; builds it where it has to be built. */
  readonly program: (project: string) => Program;
  /** Where it keeps its objects, given a directory for it alone. */
  readonly storageFlags: (directory: string) => Flags;
  /** What its README.md has it started with. */
  readonly usualFlags: Flags;
  /** What runs its own tests. */
  readonly ownTests: (project: string) => Program;
  /** Servers that share a directory are replicas. */
  readonly sharesStore?: true;
  /** Flags by which it keeps its objects elsewhere. */
  readonly otherStores?: readonly Flags[];
  /** The streaming subresources that it is scaffolded with. */
  readonly streams: readonly ('log' | 'console')[];
  /** Checks that it does not pass in a mode, each with its reason; it passes all others, which tests see to. */
  readonly fails: Readonly<Record<Mode, ReadonlyMap<number, string>>>;
};
