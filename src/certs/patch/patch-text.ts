import { isDeepStrictEqual } from 'node:util';
import { InputError } from '../input-error.ts';
import { applyEdits } from './edit.ts';
import type { NodePath } from './find-callers.ts';
import { parseManifest } from './parse-manifest.ts';
import { type DocumentPatch, type PatchWish, patchDocument, type Target } from './patch-document.ts';

/** A manifest with its caBundles set. */
export type PatchedText = { readonly text: string } & Pick<
  DocumentPatch,
  'fields' | 'skipped' | 'labels' | 'services'
>;

/**
 * Sets the caBundle fields of a manifest. Every byte outside of them stays: comments, order, quotes, anchors, line
 * ends.
 *
 * @throws InputError whose message continues the file's name
 */
export function patchText(text: string, wish: PatchWish): PatchedText {
  const documents = parseManifest(text);
  const patches = documents.map((parsed) => patchDocument(text, parsed, wish));
  const edits = patches.flatMap((patch) => patch.edits);
  const patched = applyEdits(text, edits);
  if (edits.length > 0) {
    const wanted = documents.map(({ value }, index) => withTargets(value, patches[index]?.targets ?? []));
    checkResult(patched, wanted, patches);
  }
  return {
    text: patched,
    fields: patches.flatMap(({ fields }) => fields),
    skipped: patches.flatMap(({ skipped }) => skipped),
    labels: patches.flatMap(({ labels }) => labels),
    services: [...new Set(patches.flatMap(({ services }) => services))],
  };
}

/**
 * What an anchor or a merge key gives to several places would change in all of them.
 *
 * @throws InputError where the result is another document than the one that was wanted
 */
function checkResult(patched: string, wanted: readonly unknown[], patches: readonly DocumentPatch[]): void {
  const found = parseManifest(patched).map(({ value }, index) => {
    // A block of text has a line break behind it, which base64 does not count.
    const targets = (patches[index]?.targets ?? []).filter(
      ({ path, value: put }) => String(valueAt(value, path)).trimEnd() === String(put),
    );
    return withTargets(value, targets);
  });
  if (isDeepStrictEqual(found, wanted)) return;
  throw new InputError(
    'has a caBundle that an anchor, an alias or a tag ties to more than itself: write it out as plain text',
  );
}

function withTargets(value: unknown, targets: readonly Target[]): unknown {
  return targets.reduce((result, { path, value: put }) => withValue(result, path, put), value);
}

function withValue(value: unknown, path: NodePath, put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return put;
  if (Array.isArray(value)) return value.with(Number(step), withValue(value[Number(step)], rest, put));
  const mapping = typeof value === 'object' && value !== null ? value : {};
  return { ...mapping, [step]: withValue(Reflect.get(mapping, step), rest, put) };
}

function valueAt(value: unknown, path: NodePath): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
}
