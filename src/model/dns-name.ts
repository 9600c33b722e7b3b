import { nameOfCharacter } from './name-of-character.ts';

const LABEL_TEXT = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/u;

type Rule = { readonly broken: RegExp; readonly problem: (found: string) => string };

const EMPTY: Rule = { broken: /^$/u, problem: () => 'is empty' };

const DOT: Rule = { broken: /\./u, problem: () => 'has a dot; give the name alone' };

const UPPER_CASE: Rule = {
  broken: /[A-Z]/u,
  problem: (letter) => `has the upper-case letter '${letter}'; use lower case`,
};

const NOT_OF_LABEL: Rule = {
  broken: /[^a-z0-9-]/u,
  problem: (found) => `has ${nameOfCharacter(found)}; only letters a-z, digits and '-' are allowed`,
};

const NOT_OF_SUBDOMAIN: Rule = {
  broken: /[^a-z0-9.-]/u,
  problem: (found) => `has ${nameOfCharacter(found)}; only letters a-z, digits, '-' and dots are allowed`,
};

const ENDS: readonly Rule[] = [
  { broken: /^-/u, problem: () => "starts with '-'; it must start with a letter or digit" },
  { broken: /-$/u, problem: () => "ends with '-'; it must end with a letter or digit" },
];

const LABEL: readonly Rule[] = [EMPTY, DOT, UPPER_CASE, NOT_OF_LABEL, ...ENDS];

const DIGIT: Rule = {
  broken: /^\d/u,
  problem: () => 'starts with a digit; it must start with a letter (RFC 1035)',
};

/**
 * Checks a DNS-1035 label, as names of Services, resources, kinds and versions are.
 *
 * @returns what is wrong with it, as the end of a sentence that starts with the name; undefined when nothing is
 * @see IsDNS1035Label of k8s.io/apimachinery; RFC 1035, 2.3.1
 */
export function label1035Problem(name: string): string | undefined {
  return firstBroken([...LABEL, DIGIT], name) ?? lengthProblem(name, 63);
}

/**
 * Checks a DNS-1123 label, as names of namespaces are.
 *
 * @returns as `label1035Problem` does
 * @see IsDNS1123Label of k8s.io/apimachinery; RFC 1123, 2.1
 */
export function label1123Problem(name: string): string | undefined {
  return firstBroken(LABEL, name) ?? lengthProblem(name, 63);
}

/**
 * Checks a DNS-1123 subdomain, as API groups and object names are. Its parts may be longer than labels.
 *
 * @returns as `label1035Problem` does
 * @see IsDNS1123Subdomain of k8s.io/apimachinery; RFC 1123, 2.1
 */
export function subdomain1123Problem(name: string): string | undefined {
  const whole = firstBroken([EMPTY, UPPER_CASE, NOT_OF_SUBDOMAIN], name);
  return whole ?? partProblem(name.split('.')) ?? lengthProblem(name, 253);
}

function firstBroken(rules: readonly Rule[], name: string): string | undefined {
  for (const { broken, problem } of rules) {
    const found = broken.exec(name)?.[0];
    if (found !== undefined) return problem(found);
  }
  return undefined;
}

function partProblem(parts: readonly string[]): string | undefined {
  if (parts.includes('')) return 'has an empty part before, between or behind its dots';
  for (const part of parts) {
    const problem = firstBroken(ENDS, part);
    if (problem !== undefined) {
      return parts.length === 1 ? problem : `has the part '${part}', which ${problem}`;
    }
  }
  return undefined;
}

function lengthProblem(name: string, allowed: number): string | undefined {
  return name.length > allowed ? `has ${name.length} characters; ${allowed} are allowed` : undefined;
}

/**
 * Checks the key of a label or annotation: a name of up to 63 characters, perhaps after a DNS prefix and a slash.
 *
 * @returns what is wrong with it, as the end of a sentence that starts with the key; undefined when nothing is
 */
export function qualifiedNameProblem(key: string): string | undefined {
  const [prefix, name, ...more] = key.includes('/') ? key.split('/') : [undefined, key];
  if (name === undefined || name === '' || more.length > 0) return 'must be NAME or PREFIX/NAME';
  if (name.length > 63 || !LABEL_TEXT.test(name)) {
    return 'must have a name of at most 63 letters, digits, dashes, underscores and dots that starts and ends with a letter or digit';
  }
  const prefixProblem = prefix === undefined ? undefined : subdomain1123Problem(prefix);
  return prefixProblem === undefined ? undefined : `has a prefix that ${prefixProblem}`;
}

/** @returns what is wrong with the value of a label, or undefined */
export function labelValueProblem(value: string): string | undefined {
  return value.length <= 63 && LABEL_TEXT.test(value)
    ? undefined
    : 'must be at most 63 letters, digits, dashes, underscores and dots, and start and end with a letter or digit';
}
