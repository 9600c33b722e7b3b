import { MergeConflictError } from '../errors.ts';
import type { Io } from '../io.ts';
import { colourOf } from '../options/colour-flag.ts';
import type { RawOptions } from '../options/option.ts';
import { fileBelow } from '../render/file-below.ts';
import { VERSION } from '../version.ts';
import type { Applied } from '../write/carry-out.ts';
import { showError } from './show-error.ts';

type Merged = {
  readonly applied: Applied;
  /** The target as the user named it. */
  readonly out: string;
  readonly options: RawOptions;
  readonly io: Io;
};

/**
 * Says where a merge left conflict markers. stdout has the plan already, so the sentence for people goes to stderr
 * alone.
 *
 * @returns the exit code: 4 where there are conflicts, else 0
 */
export async function tellConflicts({ applied, out, options, io }: Merged): Promise<number> {
  const conflicts = applied.plan.files.filter(({ action }) => action === 'conflict');
  if (conflicts.length === 0 || !applied.written) return 0;
  const are = conflicts.length === 1 ? 'file has' : 'files have';
  const error = new MergeConflictError(
    `${conflicts.length} ${are} conflicts between your changes and those of kx ${VERSION}`,
    {
      hint: 'edit what stands between the markers <<<<<<< and >>>>>>>, and remove them; all else is done',
      violations: conflicts.map(({ path, note }) => ({
        path: fileBelow(out, path),
        message: note ?? 'has conflicts',
      })),
    },
  );
  const colour = colourOf(options);
  return showError(error, colour === undefined ? [] : ['--color', colour], io);
}
