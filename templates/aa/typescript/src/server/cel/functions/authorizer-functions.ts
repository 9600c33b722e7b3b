import type { User } from '../../authentication/user.ts';
import type { Attributes, ResourceAttributes } from '../../authorization/attributes.ts';
import type { Decision } from '../../authorization/authorizer.ts';
import { CelError } from '../values/cel-error.ts';
import type { CelValue } from '../values/cel-value.ts';
import { type OpaqueType, opaqueType } from './opaque.ts';
import type { Library, Overload } from './overload.ts';

/*
 * The library authz of Kubernetes (k8s.io/apiserver pkg/cel/library/authz.go). Selectors are taken and left out of what
 * is asked for, which then is the right to all of the collection.
 */

/** What came of asking whether somebody may do something; with a sentence where nobody could tell. */
export type Decided = Decision & { readonly error: string };

/** Tells what a user may do. */
export type Decide = (user: User, asked: Attributes) => Decided;

type Asking = { readonly user: User; readonly decide: Decide };
type PathCheck = Asking & { readonly path: string };
type GroupCheck = Asking & { readonly group: string };
type ResourceCheck = Asking & { readonly asked: Omit<ResourceAttributes, 'verb'> };

const named = (type: string) => `kubernetes.authorization.${type}`;
const identity = ({ decide: _decide, ...rest }: Asking): string => JSON.stringify(rest);
const authorizers = opaqueType<Asking>(named('Authorizer'), identity);
const pathChecks = opaqueType<PathCheck>(named('PathCheck'), identity);
const groupChecks = opaqueType<GroupCheck>(named('GroupCheck'), identity);
const resourceChecks = opaqueType<ResourceCheck>(named('ResourceCheck'), identity);
const decisions = opaqueType<Decided>(named('Decision'), (decided) => JSON.stringify(decided));

/** A function on a value of a type and one text. */
const withText =
  <Content>(type: OpaqueType<Content>, run: (content: Content, text: string) => CelValue): Overload =>
  ([receiver, text, ...rest]) => {
    const content = type.contentOf(receiver);
    return content === undefined || typeof text !== 'string' || rest.length > 0
      ? undefined
      : run(content, text);
  };

const required = (what: string, text: string): string => {
  if (text.trim() === '') throw new CelError(`${what} must not be empty`);
  return text;
};

/** The value of the variable `authorizer`. */
export const authorizerOf = (user: User, decide: Decide): CelValue => authorizers.of({ user, decide });

/** The check of a resource, as `authorizer.requestResource` has it. */
export const resourceCheckOf = (
  user: User,
  asked: Pick<ResourceAttributes, 'group' | 'name' | 'namespace' | 'resource' | 'subresource'>,
  decide: Decide,
): CelValue => resourceChecks.of({ user, decide, asked: { isResource: true, version: '*', ...asked } });

const narrowed = (field: 'name' | 'namespace' | 'subresource') =>
  withText(resourceChecks, (check, text) =>
    resourceChecks.of({ ...check, asked: { ...check.asked, [field]: text } }),
  );

const unchanged = withText(resourceChecks, (check) => resourceChecks.of(check));

const serviceAccount: Overload = ([receiver, namespace, name, ...rest]) => {
  const content = authorizers.contentOf(receiver);
  if (content === undefined || typeof namespace !== 'string' || typeof name !== 'string' || rest.length > 0)
    return undefined;
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) throw new CelError('Invalid service account name');
  if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(namespace))
    throw new CelError('Invalid service account namespace');
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  const user: User = {
    name: `system:serviceaccount:${namespace}:${name}`,
    uid: '',
    groups,
    extra: {},
    source: 'none',
  };
  return authorizers.of({ ...content, user });
};

/** Functions that ask what somebody may do. */
export const authorizerFunctions: Library = {
  path: [withText(authorizers, (asking, path) => pathChecks.of({ ...asking, path: required('path', path) }))],
  group: [withText(authorizers, (asking, group) => groupChecks.of({ ...asking, group }))],
  serviceAccount: [serviceAccount],
  resource: [
    withText(groupChecks, ({ user, decide, group }, resource) => {
      const none = { namespace: '', name: '', subresource: '' };
      return resourceCheckOf(user, { group, resource: required('resource', resource), ...none }, decide);
    }),
  ],
  subresource: [narrowed('subresource')],
  namespace: [narrowed('namespace')],
  name: [narrowed('name')],
  fieldSelector: [unchanged],
  labelSelector: [unchanged],
  check: [
    withText(pathChecks, ({ user, decide, path }, verb) =>
      decisions.of(decide(user, { isResource: false, verb, path })),
    ),
    withText(resourceChecks, ({ user, decide, asked }, verb) =>
      decisions.of(decide(user, { ...asked, verb })),
    ),
  ],
  allowed: [decisions.on(({ allowed }) => allowed)],
  reason: [decisions.on(({ reason }) => reason)],
  errored: [decisions.on(({ error }) => error !== '')],
  error: [decisions.on(({ error }) => error)],
};
