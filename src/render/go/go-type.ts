/** A type of Go, and with it how its values are copied. */
export type GoType =
  /** Copied by assignment: a number, a string, an enum. */
  | { readonly form: 'plain'; readonly name: string }
  /** One of the declared structs. */
  | { readonly form: 'struct'; readonly name: string }
  | { readonly form: 'bytes' }
  /** A type of apimachinery. */
  | { readonly form: 'foreign'; readonly of: ForeignType }
  | { readonly form: 'pointer'; readonly to: GoType }
  | { readonly form: 'list'; readonly of: GoType }
  /** From strings. */
  | { readonly form: 'map'; readonly of: GoType };

/** The types of apimachinery that fields have: as files name them, and what they import for it. */
export const FOREIGN_TYPES = {
  intOrString: {
    name: 'intstr.IntOrString',
    imports: 'k8s.io/apimachinery/pkg/util/intstr',
    copied: 'assigned',
  },
  quantity: {
    name: 'resource.Quantity',
    imports: 'k8s.io/apimachinery/pkg/api/resource',
    copied: 'returned',
  },
  time: {
    name: 'metav1.Time',
    imports: 'metav1 k8s.io/apimachinery/pkg/apis/meta/v1',
    copied: 'into',
  },
  raw: { name: 'runtime.RawExtension', imports: 'k8s.io/apimachinery/pkg/runtime', copied: 'into' },
} as const satisfies Record<
  string,
  {
    readonly name: string;
    /** A path, after the name that it is imported by where that is another. */
    readonly imports: string;
    /** By assignment, by a DeepCopy that returns the copy, or by DeepCopyInto. */
    readonly copied: 'assigned' | 'returned' | 'into';
  }
>;

type ForeignType = keyof typeof FOREIGN_TYPES;

/** A field of a struct. */
export type GoField = {
  readonly name: string;
  readonly type: GoType;
  /** What stands in its tag: `size,omitempty`. */
  readonly tag: string;
  readonly description: string;
};

/** A struct, and the fields that its JSON has. */
export type GoStruct = {
  readonly name: string;
  readonly description: string;
  readonly fields: readonly GoField[];
};

/** A type of strings, and a constant for each of its values. */
export type GoEnum = {
  readonly name: string;
  readonly description: string;
  readonly values: readonly { readonly name: string; readonly value: string }[];
};

/** The types of one version of a kind. */
export type GoKind = {
  readonly kind: string;
  readonly listKind: string;
  /** The fields that the object has beside apiVersion, kind and metadata. */
  readonly object: GoStruct;
  readonly list: GoStruct;
  /** Those that the object is made of, the outer before the inner. */
  readonly structs: readonly GoStruct[];
  readonly enums: readonly GoEnum[];
};

/** @returns the type as Go writes it */
export function goTypeText(type: GoType): string {
  switch (type.form) {
    case 'plain':
    case 'struct':
      return type.name;
    case 'bytes':
      return '[]byte';
    case 'foreign':
      return FOREIGN_TYPES[type.of].name;
    case 'pointer':
      return `*${goTypeText(type.to)}`;
    case 'list':
      return `[]${goTypeText(type.of)}`;
    case 'map':
      return `map[string]${goTypeText(type.of)}`;
  }
}
