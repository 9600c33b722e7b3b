import type { Violation } from '../../errors.ts';

type LabelRules = {
  /** The flag as typed. */
  readonly path: string;
  /** What the label names: `a Service name`. */
  readonly what: string;
  /** Service names follow RFC 1035, which starts them with a letter; namespaces follow RFC 1123. */
  readonly startsWithLetter: boolean;
};

const RULES: readonly {
  readonly broken: (text: string, rules: LabelRules) => boolean;
  readonly message: (text: string) => string;
}[] = [
  { broken: (text) => text === '', message: () => 'is empty' },
  { broken: (text) => text.includes('.'), message: () => 'has a dot; give the name alone' },
  {
    broken: (text) => /[A-Z]/.test(text),
    message: (text) => `has the upper-case letter '${/[A-Z]/.exec(text)?.[0] ?? ''}'; use lower case`,
  },
  {
    broken: (text) => /[^a-z0-9-]/.test(text),
    message: (text) =>
      `has ${nameOf(/[^a-z0-9-]/u.exec(text)?.[0] ?? '')}; only a-z, 0-9 and '-' are allowed`,
  },
  {
    broken: (text) => text.startsWith('-'),
    message: () => "starts with '-'; it must start with a letter or digit",
  },
  {
    broken: (text) => text.endsWith('-'),
    message: () => "ends with '-'; it must end with a letter or digit",
  },
  {
    broken: (text, { startsWithLetter }) => startsWithLetter && /^\d/.test(text),
    message: () => 'starts with a digit; it must start with a letter (RFC 1035)',
  },
  {
    broken: (text) => text.length > 63,
    message: (text) => `has ${text.length} characters; 63 are allowed`,
  },
];

/**
 * Checks a name against the rules of k8s.io/apimachinery (pkg/util/validation, IsDNS1035Label and IsDNS1123Label).
 *
 * @returns the first rule that it breaks, with the offending character
 */
export function labelViolation(text: string, rules: LabelRules): Violation | undefined {
  const rule = RULES.find(({ broken }) => broken(text, rules));
  if (rule === undefined) return undefined;
  return { path: rules.path, message: `'${text}' is not ${rules.what}: it ${rule.message(text)}` };
}

/** @returns a character as a person can tell it apart: quoted, or by its code point where it does not show */
export function nameOf(character: string): string {
  if (character === ' ') return 'a blank';
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{C}\p{Z}]/u.test(character) ? `the character U+${code}` : `'${character}'`;
}
