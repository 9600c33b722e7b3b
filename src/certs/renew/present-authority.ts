import { resolve } from 'node:path';
import { ConflictError, UsageError } from '../../errors.ts';
import type { AuthorityFiles } from '../../options/certs-gen/authority.ts';
import { shellWord } from '../../shell-words.ts';
import { type CertificateDirectory, nameIn } from '../directory/certificate-directory.ts';
import { issuersOf } from '../directory/issuer-of.ts';
import { type PresentLeaf, readAll } from '../directory/present-leaf.ts';
import { InputError } from '../input-error.ts';
import { type ReadCertificate, readCertificates } from '../read-certificates.ts';
import { readInputFile } from '../read-input-file.ts';

/** The CA that issued the present certificate: where it is, and what it is. */
export type PresentAuthority = {
  /** As the user would name them. */
  readonly files: AuthorityFiles;
  /** Whether the directory holds them, and no flag named them. */
  readonly isFound: boolean;
  /** Every certificate of the CA's file. */
  readonly all: readonly ReadCertificate[];
  /** The one that issued, and of several the one that lasts longest. */
  readonly issuer: ReadCertificate;
};

type Look = {
  readonly directory: CertificateDirectory;
  readonly leaf: PresentLeaf;
  /** Undefined: in the directory. */
  readonly given: AuthorityFiles | undefined;
  readonly cwd: string;
};

/**
 * Finds the CA that issued tls.crt.
 *
 * @throws UsageError where it is not there, not readable, or did not issue it; ConflictError where its key is lost
 */
export function findAuthority({ directory, leaf, given, cwd }: Look): PresentAuthority {
  const files = given ?? filesIn(directory);
  const all = given === undefined ? readAll(directory, 'ca.crt') : readGiven(given, cwd);
  const [issuer] = issuersOf(leaf.certificate, all);
  if (issuer !== undefined) return { files, isFound: given === undefined, all, issuer };
  const name = nameIn(directory, 'tls.crt');
  throw new UsageError(`${name} was not issued by ${files.certificate}; nothing was written`, {
    hint: `a certificate of another CA is refused by whoever trusts the present one; kx certs inspect ${shellWord(name)} ${shellWord(files.certificate)} shows both`,
  });
}

function filesIn(directory: CertificateDirectory): AuthorityFiles {
  const files = { certificate: nameIn(directory, 'ca.crt'), key: nameIn(directory, 'ca.key') };
  const [hasCertificate, hasKey] = ['ca.crt', 'ca.key'].map((path) => directory.texts.has(path));
  if (hasCertificate === true && hasKey === true) return files;
  const { named } = directory;
  if (hasCertificate !== true) {
    throw new UsageError(`${files.certificate} is not there; nothing was written`, {
      hint: 'name the CA that issued the certificate: --ca-cert ca.crt --ca-key ca.key',
    });
  }
  throw new ConflictError(
    `${files.key} is not there, and without it nothing is issued; nothing was written`,
    {
      hint: `restore it or name it with --ca-cert and --ca-key; where it is lost, change the CA: kx certs rotate ${shellWord(named)} --stage prepare`,
    },
  );
}

function readGiven({ certificate }: AuthorityFiles, cwd: string): readonly ReadCertificate[] {
  try {
    return readCertificates(readInputFile(resolve(cwd, certificate)).bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new UsageError('the CA cannot issue this certificate; nothing was written', {
      violations: [{ path: '--ca-cert', message: `${certificate} ${error.message}` }],
    });
  }
}
