import type { JsonObject } from '../model/json-value.ts';

/** What a scaffolded directory was made from. */
export type RecordInput = {
  readonly command: 'scaffold aa' | 'scaffold crd';
  /** As an answers file has them; without `out`, which is where the record lies. */
  readonly answers: JsonObject;
  /** What was rendered besides the answers: `caBundle`. */
  readonly inputs: Readonly<Record<string, string>>;
};

/** One file as kx rendered it. */
export type RecordedFile = {
  /** Where kx renders it. */
  readonly path: string;
  /** Where its owner keeps it, if elsewhere. */
  readonly at?: string;
  readonly mode: number;
  /** SHA-256 of the base, lower-case hex. */
  readonly sha256: string;
  /** The text as it was rendered then: the base of a three-way merge. */
  readonly base: string;
};

/** The record that kx leaves in a directory, so that it can be updated years later without git or network. */
export type ScaffoldRecord = RecordInput & {
  readonly format: 1;
  /** The version of kx that rendered it. */
  readonly kx: string;
  /** Sorted by path; without certificates and keys. */
  readonly files: readonly RecordedFile[];
};

/** Where the record lies, below the scaffolded directory. No suffix: `kubectl apply -R`, Argo CD and Flux read every
 * `.json` and `.yaml` below a directory. */
export const RECORD_PATH = '.kx/record';
