/** What kx neither records nor merges: certificates and keys are kept as they are, and no key leaves its file. */
const CERTIFICATES = 'certs/';

/** @returns whether a rendered file is written into the record, and merged by an update */
export function isRecorded({ path, mode }: { readonly path: string; readonly mode: number }): boolean {
  return mode !== 0o600 && !path.startsWith(CERTIFICATES) && !path.startsWith('.kx/');
}
