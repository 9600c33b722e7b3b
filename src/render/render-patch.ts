import type { Violation } from '../errors.ts';
import { printable } from './printable.ts';

/** A caBundle field, in a file or in a cluster. */
type Field = {
  /** The file as the user named it; none in a cluster. */
  readonly file?: string;
  readonly object: string;
  readonly field: string;
  readonly action: 'same' | 'change';
};

type Summary = {
  readonly fields: readonly Field[];
  readonly notes: readonly string[];
  readonly written: boolean;
};

/** What every command gives that writes files. */
type PlanLike = {
  readonly kind: 'Plan';
  readonly written: boolean;
  readonly files: readonly object[];
  readonly warnings?: readonly Violation[];
};

/** The result of kx certs patch for programs: a Plan with the fields that the files, or the objects, have. */
export type PatchDocument = PlanLike & {
  readonly fields: readonly Field[];
  readonly notes: readonly string[];
};

/** @returns the document of `-o json` */
export function documentPatch(plan: PlanLike, { fields, notes }: Omit<Summary, 'written'>): PatchDocument {
  return { ...plan, fields, notes };
}

/** @returns what was done to which field, as lines for a person */
export function summarizePatch({ fields, notes, written }: Summary): string {
  const changed = fields.filter(({ action }) => action === 'change');
  const count = changed.length === 1 ? '1 caBundle' : `${changed.length} caBundles`;
  const verb = written ? 'set' : 'to set (dry run)';
  const headline =
    changed.length === 0
      ? 'Every caBundle holds these CAs already.'
      : `${count} ${verb}${fields.length > changed.length ? `, ${fields.length - changed.length} unchanged` : ''}:`;
  return [
    headline,
    ...changed.map(({ object, field }) => `  ${printable(object)} ${printable(field)}`),
    ...notes.map((note) => `Note: ${printable(note)}.`),
    '',
  ].join('\n');
}
