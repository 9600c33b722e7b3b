import { ClusterError, type KxError } from '../../errors.ts';
import type { Root } from './root-answer.ts';

/** A walk that ended before it began. */
export type DeadWalk = {
  readonly api: Root;
  readonly apis: Root;
  readonly server: string;
  readonly userName: string | undefined;
};

/** @returns why the server could not be asked at all, in one sentence with the way out */
export function rootError({ api, apis, server, userName }: DeadWalk): KxError {
  const { error } = apis;
  if (error !== undefined) return error;
  const { message, cause } = apis.answer.problem ?? api.answer.problem ?? NOTHING;
  const status = apis.exchange?.status ?? 0;
  const hint = hintFor(status, server, userName);
  return new ClusterError(`GET ${server}/apis: ${message}${cause === '' ? '' : `: ${cause}`}`, {
    ...(hint === undefined ? {} : { hint }),
  });
}

function hintFor(status: number, server: string, userName: string | undefined): string | undefined {
  if (userName === undefined) return ANONYMOUS[status];
  return (server.startsWith('http:') ? PLAIN : KNOWN_USER)[status]?.replace('USER', () => userName);
}

const NOTHING = { message: 'the server names no groups', cause: '' };

const KNOWN_USER: Readonly<Record<number, string>> = {
  401: "check the credentials of user 'USER' in the kubeconfig",
  403: "user 'USER' needs the ClusterRole system:discovery",
};

/** Where none were sent. */
const PLAIN: Readonly<Record<number, string>> = {
  401: "the credentials of user 'USER' are not sent over plain HTTP; write the address with https://",
  403: "the credentials of user 'USER' are not sent over plain HTTP; write the address with https://",
};

const ANONYMOUS: Readonly<Record<number, string>> = {
  401: 'no user was given: name one in the kubeconfig, or give --token or --client-certificate',
  403: 'no user was given: name one in the kubeconfig, or give --token or --client-certificate',
};
