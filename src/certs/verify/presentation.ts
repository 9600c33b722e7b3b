import type { Certificate } from '../input/certificate.ts';

/** What a server shows and what its caller trusts: the question that verifiers answer. */
export type Presentation = {
  /** As sent, the leaf first; never empty. */
  readonly chain: readonly Certificate[];
  /** The CAs that the caller trusts. */
  readonly roots: readonly Certificate[];
  /** The name that the caller verifies; undefined leaves that out. */
  readonly name: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
};
