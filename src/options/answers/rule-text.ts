import type { JsonObject } from '../../model/json-value.ts';
import { parseRule } from '../custom-resource/rule.ts';
import { type ItemText, readMembers } from './read-members.ts';
import { RULE_MEMBERS } from './rule-members.ts';

/** @returns `PATH: CEL | message` where that says all of it, else the mapping as JSON, which `--rule` takes as well */
export function ruleText(item: JsonObject): ItemText {
  const { members, problems } = readMembers(item, RULE_MEMBERS);
  const given = Object.fromEntries(members);
  const missing = (item['rule'] ?? null) === null ? [{ at: '', message: 'a rule needs its rule' }] : [];
  const { path = '.', rule = '', message, ...more } = given;
  const short = `${path}: ${rule}${message === undefined ? '' : ` | ${message}`}`;
  const isShort = Object.keys(more).length === 0 && saysTheSame(short, given);
  return { text: isShort ? short : JSON.stringify(given), problems: [...problems, ...missing] };
}

function saysTheSame(short: string, given: JsonObject): boolean {
  const read = parseRule(short);
  if (!read.ok) return false;
  const { rule, message } = read.value.rule;
  return rule === given['rule'] && message === given['message'];
}
