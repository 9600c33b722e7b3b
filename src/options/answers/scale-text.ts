import type { JsonObject } from '../../model/json-value.ts';
import { type ItemText, type MemberType, readMembers } from './read-members.ts';

/** The scale subresource as an answers file may write it: names of `subresources.scale`. */
export const SCALE_MEMBERS = {
  specReplicasPath: 'text',
  statusReplicasPath: 'text',
  labelSelectorPath: 'text',
} as const satisfies Record<string, MemberType>;

/** @returns `SPECPATH:STATUSPATH[:SELECTORPATH]` */
export function scaleText(item: JsonObject): ItemText {
  const { members, problems } = readMembers(item, SCALE_MEMBERS);
  const missing = ['specReplicasPath', 'statusReplicasPath'].filter((key) => (item[key] ?? null) === null);
  const paths = Object.keys(SCALE_MEMBERS).flatMap((key) => {
    const path = members.get(key);
    return path === undefined ? [] : [{ key, path: String(path) }];
  });
  const more = [
    ...missing.map((key) => ({ at: '', message: `scale needs its ${key}` })),
    ...paths
      .filter(({ path }) => path.includes(':'))
      .map(({ key, path }) => ({ at: `.${key}`, message: `'${path}' has a colon; no such path can` })),
  ];
  return { text: paths.map(({ path }) => path).join(':'), problems: [...problems, ...more] };
}
