type SimpleName =
  | 'bool'
  | 'bytes'
  | 'double'
  | 'duration'
  | 'dyn'
  | 'int'
  | 'null'
  | 'string'
  | 'timestamp'
  | 'type'
  | 'uint';

/** A type of the Common Expression Language as the API server's checker has it. */
export type CelType =
  | { readonly kind: 'simple'; readonly name: SimpleName }
  | { readonly kind: 'list' | 'optional'; readonly of: CelType }
  | { readonly kind: 'map'; readonly key: CelType; readonly of: CelType }
  /** Two objects are of one type where their names are equal: each place of a schema has its own. */
  | { readonly kind: 'object'; readonly name: string; readonly fields: ReadonlyMap<string, CelType> }
  /** What a library brings and only its functions read: Quantity, URL. */
  | { readonly kind: 'opaque'; readonly name: string }
  /** Stands for a type that is not known yet: of a function's signature, or of the items of `[]`. */
  | { readonly kind: 'param'; readonly name: string };

const SIMPLE_NAMES = {
  bool: true,
  bytes: true,
  double: true,
  duration: true,
  dyn: true,
  int: true,
  null: true,
  string: true,
  timestamp: true,
  type: true,
  uint: true,
} as const satisfies Record<SimpleName, true>;

/** @returns whether the text names a type without parts */
export function isSimpleName(text: string): text is SimpleName {
  return Object.hasOwn(SIMPLE_NAMES, text);
}

/** @returns the type without parts of that name */
export function simple(name: SimpleName): CelType {
  return { kind: 'simple', name };
}

/** @returns whether anything can be done with values of the type until the rule is evaluated */
export function isDyn(type: CelType): boolean {
  return type.kind === 'simple' && type.name === 'dyn';
}

/** @returns the type as messages of the API server write it: `list(string)`, `map(string, int)` */
export function formatCelType(type: CelType): string {
  switch (type.kind) {
    case 'simple':
    case 'opaque':
      return type.name;
    case 'object':
      return 'object';
    case 'param':
      return 'dyn';
    case 'list':
      return `list(${formatCelType(type.of)})`;
    case 'optional':
      return `optional_type(${formatCelType(type.of)})`;
    case 'map':
      return `map(${formatCelType(type.key)}, ${formatCelType(type.of)})`;
  }
}
