import { shellWord } from '../../shell-words.ts';
import { type Condition, conditionOf, conditionPhrase } from '../serving/condition.ts';
import type { Definition } from '../serving/definition.ts';
import type { Catalog } from '../walk/catalog.ts';
import { groupVersion } from '../walk/resource.ts';
import type { Finding } from './finding.ts';

type Found = Pick<Finding, 'id' | 'severity' | 'message'> & { readonly version?: string };
type Rule = (definition: Definition, listed: ReadonlySet<string>) => readonly Found[];

/** @returns what keeps custom resources from being served, and what will */
export function definitionFindings(
  definitions: readonly Definition[],
  { groups }: Catalog,
): readonly Finding[] {
  const listed = new Set(
    groups.flatMap(({ name, versions }) =>
      versions.flatMap(({ version, resources }) =>
        resources.map((resource) => `${groupVersion(name, version)}/${resource.name}`),
      ),
    ),
  );
  return definitions.flatMap((definition) => {
    const fix = `kubectl get crd ${shellWord(definition.name)} --output yaml`;
    return RULES.flatMap((rule) => rule(definition, listed)).map(({ version, ...found }) => {
      const of = version ?? definition.versions[0]?.name ?? '';
      return { ...found, groupVersion: groupVersion(definition.group, of), fix };
    });
  });
}

const RULES: readonly Rule[] = [
  terminating,
  namesTaken,
  notEstablished,
  notServed,
  unlisted,
  doubtful,
  storedElsewhere,
];

function terminating({ name, isTerminating }: Definition): readonly Found[] {
  if (!isTerminating) return [];
  return [
    {
      id: 'crd-terminating',
      severity: 'warning',
      message: `the CRD ${name} is being deleted, and its objects with it`,
    },
  ];
}

function namesTaken({ name, conditions }: Definition): readonly Found[] {
  const names = broken(conditions, 'NamesAccepted');
  if (names === undefined) return [];
  const message = `the CRD ${name} asks for names that another has in the same group: ${conditionPhrase(names)}`;
  return [{ id: 'crd-names-conflict', severity: 'error', message }];
}

function notEstablished({ name, conditions, isTerminating }: Definition): readonly Found[] {
  const established = broken(conditions, 'Established');
  if (established === undefined || isTerminating || broken(conditions, 'NamesAccepted') !== undefined)
    return [];
  const message = `the CRD ${name} is not established, so nothing serves it: ${conditionPhrase(established)}`;
  return [{ id: 'crd-not-established', severity: 'error', message }];
}

function notServed({ name, versions }: Definition): readonly Found[] {
  if (versions.some(({ isServed }) => isServed)) return [];
  return [
    { id: 'crd-not-served', severity: 'warning', message: `the CRD ${name} serves none of its versions` },
  ];
}

/** Discovery has a CRD some moments after it is established. */
function unlisted(
  { name, group, plural, versions, conditions, isTerminating }: Definition,
  listed: ReadonlySet<string>,
) {
  if (isTerminating || conditionOf(conditions, 'Established')?.status !== 'True') return [];
  return versions
    .filter((version) => version.isServed && !listed.has(`${groupVersion(group, version.name)}/${plural}`))
    .map(
      (version): Found => ({
        id: 'crd-not-listed',
        severity: 'error',
        version: version.name,
        message: `the CRD ${name} serves it, but discovery does not list ${plural} there`,
      }),
    );
}

const DOUBTS: readonly (readonly [type: string, bad: string, id: string, says: string])[] = [
  ['NonStructuralSchema', 'True', 'crd-non-structural', 'has a schema that is not structural'],
  [
    'KubernetesAPIApprovalPolicyConformant',
    'False',
    'crd-unapproved',
    'is in a protected group without an approval',
  ],
];

function doubtful({ name, conditions }: Definition): readonly Found[] {
  return DOUBTS.flatMap(([type, bad, id, says]) => {
    const condition = conditionOf(conditions, type);
    if (condition?.status !== bad) return [];
    return [
      { id, severity: 'warning' as const, message: `the CRD ${name} ${says}: ${conditionPhrase(condition)}` },
    ];
  });
}

/** Objects may still be stored in each of status.storedVersions; one that is gone from the CRD cannot be read. */
function storedElsewhere({ name, versions, storedVersions }: Definition): readonly Found[] {
  const storage = versions.find(({ isStorage }) => isStorage)?.name;
  const unserved = storedVersions.filter(
    (stored) =>
      stored !== storage && !versions.some((version) => version.name === stored && version.isServed),
  );
  return unserved.map((stored) => ({
    id: 'crd-stored-unserved',
    severity: 'warning',
    message: `objects of the CRD ${name} may still be stored as ${stored}, which it does not serve; new ones are stored as ${storage ?? 'nothing'}`,
  }));
}

function broken(conditions: readonly Condition[], type: string): Condition | undefined {
  const condition = conditionOf(conditions, type);
  return condition === undefined || condition.status === 'True' ? undefined : condition;
}
