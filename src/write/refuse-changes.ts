import { ConflictError } from '../errors.ts';
import type { Plan, PlannedFile } from './plan.ts';

/**
 * Stops a run that would replace what somebody may have edited.
 *
 * @throws ConflictError that lists every file that differs
 */
export function refuseChanges(plan: Plan): void {
  const changes = plan.files.filter((file) => file.action === 'change');
  if (changes.length === 0) return;
  const [file, is] = changes.length === 1 ? ['file', 'exists and differs'] : ['files', 'exist and differ'];
  throw new ConflictError(`${changes.length} ${file} in ${plan.root} ${is}; nothing was written`, {
    hint: '--diff shows the change, --force replaces these files, another --out leaves them',
    violations: changes.map((file) => ({ path: file.path, message: reasonOf(file) })),
  });
}

function reasonOf({ before, text, isBinary }: PlannedFile): string {
  if (isBinary === true) return 'exists, and is no UTF-8 text';
  return before === text ? 'is a private key that others can read' : 'exists with other content';
}
