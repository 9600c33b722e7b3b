import type { KindDefinition } from '../../api/kind-definition.ts';

/** The tag of a version's operations, as `demoKxDev_v1alpha1`. */
export const tagOf = ({ group, version }: KindDefinition): string =>
  `${camelCase(stemOf(group), false)}_${camelCase(version, false)}`;

/**
 * The id of an operation, unique among those of all groups and versions: `listNamespacedWidget` becomes
 * `listDemoKxDevV1alpha1NamespacedWidget` (k8s.io/apiserver pkg/endpoints/openapi GetOperationIDAndTags).
 */
export const operationId = ({ group, version }: KindDefinition, verb: string, object: string): string =>
  `${verb}${camelCase(stemOf(group), true)}${camelCase(version, true)}${object}`;

const stemOf = (group: string): string => group.replace(/\.k8s\.io$/, '');

/** Every word but perhaps the first begins with a capital letter; nothing is left but letters, digits and `_`. */
const camelCase = (words: string, fromTheFirst: boolean): string =>
  words
    .split(/[^\p{L}\p{N}_]+/u)
    .map((word, index) => (index > 0 || fromTheFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word))
    .join('');
