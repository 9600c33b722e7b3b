import { renameSync } from 'node:fs';
import { errnoReason } from '../errno-reason.ts';
import { FailedError } from '../errors.ts';
import { carryJournalOut } from './carry-journal-out.ts';
import { clearAway } from './clear-away.ts';
import { type ControlDirectory, controlDirectory } from './control-directory.ts';
import { writing } from './file-system-error.ts';
import type { Journal } from './journal.ts';
import type { PlannedFile } from './plan.ts';
import { attempt, removeTree } from './remove.ts';
import { rollBack } from './roll-back.ts';
import { stageFiles } from './stage-files.ts';
import { writeJournal } from './write-journal.ts';

/**
 * Changes a tree: all new texts and all backups go to disk first, then the journal, then each file is moved into
 * place. That the journal gets another name is what makes the run succeed. A failure takes back what was done.
 *
 * @param root absolute path of the target, which is locked
 * @param files of a plan, those that change something
 * @throws FailedError, ConflictError; the tree is then as it was, or its message says that the next run makes it so
 */
export function replaceFiles(root: string, files: readonly PlannedFile[]): void {
  const control = controlDirectory(root);
  const journal = staged(control, files);
  try {
    writing(control.journal, () => writeJournal(control, journal));
    carryJournalOut(root, journal);
    writing(control.journal, () => renameSync(control.journal, control.done));
  } catch (cause) {
    takeBack(control, journal, cause);
    throw cause;
  }
  attempt(() => clearAway(control, journal));
}

function staged(control: ControlDirectory, files: readonly PlannedFile[]): Journal {
  try {
    return stageFiles(control.root, files);
  } catch (error) {
    attempt(() => removeTree(control.work));
    throw error;
  }
}

function takeBack(control: ControlDirectory, journal: Journal, cause: unknown): void {
  try {
    rollBack(control, journal);
  } catch (failure) {
    const why = cause instanceof Error ? cause.message.replace('; nothing was changed', '') : String(cause);
    throw new FailedError(
      `${why}; what was changed before in ${control.root} could not be taken back: ${errnoReason(failure)}`,
      { hint: 'when the cause is gone, the next kx command there takes it back first', cause },
    );
  }
}
