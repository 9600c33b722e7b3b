import { type Checked, invalid, valid } from '../../checked.ts';
import type { FieldPath, FieldStep } from '../../model/schema/field-path.ts';

const SEGMENT = /^([^\s.[\]{}<>:!=,"'`]+)((?:\[\]|\{\})*)$/u;

/**
 * Reads the path of a field: names joined by dots, each perhaps followed by `[]` (item) or `{}` (value).
 *
 * @returns the path, or one violation (whose path is empty)
 */
export function parseFieldPath(text: string): Checked<FieldPath> {
  const steps: FieldStep[] = [];
  for (const part of text.split('.')) {
    const [, name, suffixes] = SEGMENT.exec(part) ?? [];
    if (name === undefined || name === '__proto__') {
      return invalid([{ path: '', message: `'${text}' is no path of a field`, hint: pathHint(text, part) }]);
    }
    steps.push({ kind: 'property', name });
    for (const suffix of suffixes?.match(/../gu) ?? []) {
      steps.push({ kind: suffix === '[]' ? 'item' : 'value' });
    }
  }
  return valid(steps);
}

function pathHint(text: string, part: string): string {
  if (text.startsWith('.')) return `leave out the leading dot: ${text.slice(1)}`;
  return /\[.+\]/u.test(part)
    ? 'name[] stands for every item of a list'
    : 'names are joined by dots: spec.replicas, spec.ports[].name, spec.limits{}';
}
