import type { Certificate } from './certificate.ts';
import type { KeyFacts } from './key-facts.ts';
import type { Remark } from './unwrap.ts';

/** How a block stands in its PEM; all undefined for DER. */
export type BlockFacts = {
  readonly label: string | undefined;
  /** What makes Go pass the block over, as the end of a sentence. */
  readonly fault: string | undefined;
  readonly hasHeaders: boolean;
  /** Line of its BEGIN, from 1. */
  readonly line: number | undefined;
};

/** One thing that an input holds. */
export type Item = {
  /** Where it was found: `tls.crt`, `Secret my-ns/my-tls tls.crt`, with `#2` for the second of several. */
  readonly place: string;
  readonly block: BlockFacts;
} & (
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'private key'; readonly key: KeyFacts | undefined; readonly isEncrypted: boolean }
  | { readonly kind: 'public key'; readonly key: KeyFacts }
  | { readonly kind: 'request'; readonly subject: string; readonly key: KeyFacts | undefined }
  /** Recognised, but not a thing that kx reads, or damaged: a sentence that continues the place. */
  | { readonly kind: 'other'; readonly sentence: string; readonly isDamaged: boolean }
);

/** A certificate with its place. */
export type PlacedCertificate = Extract<Item, { readonly kind: 'certificate' }>;

/** What one value (a file, a field of an object) holds. */
export type Material = {
  readonly place: string;
  readonly items: readonly Item[];
  /** How it is wrapped. */
  readonly remarks: readonly Remark[];
  /** What it is instead, where it holds nothing to read: continues the place. */
  readonly problem: string | undefined;
  /** The bytes as they were, for the reading that Go does itself. */
  readonly bytes: Uint8Array;
};

/** @returns the certificates of it, in order */
export function certificatesOf({ items }: Pick<Material, 'items'>): readonly PlacedCertificate[] {
  return items.filter((item) => item.kind === 'certificate');
}
