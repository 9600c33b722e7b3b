import type { X509Certificate } from 'node:crypto';
import { unauthorized } from '../api/api-errors.ts';
import type { Log } from '../log/log.ts';
import type { RequestHeaderOptions } from '../options/server-options.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { userFromHeaders } from './front-proxy.ts';
import { recentCertificateProblem } from './recent-certificate-problem.ts';
import { subjectOf } from './subject.ts';
import { anonymous, authenticated, type User } from './user.ts';

/** What authentication relies on; the CAs are read anew for each request because their files may change. */
export type AuthenticationConfig = {
  readonly requestHeader: RequestHeaderOptions;
  readonly requestHeaderAuthorities: () => readonly X509Certificate[];
  readonly clientAuthorities: () => readonly X509Certificate[];
  readonly now: () => Date;
  readonly log: Log;
};

/**
 * Who sent the request: whom the aggregator names, or whom a client certificate names, or anonymous without
 * credentials. Credentials that are not accepted are a 401, never anonymous (k8s.io/apiserver
 * pkg/authentication/authenticatorfactory: union that fails on error).
 */
export const authenticate = (request: ServerRequest, config: AuthenticationConfig): User => {
  if (request.certificate === undefined) {
    if (request.header('authorization') === undefined) return anonymous;
    config.log.info(4, 'Unable to authenticate the request', { err: 'tokens are not supported' });
    throw unauthorized();
  }
  const problems: string[] = [];
  const user =
    userOfFrontProxy(request, request.certificate, { config, problems }) ??
    userOfCertificate(request, request.certificate, { config, problems });
  if (user !== undefined) return authenticated(user);
  config.log.info(0, 'Unable to authenticate the request', { err: problems.join(', ') });
  throw unauthorized();
};

type Attempt = { readonly config: AuthenticationConfig; readonly problems: string[] };

const userOfFrontProxy = (
  request: ServerRequest,
  certificate: X509Certificate,
  { config, problems }: Attempt,
): User | undefined => {
  const authorities = config.requestHeaderAuthorities();
  if (authorities.length === 0) return undefined;
  const problem = trustProblem(request, certificate, { authorities, now: config.now() });
  if (problem !== undefined) {
    problems.push(problem);
    return undefined;
  }
  const { commonName } = subjectOf(certificate);
  const { allowedNames } = config.requestHeader;
  if (allowedNames.length > 0 && !allowedNames.includes(commonName)) {
    problems.push(`x509: subject with cn=${commonName} is not in the allowed list`);
    return undefined;
  }
  return userFromHeaders(request, config.requestHeader);
};

/** k8s.io/apiserver pkg/authentication/request/x509 CommonNameUserConversion. */
const userOfCertificate = (
  request: ServerRequest,
  certificate: X509Certificate,
  { config, problems }: Attempt,
): User | undefined => {
  const problem = trustProblem(request, certificate, {
    authorities: config.clientAuthorities(),
    now: config.now(),
  });
  if (problem !== undefined) {
    problems.push(problem);
    return undefined;
  }
  const { commonName, organizations } = subjectOf(certificate);
  if (commonName === '') {
    problems.push('x509: the subject has no common name');
    return undefined;
  }
  return { name: commonName, uid: '', groups: organizations, extra: {}, source: 'certificate' };
};

const trustProblem = (
  request: ServerRequest,
  certificate: X509Certificate,
  trust: { readonly authorities: readonly X509Certificate[]; readonly now: Date },
): string | undefined => {
  if (trust.authorities.length === 0) return 'x509: no CA is configured for client certificates';
  if (!request.certificateChainValid) return 'x509: certificate signed by unknown authority';
  return recentCertificateProblem(certificate, trust);
};
