import { UsageError, type Violation } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { makeBundle } from '../bundle/make-bundle.ts';
import type { Material, PlacedCertificate } from '../input/item.ts';
import { readBytes } from '../input/read-bytes.ts';
import { readMaterial } from '../input/read-material.ts';
import { InputError } from '../input-error.ts';
import { judgeAuthority } from '../judge-authority.ts';

/** The CAs that go into caBundle fields. */
export type BundleToSet = {
  /** PEM, each certificate once. */
  readonly pem: string;
  /** What will surprise, one sentence each. */
  readonly notes: readonly string[];
};

/**
 * Reads the CAs of a caBundle and judges whether anybody could trust a server by them.
 *
 * @param file as the user named it; `-` for stdin
 * @throws UsageError for what is no CA, or for CAs of which none is of use now
 */
export async function bundleToSet(file: string, io: Io): Promise<BundleToSet> {
  const now = io.now().getTime();
  const bundle = makeBundle([await readOne(file, io)], now);
  const judged = bundle.certificates.map((item) => ({ item, problems: problemsOf(item, now) }));
  const unusable = judged.filter(({ problems }) => problems.length > 0);
  const violations = [
    ...bundle.violations.map(({ path, message, hint }) => ({
      path: '--ca',
      message: `${path} ${message}`,
      hint,
    })),
    // Beside one that is good, an old CA that has expired does no harm.
    ...(bundle.violations.length > 0 || unusable.length < judged.length
      ? []
      : unusable.flatMap(violationsOf)),
  ];
  if (violations.length > 0) {
    throw new UsageError('this CA does not belong into a caBundle; nothing was written', { violations });
  }
  const useless = unusable.flatMap(({ item, problems }) =>
    problems.map((problem) => `${item.place} ${problem}`),
  );
  return { pem: bundle.pem, notes: [...new Set([...useless, ...bundle.notes])] };
}

type Judged = { readonly item: PlacedCertificate; readonly problems: readonly string[] };

function violationsOf({ item, problems }: Judged): readonly Violation[] {
  return problems.map((problem) => ({ path: '--ca', message: `${item.place} ${problem}` }));
}

function problemsOf(
  { certificate: { x509, fields: parsed } }: PlacedCertificate,
  now: number,
): readonly string[] {
  if (x509 === undefined) return ['cannot be read by OpenSSL'];
  try {
    const use = { usage: 'serverAuth', dnsNames: [], ipAddresses: [], now } as const;
    return judgeAuthority({ x509, parsed }, use).problems;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [error.message];
  }
}

async function readOne(file: string, io: Io): Promise<Material> {
  try {
    return readMaterial(file, await readBytes(file, io));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const violations = [{ path: '--ca', message: `${file} ${error.message}` }];
    throw new UsageError('there is no CA to put into a caBundle; nothing was written', { violations });
  }
}
