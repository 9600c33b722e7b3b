import type { ApiObject } from '../../api/api-object.ts';

/** The finalizers of Kubernetes itself, which have no domain. */
const standard = ['orphan', 'foregroundDeletion', 'kubernetes'];

/**
 * What a client hears of finalizers that it adds, in the order of their names, where others may call theirs so too
 * (k8s.io/apiextensions-apiserver pkg/registry/customresource/validator.go validateKubeFinalizerName).
 */
export const finalizerWarnings = (after: ApiObject, before?: ApiObject): readonly string[] => {
  const known = before?.metadata.finalizers ?? [];
  const added = (after.metadata.finalizers ?? []).filter((name) => !known.includes(name));
  return [...new Set(added)]
    .filter((name) => !name.includes('/') && !standard.includes(name))
    .toSorted()
    .map(warningOf);
};

const warningOf = (name: string): string => {
  const more = name.includes('.') ? ' including a path (/)' : '';
  return `metadata.finalizers: "${name}": prefer a domain-qualified finalizer name${more} to avoid accidental conflicts with other finalizer writers`;
};
