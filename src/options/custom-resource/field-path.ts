import { type Checked, invalid, valid } from '../../checked.ts';
import type { FieldPath, FieldStep } from '../../model/schema/field-path.ts';
import { DEEPEST } from './deepest.ts';

const SEGMENT = /^([^\s.[\]{}<>:!=,"'`]+)((?:\[\]|\{\})*)$/u;

/** Kubernetes takes such a field; for objects of JavaScript see ECMA-262 B.2.2.1. */
const PROTOTYPE_NAME =
  'kx takes no field __proto__: JavaScript, which it is written in, keeps the prototype of an object under that name';

/**
 * Reads the path of a field: names joined by dots, each perhaps followed by `[]` (item) or `{}` (value).
 *
 * @returns the path, or one violation (whose path is empty)
 */
export function parseFieldPath(text: string): Checked<FieldPath> {
  const steps: FieldStep[] = [];
  for (const part of text.split('.')) {
    const [, name, suffixes] = SEGMENT.exec(part) ?? [];
    if (name === undefined) {
      return invalid([{ path: '', message: `'${text}' is no path of a field`, hint: pathHint(text, part) }]);
    }
    if (name === '__proto__') return invalid([{ path: '', message: PROTOTYPE_NAME }]);
    for (const step of stepsOf(name, suffixes ?? '')) steps.push(step);
  }
  return steps.length > DEEPEST
    ? invalid([{ path: '', message: `the path is ${steps.length} levels deep; kx takes ${DEEPEST} at most` }])
    : valid(steps);
}

function stepsOf(name: string, suffixes: string): readonly FieldStep[] {
  const elements = suffixes.match(/../gu) ?? [];
  return [
    { kind: 'property', name },
    ...elements.map((suffix): FieldStep => ({ kind: suffix === '[]' ? 'item' : 'value' })),
  ];
}

function pathHint(text: string, part: string): string {
  if (text.startsWith('.')) return `leave out the leading dot: ${text.slice(1)}`;
  return /\[.+\]/u.test(part)
    ? 'name[] stands for every item of a list'
    : 'names are joined by dots: spec.replicas, spec.ports[].name, spec.limits{}';
}
