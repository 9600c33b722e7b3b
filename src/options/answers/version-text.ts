import type { JsonObject } from '../../model/json-value.ts';
import { type ItemText, type MemberType, readMembers } from './read-members.ts';

/** A version as an answers file may write it: names of `spec.versions[]`. */
export const VERSION_MEMBERS = {
  name: 'text',
  served: 'switch',
  storage: 'switch',
  deprecated: 'switch',
  deprecationWarning: 'text',
} as const satisfies Record<string, MemberType>;

/** @returns `NAME[,served=false][,storage][,deprecated[="warning"]]` */
export function versionText(item: JsonObject): ItemText {
  const { members, problems } = readMembers(item, VERSION_MEMBERS);
  const name = String(members.get('name') ?? '');
  const warning = members.get('deprecationWarning');
  const deprecated = members.get('deprecated') ?? warning !== undefined;
  const text = [
    name,
    ...(members.get('served') === false ? ['served=false'] : []),
    ...(members.get('storage') === true ? ['storage'] : []),
    ...(deprecated === false
      ? []
      : [warning === undefined ? 'deprecated' : `deprecated=${JSON.stringify(warning)}`]),
  ].join(',');
  const more = [
    ...(name.includes(',') ? [{ at: '.name', message: `'${name}' is no name: it has a comma` }] : []),
    ...(deprecated === false && warning !== undefined
      ? [{ at: '.deprecationWarning', message: 'only a deprecated version has a warning' }]
      : []),
  ];
  return { text, problems: [...problems, ...more] };
}
