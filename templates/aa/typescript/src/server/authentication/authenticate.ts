import type { X509Certificate } from 'node:crypto';
import { unauthorized } from '../api/api-errors.ts';
import type { Log } from '../log/log.ts';
import type { RequestHeaderOptions } from '../options/server-options.ts';
import type { ServerRequest } from '../request/server-request.ts';
import { bearerTokenOf, hasToken } from './bearer-token.ts';
import { userFromHeaders } from './front-proxy.ts';
import { recentCertificateProblem } from './recent-certificate-problem.ts';
import { subjectOf } from './subject.ts';
import type { TokenReviewer } from './token-review.ts';
import { anonymous, authenticated, type User } from './user.ts';

/** What authentication relies on; CAs and headers are read anew for each request because they may change. */
export type AuthenticationConfig = {
  readonly requestHeader: () => RequestHeaderOptions;
  readonly requestHeaderAuthorities: () => readonly X509Certificate[];
  readonly clientAuthorities: () => readonly X509Certificate[];
  /** undefined where there is no kube-apiserver to ask about tokens. */
  readonly reviewToken: TokenReviewer | undefined;
  readonly now: () => Date;
  readonly log: Log;
};

/**
 * Who sent the request: whom the aggregator names, or whom a client certificate or a bearer token names, or anonymous
 * without credentials. Credentials that are not accepted are a 401, never anonymous (k8s.io/apiserver
 * pkg/authentication/authenticatorfactory: union that fails on error).
 */
export const authenticate = async (request: ServerRequest, config: AuthenticationConfig): Promise<User> => {
  const { certificate } = request;
  if (certificate === undefined && !hasToken(request)) return anonymous;
  const attempt: Attempt = { config, problems: [] };
  const user =
    (certificate === undefined ? undefined : userOfCertificates(request, certificate, attempt)) ??
    (await userOfToken(request, attempt));
  if (user !== undefined) return authenticated(user);
  const level = certificate === undefined ? 4 : 0;
  config.log.info(level, 'Unable to authenticate the request', { err: attempt.problems.join(', ') });
  throw unauthorized();
};

type Attempt = { readonly config: AuthenticationConfig; readonly problems: string[] };

const userOfCertificates = (
  request: ServerRequest,
  certificate: X509Certificate,
  attempt: Attempt,
): User | undefined =>
  userOfFrontProxy(request, certificate, attempt) ?? userOfCertificate(request, certificate, attempt);

/** Nobody whose token cannot be checked is let in: neither as somebody nor as anonymous. */
const userOfToken = async (
  request: ServerRequest,
  { config: { reviewToken, log }, problems }: Attempt,
): Promise<User | undefined> => {
  if (!hasToken(request)) return undefined;
  const token = bearerTokenOf(request);
  if (token === undefined || reviewToken === undefined) {
    problems.push(token === undefined ? 'no bearer token' : 'tokens are not supported');
    return undefined;
  }
  try {
    const user = await reviewToken(token);
    if (user === undefined) problems.push('invalid bearer token');
    return user;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    log.error('Cannot ask kube-apiserver about a token', { err: message });
    problems.push(message);
    return undefined;
  }
};

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
  const options = config.requestHeader();
  const { allowedNames } = options;
  if (allowedNames.length > 0 && !allowedNames.includes(commonName)) {
    problems.push(`x509: subject with cn=${commonName} is not in the allowed list`);
    return undefined;
  }
  return userFromHeaders(request, options);
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
