import { badRequest } from '../api/api-errors.ts';

/** The labels of an object. */
export type Labels = Readonly<Record<string, string>>;

/** Whether an object with these labels is meant. */
export type LabelSelector = (labels: Labels) => boolean;

const key = `(?:[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?`;
const value = `(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?`;
// The members are checked one by one: with blanks and empty values a pattern of them all takes exponential time.
const values = String.raw`\((?<values>[^()]*)\)`;
const valuePattern = pattern(value);

const forms: readonly { readonly pattern: RegExp; readonly select: (groups: Labels) => LabelSelector }[] = [
  {
    pattern: pattern(`!\\s*(?<key>${key})`),
    select:
      ({ key = '' }) =>
      (labels) =>
        !Object.hasOwn(labels, key),
  },
  {
    pattern: pattern(`(?<key>${key})`),
    select:
      ({ key = '' }) =>
      (labels) =>
        Object.hasOwn(labels, key),
  },
  {
    pattern: pattern(`(?<key>${key})\\s*==?\\s*(?<value>${value})`),
    select:
      ({ key = '', value = '' }) =>
      (labels) =>
        ownValue(labels, key) === value,
  },
  {
    pattern: pattern(`(?<key>${key})\\s*!=\\s*(?<value>${value})`),
    select:
      ({ key = '', value = '' }) =>
      (labels) =>
        ownValue(labels, key) !== value,
  },
  {
    pattern: pattern(`(?<key>${key})\\s+in\\s*${values}`),
    select: ({ key = '', values = '' }) => isIn(key, values),
  },
  {
    pattern: pattern(`(?<key>${key})\\s+notin\\s*${values}`),
    select: ({ key = '', values = '' }) => {
      const within = isIn(key, values);
      return (labels) => !within(labels);
    },
  },
  {
    pattern: pattern(`(?<key>${key})\\s*(?<order>[<>])\\s*(?<value>-?\\d+)`),
    select: ({ key = '', order = '', value = '' }) => isBeyond(key, order, Number(value)),
  },
];

/**
 * Compiles the `labelSelector` of a query (k8s.io/apimachinery pkg/labels): `a=b,c!=d,e in (x,y),f notin (z),g,!h`;
 * no selector means every object, one that is not understood is a 400.
 */
export const parseLabelSelector = (selector: string): LabelSelector => {
  const requirements = splitRequirements(selector).map(parseRequirement);
  return (labels) => requirements.every((isMet) => isMet(labels));
};

/** Splits at commas outside of parentheses, in linear time. */
const splitRequirements = (selector: string): readonly string[] => {
  if (selector.trim() === '') return [];
  const parts = [''];
  for (const { 0: piece } of selector.matchAll(/\([^()]*\)?|,|[^,(]+/g)) {
    if (piece === ',') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${piece}`);
  }
  return parts.map((part) => part.trim());
};

const parseRequirement = (requirement: string): LabelSelector => {
  for (const form of forms) {
    const match = form.pattern.exec(requirement);
    if (match !== null) return form.select({ ...match.groups });
  }
  throw notUnderstood(requirement);
};

const notUnderstood = (text: string) =>
  badRequest(`unable to parse requirement: "${text}" is not a requirement on labels`);

function pattern(source: string): RegExp {
  return new RegExp(`^${source}$`);
}

const ownValue = (labels: Labels, key: string): string | undefined =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;

const isIn = (key: string, list: string): LabelSelector => {
  const allowed = new Set(list.split(',').map((each) => each.trim()));
  for (const each of allowed) if (!valuePattern.test(each)) throw notUnderstood(list);
  return (labels) => {
    const own = ownValue(labels, key);
    return own !== undefined && allowed.has(own);
  };
};

const isBeyond =
  (key: string, order: string, limit: number): LabelSelector =>
  (labels) => {
    const own = ownValue(labels, key);
    if (own === undefined || !/^-?\d+$/.test(own)) return false;
    return order === '>' ? Number(own) > limit : Number(own) < limit;
  };
