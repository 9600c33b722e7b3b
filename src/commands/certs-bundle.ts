import { type MadeBundle, makeBundle } from '../certs/bundle/make-bundle.ts';
import type { Material } from '../certs/input/item.ts';
import { readBytes } from '../certs/input/read-bytes.ts';
import { readMaterial } from '../certs/input/read-material.ts';
import { InputError } from '../certs/input-error.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { timestampOf } from '../model/certificate/certificate-date.ts';
import type { RawOptions } from '../options/option.ts';
import { documentFormat } from '../options/output-format.ts';
import { switchOf } from '../options/raw-value.ts';
import { printable } from '../render/printable.ts';
import { printDocument } from '../ui/print-document.ts';
import type { CommandInput } from './command.ts';

/** Prints the caBundle of CA certificates: base64 of their PEM on one line. */
export async function runCertsBundle({
  args,
  options,
  io,
}: Pick<CommandInput, 'args' | 'options' | 'io'>): Promise<number> {
  const format = formatOf(args, options);
  const bundle = makeBundle(await readAll(args, io), io.now().getTime());
  if (bundle.violations.length > 0) throw unusable(bundle.violations);
  const caBundle = Buffer.from(bundle.pem).toString('base64');
  if (format !== undefined) {
    await printDocument(documentOf(bundle, caBundle), format, io);
    return 0;
  }
  io.stdout.write(`${caBundle}\n`);
  if (switchOf(options, 'quiet')) return 0;
  for (const note of bundle.notes) io.stderr.write(`Note: ${printable(note)}.\n`);
  return 0;
}

function formatOf(args: readonly string[], options: RawOptions) {
  const format = documentFormat(options);
  const missing =
    args.length > 0 ? [] : [{ path: 'FILE', message: 'is missing', hint: 'kx certs bundle certs/ca.crt' }];
  const violations = [...missing, ...(format.ok ? [] : format.violations)];
  if (violations.length > 0 || !format.ok) {
    throw new UsageError('kx certs bundle cannot work with this', { violations });
  }
  return format.value;
}

async function readAll(names: readonly string[], io: Io): Promise<readonly Material[]> {
  const materials: Material[] = [];
  for (const name of names) materials.push(await readOne(name, io));
  return materials;
}

async function readOne(name: string, io: Io): Promise<Material> {
  try {
    return readMaterial(name, await readBytes(name, io));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { place: name, items: [], remarks: [], problem: error.message, bytes: new Uint8Array() };
  }
}

function unusable(violations: MadeBundle['violations']): UsageError {
  return new UsageError('a bundle cannot be made of this', { violations });
}

function documentOf({ certificates, notes }: MadeBundle, caBundle: string): object {
  return {
    kind: 'CertificateBundle',
    caBundle,
    certificates: certificates.map(({ place, certificate: { subject, fields, sha256 } }) => ({
      source: place,
      subject,
      notBefore: timestampOf(fields.notBefore),
      notAfter: timestampOf(fields.notAfter),
      sha256,
    })),
    notes,
  };
}
