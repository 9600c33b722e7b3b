/** The encodings that a byte order mark names, as the YAML reader of Go knows them (YAML 1.1, section 5.2). */
const MARKS = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
] as const;

/**
 * Reads the bytes of a kubeconfig as text. PowerShell writes UTF-16 where a command is redirected to a file.
 *
 * @returns the text without byte order mark
 */
export function decodeText(bytes: Uint8Array): string {
  const found = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte));
  return new TextDecoder(found?.[1] ?? 'utf-8').decode(bytes);
}
