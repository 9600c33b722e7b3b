/** The kinds of input that describe a resource; the values of `--from-format`. */
export const SOURCE_FORMATS = ['sample', 'schema', 'typescript', 'crd'] as const;

/** A kind of input that describes a resource. */
export type SourceFormat = (typeof SOURCE_FORMATS)[number];
