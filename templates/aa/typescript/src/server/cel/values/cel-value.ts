/**
 * A value while a rule is evaluated: an int is a bigint, a double a number, null and optionals without a value are
 * told from what is absent.
 */
export type CelValue =
  | boolean
  | bigint
  | number
  | string
  | null
  | Uint8Array
  | CelUint
  | CelTimestamp
  | CelDuration
  | CelList
  | CelMap
  | CelOptional
  | CelType
  | CelOpaque;

export type CelUint = { readonly kind: 'uint'; readonly value: bigint };

/** A moment, in nanoseconds of Unix time, and the zone it was written in, which only its text shows. */
export type CelTimestamp = {
  readonly kind: 'timestamp';
  readonly nanoseconds: bigint;
  readonly offsetMinutes: number;
};

export type CelDuration = { readonly kind: 'duration'; readonly nanoseconds: bigint };

/** A list; the items of a list of the object under validation are made when they are asked for. */
export type CelList = {
  readonly kind: 'list';
  readonly items: readonly CelValue[];
  /** How it is compared and added up: x-kubernetes-list-type set or map, with the fields that identify an item. */
  readonly type?: 'set' | { readonly keys: readonly string[] };
  /** No schema says what it is: it can be compared with anything. */
  readonly isUntyped?: true;
};

/** A map, or an object with its fields under their escaped names. */
export type CelMap = {
  readonly kind: 'map';
  readonly size: number;
  readonly keys: () => readonly CelValue[];
  /** Undefined for what is not there. @throws CelError for a key of a type that the map cannot have */
  readonly find: (key: CelValue) => CelValue | undefined;
  /** Of an object under validation: what rules cannot see of it is compared as it is. */
  readonly hidden?: ReadonlyMap<string, unknown>;
  /** No schema says what it is: it can be compared with anything. */
  readonly isUntyped?: true;
};

export type CelOptional = { readonly kind: 'optional'; readonly value: CelValue | undefined };

export type CelType = { readonly kind: 'type'; readonly name: string };

/** A value that only the functions of its library read. */
export type CelOpaque = {
  readonly kind: 'opaque';
  readonly type: string;
  /** The same for values that are equal. */
  readonly identity: string;
  readonly content: unknown;
};

/** An object with a kind of its own. */
export type Tagged = Exclude<CelValue, boolean | bigint | number | string | null | Uint8Array>;

const isTagged = (value: CelValue): value is Tagged =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array);

/** What a value of each kind is. */
export type CelKinds = {
  readonly any: CelValue;
  readonly bool: boolean;
  readonly int: bigint;
  readonly double: number;
  readonly string: string;
  readonly bytes: Uint8Array;
  readonly null: null;
  readonly uint: CelUint;
  readonly timestamp: CelTimestamp;
  readonly duration: CelDuration;
  readonly list: CelList;
  readonly map: CelMap;
  readonly optional: CelOptional;
  readonly type: CelType;
  readonly opaque: CelOpaque;
};
export type CelKind = keyof CelKinds;

/** Whether a value is of a kind; every value is of `any`. */
export const isKind = <Kind extends CelKind>(value: CelValue, kind: Kind): value is CelKinds[Kind] =>
  kind === 'any' || kindOf(value) === kind;

/** The kind of a value. */
export const kindOf = (value: CelValue): Exclude<CelKind, 'any'> => {
  if (isTagged(value)) return value.kind;
  switch (typeof value) {
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    default:
      return value === null ? 'null' : 'bytes';
  }
};

const typeNames: Readonly<Partial<Record<CelKind, string>>> = {
  null: 'null_type',
  optional: 'optional_type',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
};

/** The name of a value's type as cel-go has it. */
export const typeNameOf = (value: CelValue): string => {
  const kind = kindOf(value);
  return isKind(value, 'opaque') ? value.type : (typeNames[kind] ?? kind);
};
