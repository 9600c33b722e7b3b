import { objectAt, objectsAt, textAt } from '../../../discover/walk/untyped.ts';
import type { Violation } from '../../../errors.ts';
import type { ClusterAnswer } from '../../cluster/cluster-client.ts';

/** What is known of managers of fields, by their names. */
const MANAGERS: readonly { readonly pattern: RegExp; readonly consequence: string }[] = [
  {
    pattern: /^kubectl/,
    consequence: 'the next kubectl apply of its manifest puts the old value back, so patch that first (-f)',
  },
  { pattern: /cert-manager|cainjector/, consequence: "cert-manager's cainjector would set it again" },
  { pattern: /^helm$/i, consequence: 'the next helm upgrade may put the old value back' },
];

/**
 * @param label the object, as messages name it
 * @returns each field that somebody else manages, with who; none where the answer is about something else
 */
export function conflictsIn(label: string, { status, received }: ClusterAnswer): readonly Violation[] {
  if (status !== 409) return [];
  const causes = objectsAt(objectAt(received, 'details'), 'causes');
  return causes
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map((cause) => {
      const manager = /conflict with "([^"]*)"/.exec(textAt(cause, 'message') ?? '')?.[1] ?? 'somebody else';
      const known = MANAGERS.find(({ pattern }) => pattern.test(manager));
      const consequence = known?.consequence ?? 'it may set it again';
      return {
        path: `${label} ${textAt(cause, 'field') ?? ''}`.trim(),
        message: `is managed by ${manager}: ${consequence}`,
      };
    });
}
