import { type Checked, invalid, valid } from '../../checked.ts';
import { isJsonObject, type JsonValue } from '../../model/json-value.ts';
import type { ValidationRule } from '../../model/schema/schema.ts';
import { readMembers } from '../answers/read-members.ts';
import { RULE_MEMBERS } from '../answers/rule-members.ts';

/** A rule and its place, as text. */
export type WrittenRule = { readonly place: string; readonly rule: ValidationRule };

/**
 * Reads a `--rule` that is JSON, which can say every key: `{"path":"spec","rule":"…","fieldPath":".a"}`.
 *
 * @returns the rule, or violations at the flag as typed
 */
export function parseRuleMapping(source: string): Checked<WrittenRule> {
  const path = `--rule '${source}'`;
  const mapping = parseJson(source);
  if (!isJsonObject(mapping)) {
    const hint = '{"path":"spec","rule":"self.a < self.b","reason":"FieldValueInvalid"}';
    return invalid([{ path, message: 'it starts with a brace and is no JSON object', hint }]);
  }
  const { members, problems } = readMembers(mapping, RULE_MEMBERS);
  const { path: place, rule, optionalOldSelf, ...texts } = Object.fromEntries(members);
  const violations = problems.map(({ at, message, hint }) => ({
    path,
    message: `${at.slice(1)}: ${message}`,
    hint,
  }));
  if (typeof rule !== 'string' || violations.length > 0) {
    const missing = { path, message: 'a rule needs its rule' };
    return invalid(violations.length > 0 ? violations : [missing]);
  }
  const more = Object.entries(texts).map(([key, text]) => [key, String(text)]);
  return valid({
    place: String(place ?? ''),
    rule: {
      rule,
      ...Object.fromEntries(more),
      ...(optionalOldSelf === undefined ? {} : { optionalOldSelf: optionalOldSelf === true }),
    },
  });
}

function parseJson(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
