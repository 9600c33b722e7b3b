import type { Environment } from '@marcbachmann/cel-js';
import { label1123Problem, subdomain1123Problem } from '../dns-name.ts';
import { parseIpAddress } from '../ip-address.ts';
import { isCidr } from '../value/network-addresses.ts';
import { compareQuantities, isQuantity } from './quantity.ts';

type Library = typeof import('@marcbachmann/cel-js');

type Handler = (...args: never[]) => unknown;

const accepts = (check: (text: string) => unknown) => (text: string) => check(text) !== undefined;

/** What Kubernetes adds to CEL and rules of resources use most; a rule with another function is not evaluated. */
const FUNCTIONS: Readonly<Record<string, Handler>> = {
  'isURL(string): bool': (text: string) => /^[A-Za-z][A-Za-z0-9+.-]*:|^\//u.test(text) && !/\s/u.test(text),
  'isIP(string): bool': accepts(parseIpAddress),
  'isCIDR(string): bool': isCidr,
  'isQuantity(string): bool': isQuantity,
  'quantity(string): string': (text: string) => text,
  'string.isGreaterThan(string): bool': (a: string, b: string) => compareQuantities(a, b) > 0,
  'string.isLessThan(string): bool': (a: string, b: string) => compareQuantities(a, b) < 0,
  'string.compareTo(string): int': (a: string, b: string) => BigInt(compareQuantities(a, b)),
  'string.charAt(int): string': (text: string, index: bigint) => text.charAt(Number(index)),
  'string.replace(string, string): string': (text: string, from: string, to: string) =>
    text.replaceAll(from, () => to),
  'list.isSorted(): bool': (list: readonly (bigint | number | string)[]) =>
    list.every((item, index) => index === 0 || (list[index - 1] ?? item) <= item),
  'list.distinct(): list': (list: readonly unknown[]) => [...new Set(list)],
};

const FORMATS: Readonly<Record<string, (text: string) => string | undefined>> = {
  dns1123Label: label1123Problem,
  dns1123Subdomain: subdomain1123Problem,
};

/**
 * Makes the environment in which rules are read and evaluated.
 *
 * @see https://github.com/kubernetes/apiserver/blob/master/pkg/cel/environment/base.go
 */
export function registerKubernetes({ Environment, Optional }: Library): Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  for (const [signature, handler] of Object.entries(FUNCTIONS)) {
    environment.registerFunction(signature, handler);
  }
  class Sets {}
  class Format {}
  class NamedFormat {
    readonly check: (text: string) => string | undefined;
    constructor(check: (text: string) => string | undefined) {
      this.check = check;
    }
  }
  environment
    .registerType('Sets', Sets)
    .registerType('Format', Format)
    .registerType('NamedFormat', NamedFormat);
  environment.registerConstant('sets', 'Sets', new Sets()).registerConstant('format', 'Format', new Format());
  for (const [name, check] of Object.entries(FORMATS)) {
    environment.registerFunction(`Format.${name}(): NamedFormat`, () => new NamedFormat(check));
  }
  environment.registerFunction(
    'NamedFormat.validate(string): optional',
    (format: NamedFormat, text: string) => {
      const problem = format.check(text);
      return problem === undefined ? Optional.none() : Optional.of([problem]);
    },
  );
  const has = (list: readonly unknown[], item: unknown) => list.includes(item);
  environment
    .registerFunction('Sets.contains(list, list): bool', (_: Sets, a: unknown[], b: unknown[]) =>
      b.every((item) => has(a, item)),
    )
    .registerFunction('Sets.intersects(list, list): bool', (_: Sets, a: unknown[], b: unknown[]) =>
      b.some((item) => has(a, item)),
    )
    .registerFunction(
      'Sets.equivalent(list, list): bool',
      (_: Sets, a: unknown[], b: unknown[]) =>
        b.every((item) => has(a, item)) && a.every((item) => has(b, item)),
    );
  return environment.registerVariable('self', 'dyn').registerVariable('oldSelf', 'dyn');
}
