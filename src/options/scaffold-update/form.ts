import type { CommandForm } from '../command-form.ts';
import { isTaken } from './is-taken.ts';
import { type KeyedLists, withKeyedLists } from './keyed-lists.ts';

/** What an update changes of the form of the command that made a directory. */
type Update = {
  /** The directory as the user named it. */
  readonly named: string;
  /** The values that flags put into lists. */
  readonly lists: KeyedLists;
};

/** @returns the form, which checks and completes answers with the values of the lists put into them */
export function updateForm<T>(form: CommandForm<T>, { named, lists }: Update): CommandForm<T> {
  return {
    ...form,
    command: 'scaffold update',
    groups: form.groups.map((group) => ({ ...group, options: group.options.filter(isTaken) })),
    check: (options) => form.check(withKeyedLists(options, lists)),
    missing: (options) => {
      const missing = form.missing(withKeyedLists(options, lists));
      return missing.flags.length === 0 ? { args: [], flags: [] } : { ...missing, args: [named] };
    },
    complete: (answers, options) => form.complete(answers, withKeyedLists(options, lists)),
  };
}
