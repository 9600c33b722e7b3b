import { UsageError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { InputError } from '../input-error.ts';
import { manifestText } from './manifest-files.ts';
import type { PatchWish } from './patch-document.ts';
import { nothingIn } from './patch-files.ts';
import { type PatchedText, patchText } from './patch-text.ts';

/**
 * Sets the caBundles of the manifest on stdin, which may be as long as a chart makes it.
 *
 * @returns the manifest before and after
 * @throws UsageError
 */
export async function filterManifest(
  wish: PatchWish,
  { stdin }: Pick<Io, 'stdin'>,
): Promise<PatchedText & { readonly before: string }> {
  try {
    if (stdin.isTTY === true) throw new InputError('is this terminal: pipe a manifest in');
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
    const before = manifestText(Buffer.concat(chunks));
    const patched = patchText(before, wish);
    if (patched.fields.length > 0) return { before, ...patched };
    const nothing = nothingIn({ file: { name: 'stdin' }, ...patched }, wish);
    throw new UsageError('there is no caBundle to set', { violations: [nothing] });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const violations = [{ path: '-f', message: `stdin ${error.message}` }];
    throw new UsageError('there is no caBundle to set', { violations });
  }
}
