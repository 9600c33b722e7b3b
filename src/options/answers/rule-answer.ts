import type { JsonValue } from '../../model/json-value.ts';

/** @returns a rule as an answers file has it: the text of the flag, or the mapping that is written there as JSON */
export function ruleAnswer(text: string): JsonValue {
  if (!text.startsWith('{')) return text;
  try {
    const mapping: JsonValue = JSON.parse(text);
    return mapping;
  } catch {
    return text;
  }
}
