import type { ServerRequest } from '../request/server-request.ts';
import { bearerTokenOf } from './bearer-token.ts';

/** What somebody showed who is not let in, without a word of it (k8s.io/apiserver pkg/endpoints/filters/authn_audit.go). */
export const attemptedCredentials = (request: ServerRequest): string => {
  const attempted = [
    ...(/^basic\s/i.test(request.header('authorization') ?? '') ? ['basic'] : []),
    ...(bearerTokenOf(request) === undefined ? [] : ['bearer']),
    ...(request.certificate === undefined ? [] : ['x509']),
  ];
  return attempted.length === 0
    ? 'Authentication failed, no credentials provided'
    : `Authentication failed, attempted: ${attempted.join(', ')}`;
};
