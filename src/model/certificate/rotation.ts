/** The stages of a change of CA, in their order. */
export const ROTATION_STAGES = ['prepare', 'switch', 'finish'] as const;

/** How far a change of CA is. */
export type RotationStage = (typeof ROTATION_STAGES)[number];

/** A CA of a rotation. */
export type RotatedAuthority = {
  /** RFC 4514. */
  readonly subject: string;
  /** RFC 3339. */
  readonly notAfter: string;
  /** Of the DER, lower-case hex. */
  readonly sha256: string;
};

/** What `rotation.json` says: which CA gives way to which, and when each stage was done. */
export type Rotation = {
  readonly kind: 'CertificateRotation';
  /** The last one that was done. */
  readonly stage: RotationStage;
  /** The CA that issued until now, and those above it. */
  readonly oldAuthorities: readonly RotatedAuthority[];
  readonly newAuthority: RotatedAuthority;
  /** RFC 3339, by stage. */
  readonly done: Readonly<Partial<Record<RotationStage, string>>>;
};
