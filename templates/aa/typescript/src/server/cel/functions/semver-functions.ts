import { CelError } from '../values/cel-error.ts';
import { opaqueType } from './opaque.ts';
import { type Library, on } from './overload.ts';

/*
 * The library semver of Kubernetes (k8s.io/apiserver pkg/cel/library/semverlib.go; github.com/blang/semver).
 */

type Semver = { readonly numbers: readonly [bigint, bigint, bigint]; readonly prerelease: readonly string[] };

const semvers = opaqueType<Semver>('kubernetes.Semver', ({ numbers, prerelease }) =>
  JSON.stringify([numbers.map(String), prerelease]),
);

const names = ['major', 'minor', 'patch'];

const semverOf = (text: string, isLenient = false): Semver => {
  const whole = isLenient ? normalized(text) : text;
  if (whole === '') throw new CelError('Version string empty');
  const [, release = whole, build] = /^([^+]*)\+(.*)$/s.exec(whole) ?? [];
  const [, core = release, pre] = /^([^-]*)-(.*)$/s.exec(release) ?? [];
  const parts = core.split('.');
  if (parts.length < 3) throw new CelError('No Major.Minor.Patch elements found');
  const [major = 0n, minor = 0n, patch = 0n] = [...parts.slice(0, 2), parts.slice(2).join('.')].map(numberOf);
  const prerelease = pre?.split('.') ?? [];
  for (const each of prerelease) checkPrerelease(each);
  for (const each of build?.split('.') ?? []) checkBuild(each);
  return { numbers: [major, minor, patch], prerelease };
};

const numberOf = (text: string, index: number): bigint => {
  const name = names[index] ?? '';
  if (!/^\d*$/.test(text))
    throw new CelError(`Invalid character(s) found in ${name} number ${JSON.stringify(text)}`);
  if (/^0\d/.test(text)) {
    const capitalized = name.charAt(0).toUpperCase() + name.slice(1);
    throw new CelError(`${capitalized} number must not contain leading zeroes ${JSON.stringify(text)}`);
  }
  if (text === '') throw new CelError('strconv.ParseUint: parsing "": invalid syntax');
  return BigInt(text);
};

const checkPrerelease = (text: string): void => {
  if (text === '') throw new CelError('Prerelease is empty');
  if (/^0\d+$/.test(text)) {
    throw new CelError(`Numeric PreRelease version must not contain leading zeroes ${JSON.stringify(text)}`);
  }
  if (!/^[0-9A-Za-z-]+$/.test(text))
    throw new CelError(`Invalid character(s) found in prerelease ${JSON.stringify(text)}`);
};

const checkBuild = (text: string): void => {
  if (text === '') throw new CelError('Build meta data is empty');
  if (!/^[0-9A-Za-z-]+$/.test(text)) {
    throw new CelError(`Invalid character(s) found in build meta data ${JSON.stringify(text)}`);
  }
};

/** Without a v before it and zeros before its numbers, and with the numbers that are missing. */
const normalized = (text: string): string => {
  const [first = '', second, ...rest] = text.replace(/^v/, '').split('.');
  const parts = [
    first,
    ...(second === undefined ? [] : [second]),
    ...(rest.length === 0 ? [] : [rest.join('.')]),
  ];
  const plain = parts.map((part) => part.replace(/^0+(?=\d)/, ''));
  if (plain.length < 3 && /[+-]/.test(plain.at(-1) ?? '')) {
    throw new CelError('short version cannot contain PreRelease/Build meta data');
  }
  return [...plain, '0', '0'].slice(0, 3).join('.');
};

const orderOf = (a: Semver, b: Semver): number => {
  const at = a.numbers.findIndex((number, index) => number !== b.numbers[index]);
  if (at >= 0) return (a.numbers[at] ?? 0n) < (b.numbers[at] ?? 0n) ? -1 : 1;
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Math.sign(b.prerelease.length - a.prerelease.length);
  }
  return orderOfPrereleases(a.prerelease, b.prerelease);
};

const orderOfPrereleases = (a: readonly string[], b: readonly string[]): number => {
  const at = a.findIndex((part, index) => part !== b[index]);
  if (at < 0) return a.length < b.length ? -1 : 0;
  const other = b[at];
  return other === undefined ? 1 : orderOfParts(a[at] ?? '', other);
};

/** Numbers come before words. */
const orderOfParts = (a: string, b: string): number => {
  const [isNumber, isOtherNumber] = [a, b].map((part) => /^\d+$/.test(part));
  if (isNumber === true && isOtherNumber === true) return BigInt(a) < BigInt(b) ? -1 : 1;
  if (isNumber !== isOtherNumber) return isNumber === true ? -1 : 1;
  return a < b ? -1 : 1;
};

const isSemver = (text: string, isLenient = false): boolean => {
  try {
    semverOf(text, isLenient);
    return true;
  } catch {
    return false;
  }
};

const numberAt = (index: 0 | 1 | 2) => [semvers.on(({ numbers }) => numbers[index])];

/** Functions on versions. */
export const semverFunctions: Library = {
  semver: [
    on(['string'], (text) => semvers.of(semverOf(text))),
    on(['string', 'bool'], (text, isLenient) => semvers.of(semverOf(text, isLenient))),
  ],
  isSemver: [on(['string'], (text) => isSemver(text)), on(['string', 'bool'], isSemver)],
  major: numberAt(0),
  minor: numberAt(1),
  patch: numberAt(2),
  compareTo: [semvers.onBoth((a, b) => BigInt(orderOf(a, b)))],
  isGreaterThan: [semvers.onBoth((a, b) => orderOf(a, b) > 0)],
  isLessThan: [semvers.onBoth((a, b) => orderOf(a, b) < 0)],
};
