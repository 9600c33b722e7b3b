/** A service account, as its user name says: `system:serviceaccount:NAMESPACE:NAME`. */
export type ServiceAccount = { readonly namespace: string; readonly name: string };

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const pattern = new RegExp(
  `^system:serviceaccount:(?=[^:]{1,63}:)(${label}):(?=.{1,253}$)(${label}(?:\\.${label})*)$`,
);

/** The service account of a user name, or undefined for any other user (k8s.io/apiserver SplitUsername). */
export const serviceAccountOf = (userName: string): ServiceAccount | undefined => {
  const [, namespace, name] = pattern.exec(userName) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
};

/** The groups of every service account of a namespace (k8s.io/apiserver MakeGroupNames). */
export const serviceAccountGroups = ({ namespace }: ServiceAccount): readonly string[] => [
  'system:serviceaccounts',
  `system:serviceaccounts:${namespace}`,
];
