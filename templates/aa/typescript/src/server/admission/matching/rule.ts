import type { Attributes } from '../attributes.ts';

/** k8s.io/api admissionregistration/v1 NamedRuleWithOperations. */
export type Rule = {
  readonly operations?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  /** `widgets`, `widgets/status`, `widgets/*`, `*` or `*` with a subresource. */
  readonly resources?: readonly string[];
  readonly scope?: string;
  readonly resourceNames?: readonly string[];
};

/** Whether a rule is about a request for a version of a resource (k8s.io/apiserver webhook/predicates/rules). */
export const isRuled = (rule: Rule, attributes: Attributes, version: string): boolean =>
  isOfScope(rule, attributes) &&
  hasOrAll(rule.operations, attributes.operation) &&
  hasOrAll(rule.apiGroups, attributes.group) &&
  hasOrAll(rule.apiVersions, version) &&
  (rule.resources ?? []).some((resource) => isResource(resource, attributes)) &&
  (rule.resourceNames === undefined ||
    rule.resourceNames.length === 0 ||
    rule.resourceNames.includes(attributes.name));

const hasOrAll = (items: readonly string[] = [], wanted: string): boolean =>
  items.includes('*') || items.includes(wanted);

const isOfScope = ({ scope = '*' }: Rule, { namespace }: Attributes): boolean =>
  scope === '*' || scope === (namespace === '' ? 'Cluster' : 'Namespaced');

const isResource = (given: string, { plural, subresource }: Attributes): boolean => {
  const [resource = '', ...rest] = given.split('/');
  const own = rest.join('/');
  return (resource === '*' || resource === plural) && (own === '*' || own === subresource);
};
