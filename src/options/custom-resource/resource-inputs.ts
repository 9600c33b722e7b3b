import type { Violation } from '../../errors.ts';
import type { CustomResource } from '../../model/custom-resource.ts';
import type { DescribedResource } from '../../model/source/described-resource.ts';

/** What the files that flags name hold, read before the flags are checked. */
export type ResourceInputs = {
  /** What the files of `--from` describe; undefined where there are none, or none that could be read. */
  readonly described: DescribedResource | undefined;
  /** Everything that is meant of what the files describe; `described` is the first. */
  readonly resources: readonly DescribedResource[];
  /** The files of `--from`, for messages: `crd.yaml`. */
  readonly source: string;
  /** Says which line of a file a place is: `crd.yaml: spec.a` becomes `crd.yaml:12 spec.a`. */
  readonly locate: (path: string) => string;
  /** The text of the file of `--ca-bundle`. */
  readonly caBundle: string | undefined;
  /** Checks the CEL rules of a resource that is fine otherwise; undefined where none was given. */
  readonly checkRules: ((resource: CustomResource) => readonly Violation[]) | undefined;
  readonly violations: readonly Violation[];
  readonly warnings: readonly Violation[];
  /** Every text that was read, for the record: an update reads no files. */
  readonly texts: Readonly<Record<string, string>>;
};

/** Where no flag names a file. */
export const NO_INPUTS: ResourceInputs = {
  described: undefined,
  resources: [],
  source: '',
  locate: (path) => path,
  caBundle: undefined,
  checkRules: undefined,
  violations: [],
  warnings: [],
  texts: {},
};
