import { type Checked, invalid, valid } from '../../checked.ts';
import type { PlacedRule } from '../../model/schema/add-rules.ts';
import { parseFieldPath } from './field-path.ts';
import { parseRuleMapping, type WrittenRule } from './rule-mapping.ts';

const EXAMPLE = 'spec: self.minReplicas <= self.maxReplicas | minReplicas must not exceed maxReplicas';
/** A string of CEL, closed; raw and bytes have a letter before, triple quotes span lines. */
const TEXT = /[rR]?[bB]?[rR]?("""|'''|"|')(?:\\[\s\S]|(?!\1)[\s\S])*?\1/gu;

/**
 * Reads one `--rule`: `PATH: CEL | message`. The path is that of the field language from the root; a dot, or nothing,
 * stands for the whole object. What follows the last single bar between blanks and outside of quotes is the message.
 * A JSON object says more keys of a rule.
 *
 * @returns the rule and its place, or one violation whose path is the flag as typed
 */
export function parseRule(source: string): Checked<PlacedRule> {
  const path = `--rule '${source}'`;
  const written = source.startsWith('{') ? parseRuleMapping(source) : parseRuleText(source);
  if (!written.ok) return written;
  const { place, rule } = written.value;
  const fieldPath = placeOf(place);
  if (!fieldPath.ok) return invalid(fieldPath.violations.map((violation) => ({ ...violation, path })));
  return valid({ path: fieldPath.value, rule });
}

function parseRuleText(source: string): Checked<WrittenRule> {
  const [, place, text] = /^([^:]*?)\s*:(?!:)\s*([\s\S]*)$/u.exec(source) ?? [];
  if (place === undefined || text === undefined || text.trim() === '') {
    return invalid([
      { path: `--rule '${source}'`, message: 'it must be PATH: CEL | message', hint: EXAMPLE },
    ]);
  }
  const { rule, message } = splitMessage(text);
  return valid({ place: place.trim(), rule: { rule, ...(message === undefined ? {} : { message }) } });
}

function placeOf(text: string): ReturnType<typeof parseFieldPath> {
  return text === '' || text === '.' || text === 'self' ? valid([]) : parseFieldPath(text);
}

function splitMessage(text: string): { readonly rule: string; readonly message: string | undefined } {
  const code = text.replace(TEXT, (quoted) => '_'.repeat(quoted.length));
  const bars = [...code.matchAll(/(?<=\s)\|(?=\s)/gu)];
  const at = bars.at(-1)?.index;
  if (at === undefined) return { rule: text.trim(), message: undefined };
  const message = text.slice(at + 1).trim();
  return { rule: text.slice(0, at).trim(), message: message === '' ? undefined : message };
}

/**
 * @param path of a violation of the model: `versions[0].schema.spec.x-kubernetes-validations[0].rule`
 * @param places what `addRules` says of each rule
 * @param sources the texts of `--rule`, in the same order
 * @returns the flag that brought the rule; undefined where no flag did
 */
export function ruleFlag(
  path: string,
  places: readonly (string | undefined)[],
  sources: readonly string[],
): string | undefined {
  const inSchema = path.replace(/^versions\[\d+\]\./u, '');
  const index = places.findIndex((place) => place !== undefined && inSchema.startsWith(`${place}.`));
  return sources[index] === undefined ? undefined : `--rule '${sources[index]}'`;
}
