import { canonical } from '../client/answer-headers.ts';
import type { UserEntry } from './kubeconfig.ts';
import type { Target } from './target.ts';

/**
 * The headers of user impersonation (kubernetes.io/docs/reference/access-authn-authz/authentication), in client-go's
 * form (transport/round_trippers.go).
 *
 * @returns none where nobody is impersonated
 */
export function impersonation(user: UserEntry): Target['headers'] {
  if (user.as === undefined) return [];
  const extra = Object.entries(user.asUserExtra).flatMap(([name, values]) =>
    values.map((value) => [canonical(`Impersonate-Extra-${escapedName(name)}`), value] as const),
  );
  return [
    ['Impersonate-User', user.as],
    ...(user.asUid === undefined ? [] : [['Impersonate-Uid', user.asUid] as const]),
    ...user.asGroups.map((group) => ['Impersonate-Group', group] as const),
    ...extra,
  ];
}

/** Percent-encodes each byte that a header's name cannot hold (RFC 9110, section 5.6.2), and the percent sign. */
function escapedName(name: string): string {
  return [...new TextEncoder().encode(name)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9!#$&'*+.^_`|~-]/.test(character) ? character : `%${hex(byte)}`;
    })
    .join('');
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
