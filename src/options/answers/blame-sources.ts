import type { Violation } from '../../errors.ts';
import type { AnswerSpec } from './answer-spec.ts';
import type { Merged } from './merge-layers.ts';

/** A flag as violations name it: `--scope`, `--field 'spec.a:strin'`, `NAME`. */
const FLAG_PATH = /^(?<flag>--[\w-]+|[A-Z.]+)(?: '(?<text>.*)')?$/su;

/** Blames violations on where the values stand: `--scope` becomes `answers.yaml: scope`, or `KX_SCOPE`. */
export function blameSources(
  violations: readonly Violation[],
  specs: readonly AnswerSpec[],
  merged: Merged,
): readonly Violation[] {
  return violations.map((violation) => ({ ...violation, path: pathOf(violation.path, specs, merged) }));
}

function pathOf(path: string, specs: readonly AnswerSpec[], { options, origins }: Merged): string {
  const { flag, text } = FLAG_PATH.exec(path)?.groups ?? {};
  const spec = specs.find((each) => each.flag === flag);
  const place = spec && origins.get(spec.rawKey)?.place;
  if (spec === undefined || place === undefined) return path;
  const values = options[spec.rawKey];
  if (!Array.isArray(values)) return place.path;
  if (text === undefined) return (values.length === 1 ? place.items?.[0] : undefined) ?? place.path;
  // A value that the list does not have was given as a flag, beside it.
  return values.includes(text) ? (place.items?.[values.indexOf(text)] ?? place.path) : path;
}

/** What makes up the text of an item: where it is wrong, the text says something else. */
const ESSENTIAL = /\.(?:jsonPath|name|path|type)$/u;

/**
 * @param blamed what the command's check found
 * @param unread what could not be read
 * @returns the first without what only follows from the second
 */
export function withoutConsequences(
  blamed: readonly Violation[],
  unread: readonly Violation[],
): readonly Violation[] {
  return blamed.filter(
    ({ path, message }) =>
      !unread.some(
        (cause) =>
          cause.path === path ||
          (cause.path.startsWith(path) && (cause.message === message || ESSENTIAL.test(cause.path))),
      ),
  );
}
