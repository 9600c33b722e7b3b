/** Who sent a request (k8s.io/apiserver pkg/authentication/user Info). */
export type User = {
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
};

/** Everybody who shows no credentials. */
export const anonymous: User = {
  name: 'system:anonymous',
  uid: '',
  groups: ['system:unauthenticated'],
  extra: {},
};

/** The user with the group `system:authenticated` added, as k8s.io/apiserver pkg/authentication/group does. */
export const authenticated = (user: User): User =>
  user.groups.includes('system:authenticated')
    ? user
    : { ...user, groups: [...user.groups, 'system:authenticated'] };
