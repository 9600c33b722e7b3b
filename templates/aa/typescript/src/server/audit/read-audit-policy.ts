import { readFile } from 'node:fs/promises';
import { isJsonObject, ownMember } from '../api/json.ts';
import { parseYaml } from '../decode/yaml/parse-yaml.ts';
import {
  type AuditPolicy,
  type AuditRule,
  type AuditStage,
  auditLevels,
  auditStages,
  type GroupResources,
} from './audit-policy.ts';
import { type DocumentPart, partsOf, refuseOthers, switchOf, textsOf } from './document-part.ts';

/**
 * Reads an audit.k8s.io/v1 Policy from a file of YAML or JSON (k8s.io/apiserver pkg/audit/policy/reader.go).
 *
 * @throws Error with one sentence that names the flag, the file and each field that is wrong
 */
export const readAuditPolicy = async (file: string): Promise<AuditPolicy> => {
  try {
    return parseAuditPolicy(await readFile(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`--audit-policy-file ${file} cannot be used: ${reason}`, { cause });
  }
};

/** The policy of a text. @throws Error with the fields that are wrong */
export const parseAuditPolicy = (text: string): AuditPolicy => {
  const { value } = parseYaml(text);
  const object = isJsonObject(value) ? value : {};
  if (ownMember(object, 'apiVersion') !== 'audit.k8s.io/v1' || ownMember(object, 'kind') !== 'Policy')
    throw new Error('it must be a Policy of audit.k8s.io/v1');
  const problems: string[] = [];
  const policy = policyOf({ object, path: '', problems });
  if (problems.length > 0) throw new Error(problems.join('; '));
  return policy;
};

const policyOf = (part: DocumentPart): AuditPolicy => {
  refuseOthers(part, ['apiVersion', 'kind', 'metadata', 'rules', 'omitStages', 'omitManagedFields']);
  const rules = partsOf(part, 'rules').map(ruleOf);
  if (rules.length === 0) part.problems.push('rules: at least one is required');
  return {
    rules,
    omitStages: stagesOf(part),
    omitManagedFields: switchOf(part, 'omitManagedFields') ?? false,
  };
};

const ruleFields = [
  'level',
  'users',
  'userGroups',
  'verbs',
  'resources',
  'namespaces',
  'nonResourceURLs',
  'omitStages',
  'omitManagedFields',
];

const ruleOf = (part: DocumentPart): AuditRule => {
  refuseOthers(part, ruleFields);
  const asked = ownMember(part.object, 'level');
  const level = auditLevels.find((each) => each === asked);
  if (level === undefined) part.problems.push(`${part.path}level: must be one of ${auditLevels.join(', ')}`);
  const rule = {
    level: level ?? 'None',
    users: textsOf(part, 'users'),
    userGroups: textsOf(part, 'userGroups'),
    verbs: textsOf(part, 'verbs'),
    resources: partsOf(part, 'resources').map(groupOf),
    namespaces: textsOf(part, 'namespaces'),
    nonResourceURLs: textsOf(part, 'nonResourceURLs'),
    omitStages: stagesOf(part),
    omitManagedFields: switchOf(part, 'omitManagedFields'),
  };
  checkTargets(part, rule);
  return rule;
};

const groupOf = (part: DocumentPart): GroupResources => {
  refuseOthers(part, ['group', 'resources', 'resourceNames']);
  const group = ownMember(part.object, 'group') ?? '';
  if (typeof group !== 'string') part.problems.push(`${part.path}group: must be a string`);
  const resources = textsOf(part, 'resources');
  const resourceNames = textsOf(part, 'resourceNames');
  if (resourceNames.length > 0 && resources.length === 0)
    part.problems.push(`${part.path}resourceNames: using resourceNames requires at least one resource`);
  return { group: String(group), resources, resourceNames };
};

/** k8s.io/apiserver pkg/apis/audit/validation. */
const checkTargets = (
  { path, problems }: DocumentPart,
  { resources, namespaces, nonResourceURLs }: AuditRule,
): void => {
  const field = `${path}nonResourceURLs`;
  if (nonResourceURLs.length > 0 && resources.length + namespaces.length > 0)
    problems.push(`${field}: rules cannot apply to both regular resources and non-resource URLs`);
  for (const url of nonResourceURLs.filter((each) => each !== '*')) {
    if (!url.startsWith('/')) problems.push(`${field}: ${url} must begin with a '/' character`);
    if (url.slice(0, -1).includes('*'))
      problems.push(`${field}: ${url} may have '*' as its last character alone`);
  }
};

const stagesOf = (part: DocumentPart): readonly AuditStage[] =>
  textsOf(part, 'omitStages').flatMap((text) => {
    const stage = auditStages.find((each) => each === text);
    if (stage !== undefined) return [stage];
    part.problems.push(`${part.path}omitStages: allowed stages are ${auditStages.join(', ')}`);
    return [];
  });
