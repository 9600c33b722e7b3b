/** Bits by which owner, group and others may run a file. */
const RUN_BITS = 0o111;

/**
 * The mode that a file keeps when its text is replaced, as if it had been written into: whoever may read it may run it
 * if the new one is to be run. A private key (0600) is narrowed, whatever stood there.
 *
 * @param rendered permission bits that kx gives a new file
 * @param before permission bits of the file that stands there
 */
export function modeOver(rendered: number, before: number): number {
  if (rendered === 0o600) return rendered;
  const readersRun = (before >> 2) & RUN_BITS;
  return before | (rendered & readersRun);
}
