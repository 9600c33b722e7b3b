import { mergeTexts } from '../merge/merge-texts.ts';
import { VERSION } from '../version.ts';
import type { PlannedFile } from '../write/plan.ts';
import { sha256Of } from '../write/sha256.ts';

/** A file that will be replaced, and the text that both sides started from, where that is known. */
export type Change = { readonly file: PlannedFile; readonly base: string | undefined };

/** @returns the file as its owner left it */
export function keepMine({ file }: Change): PlannedFile {
  const { before = '', mode, beforeMode = mode } = file;
  return {
    ...file,
    action: 'keep',
    text: before,
    mode: beforeMode,
    sha256: sha256Of(before),
    note: 'as you decided',
  };
}

/** @returns the file with the changes of both sides; as its owner left it where kx has nothing to add */
export function mergeBoth(change: Change): PlannedFile {
  const { file, base } = change;
  const { before: mine = '', text: theirs } = file;
  if (base === undefined) return keepMine(change);
  const labels = { mine: 'yours', theirs: `kx ${VERSION}` };
  const { text, conflicts } = mergeTexts({ base, mine, theirs, labels });
  if (text === mine) return { ...keepMine(change), note: 'it has the changes already' };
  return { ...file, action: conflicts === 0 ? 'merge' : 'conflict', text, sha256: sha256Of(text) };
}
