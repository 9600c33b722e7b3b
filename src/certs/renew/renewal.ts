import { UsageError } from '../../errors.ts';
import { dateInWords } from '../../model/certificate/certificate-date.ts';
import { type Validity, validityFor, withinAuthority } from '../../model/certificate/certificate-lifetime.ts';
import type { CertsRenewAnswers } from '../../options/certs-renew/answers.ts';
import { shellWord } from '../../shell-words.ts';
import type { Authority } from '../authority.ts';
import { type CertificateDirectory, nameIn } from '../directory/certificate-directory.ts';
import type { PresentLeaf } from '../directory/present-leaf.ts';
import { readAuthority } from '../read-authority.ts';
import type { PresentAuthority } from './present-authority.ts';
import { renewAuthority } from './renewed-authority.ts';
import { type Successor, succeed } from './successor.ts';

/** A new certificate, planned: of what, by whom, how long. */
export type Renewal = {
  readonly successor: Successor;
  readonly authority: Authority;
  readonly validity: Validity;
  /** What will surprise, one sentence each. */
  readonly notes: readonly string[];
};

type Wish = {
  readonly answers: Omit<CertsRenewAnswers, 'authority'>;
  readonly directory: CertificateDirectory;
  readonly leaf: PresentLeaf;
  readonly present: PresentAuthority;
  readonly cwd: string;
  /** Of the CA's key, where it is encrypted. */
  readonly passphrase: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
};

/**
 * Plans the new certificate, and the renewed CA where that is asked for.
 *
 * @throws UsageError where the present certificate cannot be taken over, or the CA cannot issue any more
 */
export function planRenewal(wish: Wish): Renewal {
  const successor = planSuccessor(wish);
  const authority = planAuthority(wish, successor);
  const wanted = validityFor(wish.now, successor.days);
  const validity = withinAuthority(wanted, authority.validity);
  const isCutShort = validity.notAfter < wanted.notAfter;
  if (isCutShort && validity.notAfter <= wish.leaf.certificate.parsed.notAfter) throw ending(wish);
  const note = `it ends with its CA, on ${dateInWords(validity.notAfter)}; until then change the CA: kx certs rotate ${shellWord(wish.directory.named)} --stage prepare`;
  return {
    successor,
    authority,
    validity,
    notes: [...authority.notes, ...successor.notes, ...(isCutShort ? [note] : [])],
  };
}

function planSuccessor({ answers, directory, leaf, present }: Wish): Successor {
  const name = nameIn(directory, 'tls.crt');
  const issuerEnds = present.issuer.parsed.notAfter;
  const successor = succeed({ leaf, name, issuerEnds }, answers);
  if (successor.ok) return successor.value;
  throw new UsageError(`${name} cannot be renewed as it is; nothing was written`, {
    violations: successor.violations,
  });
}

/** A CA that is to be renewed is judged at a time when it was valid. */
function planAuthority(wish: Wish, { usage, names }: Successor): Authority {
  const { answers, directory, present, cwd, passphrase, now } = wish;
  const { issuer, files, isFound } = present;
  const { renewsAuthority, caDays: days } = answers;
  if (!renewsAuthority && issuer.parsed.notAfter <= now) throw ending(wish);
  const at = renewsAuthority ? issuer.parsed.notBefore : now;
  const authority = readAuthority({ ...files, cwd, passphrase, isFound }, { usage, ...names, now: at });
  if (!issuer.x509.checkPrivateKey(authority.signer.key)) {
    throw new UsageError(
      `${files.key} is the key of another CA than issued ${nameIn(directory, 'tls.crt')}; nothing was written`,
      {
        hint: `a certificate of another CA is refused by whoever trusts the present one; kx certs inspect ${shellWord(files.certificate)} ${shellWord(files.key)} shows which belong together`,
      },
    );
  }
  if (!renewsAuthority) return authority;
  return renewAuthority({ certificate: issuer, authority, days, now, name: files.certificate });
}

/** A new certificate would end when the present one does: with its CA. */
function ending({ directory: { named }, present, now }: Wish): UsageError {
  const { issuer, files } = present;
  const { notAfter } = issuer.parsed;
  const verb = notAfter <= now ? 'expired' : 'expires';
  return new UsageError(
    `${files.certificate} ${verb} on ${dateInWords(notAfter)}, and nothing that it issues lasts longer; nothing was written`,
    {
      hint: `change the CA: kx certs rotate ${shellWord(named)} --stage prepare; or keep its key and renew it: kx certs renew ${shellWord(named)} --ca`,
    },
  );
}
