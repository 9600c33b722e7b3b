import type { Item, Material, PlacedCertificate } from '../input/item.ts';
import type { LoadedRoots } from './go/go-roots.ts';
import type { TrustPath } from './trust-path.ts';

/** A private key with its place. */
export type PlacedKey = Extract<Item, { readonly kind: 'private key' }>;

/** A server's certificates and the bundle that its callers trust, to be judged together. Either may be missing. */
export type Pair = {
  readonly chain: Material | undefined;
  readonly bundle: Material | undefined;
  /** What the API server says of a caBundle that is no base64. */
  readonly bundleFault: string | undefined;
  readonly key: Material | undefined;
  /** The name that callers verify. */
  readonly name: string | undefined;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly minDays: { readonly days: number; readonly isDemand: boolean };
  readonly fixes: Fixes;
};

/** Commands that make something good again. */
export type Fixes = {
  /** Makes a new CA and leaf. */
  readonly reissue: string;
  /** Prints a good caBundle. */
  readonly bundle: string;
};

/** A pair with what the rules need to know of it. */
export type JudgedPair = Pair & {
  readonly sent: readonly PlacedCertificate[];
  readonly trusted: readonly PlacedCertificate[];
  readonly path: TrustPath;
  readonly roots: LoadedRoots | undefined;
};
