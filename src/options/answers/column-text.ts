import type { JsonObject } from '../../model/json-value.ts';
import { type ItemText, type MemberType, readMembers } from './read-members.ts';

/** A column as an answers file may write it: names of `additionalPrinterColumns[]`. */
export const COLUMN_MEMBERS = {
  name: 'text',
  type: 'text',
  jsonPath: 'text',
  priority: 'number',
} as const satisfies Record<string, MemberType>;

const HIGHEST_PRIORITY = 999_999_999;

/** @returns `NAME:TYPE:JSONPATH[:PRIORITY]` */
export function columnText(item: JsonObject): ItemText {
  const { members, problems } = readMembers(item, COLUMN_MEMBERS);
  const [name, type, jsonPath] = ['name', 'type', 'jsonPath'].map((key) => String(members.get(key) ?? ''));
  const priority = Number(members.get('priority') ?? 0);
  const isPriority = Number.isInteger(priority) && priority >= 0 && priority <= HIGHEST_PRIORITY;
  const missing = ['name', 'type', 'jsonPath'].filter((key) => (item[key] ?? null) === null);
  const more = [
    ...missing.map((key) => ({ at: '', message: `a column needs its ${key}` })),
    ...[name, type].flatMap((text, index) =>
      text?.includes(':') === true
        ? [{ at: index === 0 ? '.name' : '.type', message: `'${text}' has a colon; no column's can` }]
        : [],
    ),
    ...(isPriority
      ? []
      : [{ at: '.priority', message: `${priority} is no whole number from 0 to ${HIGHEST_PRIORITY}` }]),
  ];
  // A path that ends in a colon and digits would be taken apart without a priority behind it.
  const isPlain = priority === 0 && !/:\d+$/u.test(jsonPath ?? '');
  const text = `${name}:${type}:${jsonPath}${isPlain ? '' : `:${priority}`}`;
  return { text, problems: [...problems, ...more] };
}
