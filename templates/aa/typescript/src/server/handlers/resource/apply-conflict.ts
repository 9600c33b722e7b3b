import { ApiError } from '../../api/status.ts';
import type { FieldConflict } from '../../managed-fields/managed-apply.ts';
import type { ManagedEntry } from '../../managed-fields/managed-entry.ts';

/** 409 with every field that another manager owns (k8s.io/apimachinery pkg/util/managedfields conflict.go). */
export const applyConflict = (conflicts: readonly FieldConflict[]): ApiError =>
  new ApiError({
    code: 409,
    reason: 'Conflict',
    message: sentence(conflicts),
    details: {
      causes: conflicts.map(({ entry, field }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${describeManager(entry)}`,
        field,
      })),
    },
  });

const sentence = (conflicts: readonly FieldConflict[]): string => {
  const [first] = conflicts;
  if (conflicts.length === 1 && first !== undefined) {
    return `Apply failed with 1 conflict: conflict with ${describeManager(first.entry)}: ${first.field}`;
  }
  const fields = new Map<string, readonly string[]>();
  for (const { entry, field } of conflicts) {
    const name = describeManager(entry);
    fields.set(name, [...(fields.get(name) ?? []), `- ${field}`]);
  }
  const lines = [...fields].flatMap(([name, each]) => [`conflicts with ${name}:`, ...each]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
};

const describeManager = ({ manager, subresource, operation, apiVersion }: ManagedEntry): string => {
  const where = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  return `${JSON.stringify(manager)}${where}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
};
