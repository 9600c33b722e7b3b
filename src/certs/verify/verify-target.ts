import { dirname } from 'node:path';
import { UsageError, type Violation } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { verifiedName } from '../../model/certificate/certificate-names.ts';
import type { ServiceReference } from '../../model/certificate/certificate-service.ts';
import type { CertificateReport } from '../../model/certificate/report.ts';
import type { CertsVerifyAnswers, VerifyTarget } from '../../options/certs-verify/answers.ts';
import { shellWord } from '../../shell-words.ts';
import { certificatesOf, type Material } from '../input/item.ts';
import { manifestNames } from '../input/manifest-names.ts';
import { readBytes } from '../input/read-bytes.ts';
import { readMaterial } from '../input/read-material.ts';
import { InputError } from '../input-error.ts';
import { judgeManifests } from '../manifest/judge-manifests.ts';
import { manifestSet } from '../manifest/manifest-set.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { judgePair } from './judge-pair.ts';
import type { Fixes, Pair } from './pair.ts';
import { reportCheck } from './report-check.ts';

type Found = Omit<CertificateReport, 'kind' | 'ok'>;
type When = Pick<CertsVerifyAnswers, 'at' | 'minDays'>;
type Reading = Pick<Io, 'cwd' | 'stdin' | 'signal'>;

/**
 * Reads what is to be verified and judges it.
 *
 * @throws UsageError for inputs that cannot be used; ClusterError where a live server cannot be asked
 */
export function verifyTarget(answers: CertsVerifyAnswers, io: Io): Promise<Found> {
  const { target } = answers;
  if (target.kind === 'files') return verifyFiles(target, answers, io);
  if (target.kind === 'live') return verifyLive(target, answers, io);
  return target.kind === 'cluster'
    ? verifyCluster(target, answers, io)
    : verifyManifests(target, answers, io);
}

type Target<K extends VerifyTarget['kind']> = Extract<VerifyTarget, { readonly kind: K }>;

async function verifyFiles(target: Target<'files'>, { at, minDays }: When, io: Reading): Promise<Found> {
  const { cert, ca, key, service } = target;
  const flags = { '--cert': cert, '--ca': ca, ...(key === undefined ? {} : { '--key': key }) };
  const read = await readFlags(flags, io);
  return judged({
    chain: read.get('--cert'),
    bundle: read.get('--ca'),
    key: read.get('--key'),
    name: verifiedName(service),
    bundleFault: undefined,
    fixes: fixesFor(service, { out: dirname(cert), ca }),
    at,
    minDays,
  });
}

async function verifyLive(target: Target<'live'>, { at, minDays }: When, io: Reading): Promise<Found> {
  const { server, ca, service } = target;
  const read = await readFlags({ '--ca': ca }, io);
  const name = verifiedName(service);
  const { askServer } = await import('../live/ask-server.ts');
  const { material, connection } = await askServer({ ...server, serverName: name }, io.signal);
  const found = judged({
    chain: material,
    bundle: read.get('--ca'),
    key: undefined,
    name,
    bundleFault: undefined,
    fixes: fixesFor(service, { out: dirname(ca), ca }),
    at,
    minDays,
  });
  return { ...found, connection };
}

function judged(pair: Pair): Found {
  const { findings, verdicts } = judgePair(pair);
  return { findings, checks: reportCheck(pair, verdicts, undefined) };
}

function fixesFor(
  { name, namespace }: ServiceReference,
  place: { readonly out: string; readonly ca: string },
): Fixes {
  return {
    reissue: `kx certs gen --service ${name} --namespace ${namespace} --out ${shellWord(place.out)} --force-new-ca`,
    bundle: `kx certs bundle ${shellWord(place.ca)}`,
  };
}

/** A bundle may be bad, and that is a finding; a certificate that is none is an input that cannot be used. */
async function readFlags(
  flags: Readonly<Record<string, string>>,
  io: Reading,
): Promise<ReadonlyMap<string, Material>> {
  const violations: Violation[] = [];
  const found = new Map<string, Material>();
  for (const [path, name] of Object.entries(flags)) {
    try {
      const material = readMaterial(name, await readBytes(name, io));
      const problem = path === '--key' ? undefined : unusable(material);
      if (problem === undefined) found.set(path, material);
      else violations.push({ path, message: `${name} ${problem}` });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      violations.push({ path, message: `${name} ${error.message}` });
    }
  }
  if (violations.length > 0) throw new UsageError('there is an input that kx cannot use', { violations });
  return found;
}

function unusable(material: Material): string | undefined {
  if (certificatesOf(material).length > 0) return undefined;
  const [item] = material.items;
  if (item === undefined) return material.problem ?? 'is empty';
  return item.kind === 'other' ? item.sentence : `holds a ${item.kind}, expected a CERTIFICATE`;
}

async function verifyManifests(target: Target<'manifests'>, when: When, io: Reading): Promise<Found> {
  const sets = await readSets(target.files, io);
  const set = {
    callers: sets.flatMap(({ callers }) => callers),
    secrets: sets.flatMap(({ secrets }) => secrets),
    services: sets.flatMap(({ services }) => services),
    isCluster: false,
  };
  if (set.callers.length + set.secrets.length > 0) return judgeManifests(set, when);
  throw new UsageError('the manifests hold nothing to verify', {
    hint: 'give APIServices, webhooks, CRDs with a conversion webhook, or Secrets with tls.crt',
  });
}

async function readSets(files: readonly string[], io: Reading) {
  const violations: Violation[] = [];
  const sets = [];
  for (const file of files) {
    let name = file;
    try {
      for (name of manifestNames(file, io.cwd)) {
        const { objects } = await readManifest(name, await readBytes(name, io));
        sets.push(manifestSet(objects, name));
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      violations.push({ path: '-f', message: `${name} ${error.message}` });
    }
  }
  if (violations.length > 0) throw new UsageError('there is an input that kx cannot use', { violations });
  return sets;
}

async function verifyCluster(target: Target<'cluster'>, when: When, io: Io): Promise<Found> {
  const { clusterClient } = await import('../cluster/cluster-client.ts');
  const { readCluster } = await import('../cluster/read-cluster.ts');
  const client = await clusterClient(target.cluster, io);
  try {
    const { objects, notes } = await readCluster(client, target.apiService);
    const set = { ...manifestSet(objects, 'the cluster'), isCluster: true };
    return { ...judgeManifests(set, when), notes };
  } finally {
    client.close();
  }
}
