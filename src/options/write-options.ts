import { colourOf } from './colour-flag.ts';
import type { OptionGroup, RawOptions } from './option.ts';
import { switchOf } from './raw-value.ts';

/** The flags of every command that writes files, but for `--out`, whose default differs. */
export const WRITE_OPTIONS: OptionGroup = {
  title: 'Writing:',
  options: [
    { flags: '--dry-run', description: 'show what would be written, write nothing' },
    { flags: '--diff', description: 'print it as a unified diff that patch -p1 takes, write nothing' },
    { flags: '--force', description: 'replace files that exist with other content' },
    { flags: '-y, --yes', description: 'never ask; what is missing is an error' },
  ],
};

/** How far a run may go, and whether it may ask. */
export type WriteAnswers = {
  readonly dryRun: boolean;
  readonly diff: boolean;
  readonly force: boolean;
  readonly yes: boolean;
  /** What `--color` says, for what is shown before a question. */
  readonly colour?: string;
};

/** @returns the answers of WRITE_OPTIONS; they cannot be wrong */
export function writeAnswers(options: RawOptions): WriteAnswers {
  const colour = colourOf(options);
  return {
    dryRun: switchOf(options, 'dryRun'),
    diff: switchOf(options, 'diff'),
    force: switchOf(options, 'force'),
    yes: switchOf(options, 'yes'),
    ...(colour === undefined ? {} : { colour }),
  };
}
