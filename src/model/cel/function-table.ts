import { type Overload, parseSignature } from './parse-signature.ts';

const ORDERED = ['bool', 'bytes', 'double', 'duration', 'int', 'string', 'timestamp', 'uint'] as const;
const NUMERIC = ['double', 'int', 'uint'] as const;

const comparisons: readonly string[] = [
  ...ORDERED.map((type) => `(${type}, ${type}): bool`),
  ...NUMERIC.flatMap((a) => NUMERIC.filter((b) => a !== b).map((b) => `(${a}, ${b}): bool`)),
];
const arithmetic = NUMERIC.map((type) => `(${type}, ${type}): ${type}`);
const timestampPart = ['timestamp.(): int', 'timestamp.(string): int'];
const hashes = ORDERED.map((type) => `list<${type}>.(): ${type}`);

/**
 * Every function and operator that rules can use from Kubernetes 1.35 on, names and signatures, as the environment of
 * k8s.io/apiserver/pkg/cel/environment/base.go declares them; operators have the names of cel-go.
 */
const TABLE: readonly (readonly [names: string, signatures: readonly string[]])[] = [
  ['_==_ _!=_', ['(A, A): bool']],
  ['_<_ _<=_ _>_ _>=_', comparisons],
  ['@in', ['(A, list<A>): bool', '(A, map<A, B>): bool']],
  ['_?_:_', ['(bool, A, A): A']],
  ['!_', ['(bool): bool']],
  ['-_', ['(double): double', '(int): int']],
  ['_*_ _/_', arithmetic],
  ['_%_', ['(int, int): int', '(uint, uint): uint']],
  [
    '_+_',
    [
      ...arithmetic,
      ...['bytes', 'duration', 'string'].map((type) => `(${type}, ${type}): ${type}`),
      '(duration, timestamp): timestamp',
      '(timestamp, duration): timestamp',
      '(list<A>, list<A>): list<A>',
    ],
  ],
  [
    '_-_',
    [
      ...arithmetic,
      '(duration, duration): duration',
      '(timestamp, duration): timestamp',
      '(timestamp, timestamp): duration',
    ],
  ],
  [
    '_[_]',
    [
      '(list<A>, int): A',
      '(map<A, B>, A): B',
      '(optional<list<A>>, int): optional<A>',
      '(optional<map<A, B>>, A): optional<B>',
    ],
  ],
  [
    '_[?_]',
    [
      '(list<A>, int): optional<A>',
      '(map<A, B>, A): optional<B>',
      '(optional<list<A>>, int): optional<A>',
      '(optional<map<A, B>>, A): optional<B>',
    ],
  ],
  ['bool', ['(bool): bool', '(string): bool']],
  ['bytes', ['(bytes): bytes', '(string): bytes']],
  ['double', ['(double): double', '(int): double', '(string): double', '(uint): double']],
  ['duration', ['(duration): duration', '(int): duration', '(string): duration']],
  ['dyn', ['(A): dyn']],
  ['int', ['double', 'duration', 'timestamp', 'int', 'string', 'uint'].map((type) => `(${type}): int`)],
  ['string', [...ORDERED, 'CIDR', 'IP'].map((type) => `(${type}): string`)],
  ['timestamp', ['(int): timestamp', '(string): timestamp', '(timestamp): timestamp']],
  ['type', ['(A): type']],
  ['uint', ['(double): uint', '(int): uint', '(string): uint', '(uint): uint']],
  [
    'size',
    ['bytes', 'list<A>', 'map<A, B>', 'string'].flatMap((type) => [`(${type}): int`, `${type}.(): int`]),
  ],
  ['contains endsWith startsWith', ['string.(string): bool']],
  ['matches', ['string.(string): bool', '(string, string): bool']],
  ['lowerAscii trim upperAscii', ['string.(): string']],
  ['charAt', ['string.(int): string']],
  ['format', ['string.(list<dyn>): string']],
  ['find', ['string.(string): string']],
  ['findAll', ['string.(string): list<string>', 'string.(string, int): list<string>']],
  ['indexOf lastIndexOf', ['string.(string): int', 'string.(string, int): int', 'list<A>.(A): int']],
  ['join', ['list<string>.(): string', 'list<string>.(string): string']],
  ['replace', ['string.(string, string): string', 'string.(string, string, int): string']],
  ['split', ['string.(string): list<string>', 'string.(string, int): list<string>']],
  ['substring', ['string.(int): string', 'string.(int, int): string']],
  ['strings.quote', ['(string): string']],
  ['distinct reverse', ['list<A>.(): list<A>']],
  ['first last', ['list<A>.(): optional<A>']],
  ['flatten', ['list<list<A>>.(): list<A>', 'list<dyn>.(int): list<dyn>']],
  ['isSorted', ORDERED.map((type) => `list<${type}>.(): bool`)],
  ['max min', hashes],
  ['sort', ORDERED.map((type) => `list<${type}>.(): list<${type}>`)],
  ['sum', [...NUMERIC, 'duration'].map((type) => `list<${type}>.(): ${type}`)],
  ['slice', ['list<A>.(int, int): list<A>']],
  ['lists.range', ['(int): list<int>']],
  ['sets.contains sets.equivalent sets.intersects', ['(list<A>, list<A>): bool']],
  ['getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getMonth', timestampPart],
  ['getHours getMilliseconds getMinutes getSeconds', [...timestampPart, 'duration.(): int']],
  ['optional.none', ['(): optional<A>']],
  ['optional.of optional.ofNonZeroValue', ['(A): optional<A>']],
  ['optional.unwrap', ['(list<optional<A>>): list<A>']],
  ['unwrapOpt', ['list<optional<A>>.(): list<A>']],
  ['hasValue', ['optional<A>.(): bool']],
  ['or', ['optional<A>.(optional<A>): optional<A>']],
  ['orValue', ['optional<A>.(A): A']],
  ['value', ['optional<A>.(): A']],
  ['isCIDR isIP isQuantity isURL ip.isCanonical', ['(string): bool']],
  ['isSemver', ['(string): bool', '(string, bool): bool']],
  ['cidr', ['(string): CIDR']],
  ['containsCIDR', ['CIDR.(CIDR): bool', 'CIDR.(string): bool']],
  ['containsIP', ['CIDR.(IP): bool', 'CIDR.(string): bool']],
  ['masked', ['CIDR.(): CIDR']],
  ['prefixLength', ['CIDR.(): int']],
  ['ip', ['(string): IP', 'CIDR.(): IP']],
  ['family', ['IP.(): int']],
  ['isGlobalUnicast isLinkLocalMulticast isLinkLocalUnicast isLoopback isUnspecified', ['IP.(): bool']],
  ['url', ['(string): URL']],
  ['getEscapedPath getHost getHostname getPort getScheme', ['URL.(): string']],
  ['getQuery', ['URL.(): map<string, list<string>>']],
  ['quantity', ['(string): Quantity']],
  ['add sub', ['Quantity.(Quantity): Quantity', 'Quantity.(int): Quantity']],
  ['asApproximateFloat', ['Quantity.(): double']],
  ['asInteger', ['Quantity.(): int']],
  ['isInteger', ['Quantity.(): bool']],
  ['sign', ['(Quantity): int']],
  ['semver', ['(string): Semver', '(string, bool): Semver']],
  ['major minor patch', ['Semver.(): int']],
  ['compareTo', ['Quantity.(Quantity): int', 'Semver.(Semver): int']],
  ['isGreaterThan isLessThan', ['Quantity.(Quantity): bool', 'Semver.(Semver): bool']],
  ['format.named', ['(string): optional<NamedFormat>']],
  [
    'format.byte format.date format.datetime format.dns1035Label format.dns1035LabelPrefix format.dns1123Label format.dns1123LabelPrefix format.dns1123Subdomain format.dns1123SubdomainPrefix format.labelValue format.qualifiedName format.uri format.uuid',
    ['(): NamedFormat'],
  ],
  ['validate', ['NamedFormat.(string): optional<list<string>>']],
];

/** Functions by name; those of a namespace with it: `sets.contains`. */
export const CEL_FUNCTIONS: ReadonlyMap<string, readonly Overload[]> = new Map(
  TABLE.flatMap(([names, signatures]) => {
    const overloads = signatures.map(parseSignature);
    return names.split(' ').map((name) => [name, overloads] as const);
  }),
);
