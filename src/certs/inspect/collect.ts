import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError, type Violation } from '../../errors.ts';
import type { Io } from '../../io.ts';
import type { Item, Material } from '../input/item.ts';
import { readBytes } from '../input/read-bytes.ts';
import { readMaterial } from '../input/read-material.ts';
import { InputError } from '../input-error.ts';
import { callersOf } from '../manifest/caller.ts';
import { valuesOf } from '../manifest/object-values.ts';
import { looksLikeManifest, type Manifest, readManifest } from '../manifest/read-manifest.ts';
import { manifestFiles } from '../patch/manifest-files.ts';

/** Everything that inputs hold, and what was noticed on the way. */
export type Collected = { readonly items: readonly Item[]; readonly notes: readonly string[] };

/** An input as the user named it; a manifest must be one. */
export type NamedInput = { readonly name: string; readonly isManifest: boolean };

/**
 * Reads all inputs.
 *
 * @throws UsageError that lists every input that holds nothing to show
 */
export async function collect(
  inputs: readonly NamedInput[],
  io: Pick<Io, 'cwd' | 'stdin'>,
): Promise<Collected> {
  const violations: Violation[] = [];
  const found: Collected[] = [];
  for (const input of inputs) {
    try {
      const inputsOf = isDirectory(input, io.cwd) ? collectDirectory : collectOne;
      found.push(await inputsOf(input, io));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      violations.push({ path: input.name, message: error.message });
    }
  }
  if (violations.length > 0) throw new UsageError('there is an input that kx cannot use', { violations });
  return { items: found.flatMap(({ items }) => items), notes: found.flatMap(({ notes }) => notes) };
}

/** @returns whether the manifests in a directory are meant, as with kubectl */
function isDirectory({ name, isManifest }: NamedInput, cwd: string): boolean {
  return isManifest && statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Most manifests in a directory have nothing to do with certificates. */
async function collectDirectory(input: NamedInput, io: Pick<Io, 'cwd' | 'stdin'>): Promise<Collected> {
  const found: Collected[] = [];
  for (const { name } of manifestFiles(input.name, io.cwd)) found.push(await collectManifest(name, io));
  const items = found.flatMap((collected) => collected.items);
  if (!items.some(isWorthShowing)) throw new InputError('has no manifest with certificates');
  return { items, notes: found.flatMap(({ notes }) => notes) };
}

async function collectManifest(name: string, io: Pick<Io, 'cwd' | 'stdin'>): Promise<Collected> {
  try {
    return ofManifest(await readManifest(name, await readBytes(name, io)));
  } catch (error) {
    throw error instanceof InputError ? new InputError(`cannot be used: ${name} ${error.message}`) : error;
  }
}

async function collectOne(input: NamedInput, io: Pick<Io, 'cwd' | 'stdin'>): Promise<Collected> {
  const bytes = await readBytes(input.name, io);
  const place = input.name === '-' ? 'stdin' : input.name;
  const manifest = await manifestOf({ ...input, place }, bytes);
  const collected = manifest === undefined ? ofMaterials([readMaterial(place, bytes)]) : ofManifest(manifest);
  if (collected.items.some(isWorthShowing)) return collected;
  throw new InputError(whyNothing(collected, manifest));
}

/** A damaged manifest may still hold PEM that can be read. */
async function manifestOf(
  { place, isManifest }: NamedInput & { readonly place: string },
  bytes: Uint8Array,
): Promise<Manifest | undefined> {
  if (!isManifest && !looksLikeManifest(bytes)) return undefined;
  try {
    return await readManifest(place, bytes);
  } catch (error) {
    if (isManifest || !readMaterial(place, bytes).items.some(isWorthShowing)) throw error;
    return undefined;
  }
}

function ofManifest(manifest: Manifest): Collected {
  const values = manifest.objects.flatMap((object) => valuesOf(object, manifest.file));
  const { items, notes } = ofMaterials(values.map(({ material, field }) => fieldMaterial(material, field)));
  const faults = values.flatMap(({ material, fault }) =>
    fault === undefined ? [] : [`${material.place} is no base64: the API server says "${fault}"`],
  );
  const callers = manifest.objects
    .flatMap(callersOf)
    .flatMap(({ place, bundle, insecure }) => [
      ...(bundle === undefined && !insecure ? [`${place} has no caBundle`] : []),
      ...(insecure ? [`${place} says insecureSkipTLSVerify: true, so any server may answer for it`] : []),
    ]);
  return { items, notes: [...notes, ...faults, ...callers] };
}

function ofMaterials(materials: readonly Material[]): Collected {
  return {
    items: materials.flatMap(({ items, problem, place }) =>
      problem === undefined ? items : [unusable(place, problem)],
    ),
    notes: materials.flatMap(({ place, remarks }) => remarks.map(({ sentence }) => `${place} ${sentence}`)),
  };
}

/** A field's own base64 is taken off already: another layer is one too many. */
function fieldMaterial(material: Material, field: string): Material {
  if (field.startsWith('stringData')) return material;
  const remarks = material.remarks.map((remark) =>
    remark.id === 'base64' ? { ...remark, sentence: 'is base64 twice over, and takes it once' } : remark,
  );
  return { ...material, remarks };
}

function unusable(place: string, sentence: string): Item {
  const block = { label: undefined, fault: undefined, hasHeaders: false, line: undefined };
  return { place, block, kind: 'other', isDamaged: true, sentence };
}

function isWorthShowing({ kind }: Item): boolean {
  return kind !== 'other';
}

/** Of a file that is broken all over, the first are enough. */
const MOST_SENTENCES = 3;

function whyNothing({ items }: Collected, manifest: Manifest | undefined): string {
  const sentences = items.flatMap((item) => (item.kind === 'other' ? [item.sentence] : []));
  if (sentences.length > 0) return [...new Set(sentences)].slice(0, MOST_SENTENCES).join('; ');
  const labels = manifest?.objects.map(({ label }) => label) ?? [];
  return `holds nothing with certificates: ${labels.slice(0, 5).join(', ')}${labels.length > 5 ? ' …' : ''}`;
}
