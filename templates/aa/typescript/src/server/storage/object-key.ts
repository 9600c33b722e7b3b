/** What an object or a collection of them is called. */
export type KeyParts = {
  readonly group: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly namespace: string;
};

/**
 * The key under which an object is stored: `/group/plural/namespace/name`, without a namespace for kinds that have
 * none.
 */
export const objectKey = (parts: KeyParts, name: string): string =>
  parts.namespaced ? `/${parts.group}/${parts.plural}/${parts.namespace}/${name}` : `${root(parts)}${name}`;

/** The prefix of all objects of a collection: one namespace's, or with an empty namespace every one's. */
export const collectionPrefix = (parts: KeyParts): string =>
  parts.namespaced && parts.namespace !== '' ? `${root(parts)}${parts.namespace}/` : root(parts);

const root = ({ group, plural }: KeyParts): string => `/${group}/${plural}/`;
