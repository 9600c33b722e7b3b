import type { HeaderList } from '../client/exchange.ts';
import { maskHeader } from '../log/mask-header.ts';

/** Headers that sign somebody in besides Authorization; a gateway before the server may set cookies. */
const SECRET = new Set(['cookie', 'set-cookie', 'proxy-authorization']);

/** A name and its value, as HAR has headers and queries. */
export type NameValue = { readonly name: string; readonly value: string };

/** @returns headers without what signs somebody in */
export function harHeaders(headers: HeaderList): readonly NameValue[] {
  return headers.map(([name, value]) => ({
    name,
    value: SECRET.has(name.toLowerCase()) ? '<masked>' : maskHeader(name, value),
  }));
}
