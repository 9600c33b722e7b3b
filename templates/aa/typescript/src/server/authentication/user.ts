/** Who says that a user is who it is: `impersonation` is somebody who may be that user, `none` nobody. */
export type UserSource = 'front-proxy' | 'certificate' | 'token' | 'impersonation' | 'none';

/** Who sent a request (k8s.io/apiserver pkg/authentication/user Info), and how that is known. */
export type User = {
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
  readonly source: UserSource;
};

/** Everybody who shows no credentials. */
export const anonymous: User = {
  name: 'system:anonymous',
  uid: '',
  groups: ['system:unauthenticated'],
  extra: {},
  source: 'none',
};

/** The user with the group `system:authenticated` added, as k8s.io/apiserver pkg/authentication/group does. */
export const authenticated = (user: User): User =>
  user.groups.includes('system:authenticated')
    ? user
    : { ...user, groups: [...user.groups, 'system:authenticated'] };
