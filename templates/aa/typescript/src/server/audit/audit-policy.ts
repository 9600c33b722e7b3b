import type { User } from '../authentication/user.ts';
import type { Attributes, ResourceAttributes } from '../authorization/attributes.ts';

/** How much of a request is recorded. */
export const auditLevels = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
export type AuditLevel = (typeof auditLevels)[number];

/** When it is recorded. */
export const auditStages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const;
export type AuditStage = (typeof auditStages)[number];

/** Resources of a group, `*` of every one; without resources all of it (audit.k8s.io/v1 GroupResources). */
export type GroupResources = {
  readonly group: string;
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
};

/** A rule for the requests that fit in every respect; an empty list fits them all (audit.k8s.io/v1 PolicyRule). */
export type AuditRule = {
  readonly level: AuditLevel;
  readonly users: readonly string[];
  readonly userGroups: readonly string[];
  readonly verbs: readonly string[];
  readonly resources: readonly GroupResources[];
  readonly namespaces: readonly string[];
  readonly nonResourceURLs: readonly string[];
  readonly omitStages: readonly AuditStage[];
  readonly omitManagedFields: boolean | undefined;
};

/** audit.k8s.io/v1 Policy: the first rule that fits counts. */
export type AuditPolicy = {
  readonly rules: readonly AuditRule[];
  readonly omitStages: readonly AuditStage[];
  readonly omitManagedFields: boolean;
};

/** What is recorded of one request. */
export type AuditDecision = Pick<AuditPolicy, 'omitStages' | 'omitManagedFields'> & {
  readonly level: AuditLevel;
};

/** What a policy says of a request; without a user for one whose credentials are not accepted. */
export const decideAudit = (
  policy: AuditPolicy,
  user: User | undefined,
  asked: Attributes,
): AuditDecision => {
  const rule = policy.rules.find((each) => fitsUser(each, user) && fitsTarget(each, asked));
  return {
    level: rule?.level ?? 'None',
    omitStages: [...policy.omitStages, ...(rule?.omitStages ?? [])],
    omitManagedFields: rule?.omitManagedFields ?? policy.omitManagedFields,
  };
};

const fitsUser = ({ users, userGroups }: AuditRule, user: User | undefined): boolean =>
  (users.length === 0 || (user !== undefined && users.includes(user.name))) &&
  (userGroups.length === 0 || (user?.groups.some((group) => userGroups.includes(group)) ?? false));

/** k8s.io/apiserver pkg/audit/policy/checker.go ruleMatches. */
const fitsTarget = (rule: AuditRule, asked: Attributes): boolean => {
  if (rule.verbs.length > 0 && !rule.verbs.includes(asked.verb)) return false;
  if (rule.namespaces.length > 0 || rule.resources.length > 0) {
    return asked.isResource && fitsResource(rule, asked);
  }
  if (rule.nonResourceURLs.length === 0) return true;
  return !asked.isResource && rule.nonResourceURLs.some((url) => fitsPath(url, asked.path));
};

const fitsPath = (url: string, path: string): boolean =>
  url === path || (url.endsWith('*') && path.startsWith(url.slice(0, -1)));

const fitsResource = ({ namespaces, resources }: AuditRule, asked: ResourceAttributes): boolean =>
  (namespaces.length === 0 || namespaces.includes(asked.namespace)) &&
  (resources.length === 0 || resources.some((each) => fitsGroup(each, asked)));

const fitsGroup = (
  { group, resources, resourceNames }: GroupResources,
  asked: ResourceAttributes,
): boolean => {
  if (group !== '*' && group !== asked.group) return false;
  if (resources.length === 0) return true;
  if (resourceNames.length > 0 && !resourceNames.includes(asked.name)) return false;
  const { resource, subresource } = asked;
  const patterns =
    subresource === ''
      ? ['*', resource, `${resource}/*`]
      : ['*', `${resource}/${subresource}`, `*/${subresource}`, `${resource}/*`];
  return resources.some((each) => patterns.includes(each));
};
