import { isJsonObject, type JsonObject, ownMember } from '../../api/json.ts';
import type { Labels } from '../../selectors/label-requirement.ts';
import type { Attributes, SeenVersion } from '../attributes.ts';
import { isRuled, type Rule } from './rule.ts';
import { areSelected, type LabelSelectorObject, selectsAll } from './selected-labels.ts';

/** Which requests a webhook or a policy is about (k8s.io/api admissionregistration/v1 MatchResources). */
export type Criteria = {
  readonly matchPolicy?: string;
  readonly namespaceSelector?: LabelSelectorObject;
  readonly objectSelector?: LabelSelectorObject;
  readonly resourceRules?: readonly Rule[];
  readonly excludeResourceRules?: readonly Rule[];
};

/** Finds a namespace of the cluster. @throws ApiError 404 */
export type FindNamespace = (name: string) => Promise<JsonObject>;

/**
 * The version in which somebody wants to see a request; undefined for who does not. A rule for another version of the
 * same resource is about it too, unless it has to match exactly (k8s.io/apiserver pkg/admission/plugin/policy/matching,
 * webhook/generic ShouldCallHook).
 *
 * @throws ApiError 404 for a namespace that is not there
 */
export const matchedVersion = async (
  criteria: Criteria,
  attributes: Attributes,
  findNamespace: FindNamespace,
): Promise<SeenVersion | undefined> => {
  const { resourceRules = [], excludeResourceRules = [], objectSelector = {} } = criteria;
  if (!isObjectSelected(objectSelector, attributes)) return undefined;
  if (ruledVersion(excludeResourceRules, criteria, attributes) !== undefined) return undefined;
  const version =
    resourceRules.length === 0 ? attributes.seen : ruledVersion(resourceRules, criteria, attributes);
  if (version === undefined) return undefined;
  return (await isNamespaceSelected(criteria, attributes, findNamespace)) ? version : undefined;
};

const ruledVersion = (
  rules: readonly Rule[],
  { matchPolicy }: Criteria,
  attributes: Attributes,
): SeenVersion | undefined => {
  const { seen, equivalents } = attributes;
  if (rules.some((rule) => isRuled(rule, attributes, seen.version))) return seen;
  if (matchPolicy !== 'Equivalent') return undefined;
  for (const rule of rules) {
    const equivalent = equivalents.find(({ version }) => isRuled(rule, attributes, version));
    if (equivalent !== undefined) return equivalent;
  }
  return undefined;
};

const isObjectSelected = (selector: LabelSelectorObject, { object, oldObject }: Attributes): boolean =>
  selectsAll(selector) ||
  [object, oldObject].some((each) => each !== null && areSelected(selector, labelsOf(each)));

/** What is in no namespace is never left out by its selector. */
const isNamespaceSelected = async (
  { namespaceSelector = {} }: Criteria,
  { namespace }: Attributes,
  findNamespace: FindNamespace,
): Promise<boolean> =>
  namespace === '' ||
  selectsAll(namespaceSelector) ||
  areSelected(namespaceSelector, labelsOf(await findNamespace(namespace)));

/** The labels of an object. */
export const labelsOf = (object: JsonObject): Labels => {
  const metadata = ownMember(object, 'metadata');
  const labels = isJsonObject(metadata) ? ownMember(metadata, 'labels') : undefined;
  const entries = Object.entries(isJsonObject(labels) ? labels : {});
  return Object.fromEntries(
    entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
};
