import { ClusterError, type KxError } from '../../errors.ts';
import type { Origins } from '../kubeconfig/origins.ts';
import type { Root } from './root-answer.ts';

/** A walk that ended before it began. */
export type DeadWalk = {
  readonly api: Root;
  readonly apis: Root;
  readonly server: string;
  readonly origins: Pick<Origins, 'credentials' | 'user' | 'server'>;
};

/** @returns why the server could not be asked at all, in one sentence with the way out */
export function rootError({ api, apis, server, origins }: DeadWalk): KxError {
  const { error } = apis;
  if (error !== undefined) return error;
  const { message, cause } = apis.answer.problem ?? api.answer.problem ?? NOTHING;
  const hint = isPage(apis.exchange) ? PAGE : hintFor(apis.exchange?.status ?? 0, server, origins);
  return new ClusterError(`GET ${server}${apis.path}: ${message}${cause === '' ? '' : `: ${cause}`}`, {
    ...(hint === undefined ? {} : { hint }),
  });
}

function hintFor(status: number, server: string, origins: DeadWalk['origins']): string | undefined {
  const { credentials, user } = origins;
  if (isElsewhere(status)) {
    return `check the address in ${origins.server}: it must be that of the API server itself, with its path where it has one`;
  }
  if (credentials === undefined || user === undefined) return ANONYMOUS[status];
  const hints = server.startsWith('http:') ? PLAIN : KNOWN_USER;
  return hints[status]?.replace('CREDENTIALS', () => credentials).replace('USER', () => user);
}

/** @returns whether such an answer comes from something else than an API server: a page, a gateway, a path above it */
function isElsewhere(status: number): boolean {
  return status < 400 || status === 404;
}

/** API servers refuse a user with a metav1.Status; firewalls and portals have a page for it. */
function isPage(exchange: Root['exchange']): boolean {
  return exchange !== undefined && [401, 403].includes(exchange.status) && /^\s*</.test(exchange.body);
}

const PAGE = 'no API server answers with a page: look into what stands before it, a gateway or a firewall';
const NOTHING = { message: 'the server names no groups', cause: '' };

const KNOWN_USER: Readonly<Record<number, string>> = {
  401: 'check CREDENTIALS',
  403: 'USER needs the ClusterRole system:discovery',
};

const NOT_SENT = 'kx does not send CREDENTIALS over plain HTTP; write the address with https://';

/** Where none were sent. */
const PLAIN: Readonly<Record<number, string>> = {
  401: NOT_SENT,
  403: NOT_SENT,
};

const ANONYMOUS: Readonly<Record<number, string>> = {
  401: 'no user was given: name one in the kubeconfig, or give --token or --client-certificate',
  403: 'no user was given: name one in the kubeconfig, or give --token or --client-certificate',
};
