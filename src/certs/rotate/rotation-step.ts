import type { Io } from '../../io.ts';
import type { Rotation } from '../../model/certificate/rotation.ts';
import type { CertsRotateAnswers } from '../../options/certs-rotate/answers.ts';
import type { FileSet } from '../../render/file-set.ts';
import type { DocumentedSet } from '../../render/render-certs-document.ts';
import type { CertificateDirectory } from '../directory/certificate-directory.ts';
import type { PresentLeaf } from '../directory/present-leaf.ts';
import type { ReadCertificate } from '../read-certificates.ts';

/** A directory in whatever stage, and what is asked of it. */
export type RotationContext = {
  readonly directory: CertificateDirectory;
  readonly rotation: Rotation | undefined;
  readonly leaf: PresentLeaf;
  /** Every CA of ca.crt, in its order. */
  readonly bundle: readonly ReadCertificate[];
  readonly answers: CertsRotateAnswers;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly io: Io;
};

/** What a stage makes of a directory. */
export type RotationStep = {
  readonly set: DocumentedSet;
  /** How far the rotation is then; undefined where there is none. */
  readonly rotation: Rotation | undefined;
  readonly files: FileSet;
  /** Files that are no more. */
  readonly removed: readonly string[];
  /** Whether this had been done before. */
  readonly isDone: boolean;
  /** What will surprise, one sentence each. */
  readonly notes: readonly string[];
};
