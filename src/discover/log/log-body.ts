/** How many bytes of a body kubectl logs by level (client-go rest/request.go truncateBody); at 10 all of them. */
const LIMITS: Readonly<Record<number, number>> = { 8: 1_024, 9: 10_240 };

/**
 * @param level 8, 9 or 10
 * @returns a body as kubectl logs it: cut after a number of bytes, and as a hex dump where it is no printable text
 */
export function loggedBody(body: string, level: number): string {
  const raw = new TextEncoder().encode(body);
  // client-go takes a body with a control character below the line break, a tab included, for binary.
  const shown = raw.some((byte) => byte < 0x0a) ? hexDump(raw) : body;
  const bytes = shown === body ? raw : new TextEncoder().encode(shown);
  const limit = LIMITS[level] ?? bytes.length;
  if (bytes.length <= limit) return shown;
  return `${new TextDecoder().decode(bytes.subarray(0, limit))} [truncated ${bytes.length - limit} chars]`;
}

/** Go's encoding/hex Dump: offset, sixteen bytes in two halves, and the same as ASCII. */
function hexDump(bytes: Uint8Array): string {
  const rows = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) => row * 16);
  return rows.map((offset) => hexRow(offset, [...bytes.subarray(offset, offset + 16)])).join('');
}

function hexRow(offset: number, row: readonly number[]): string {
  const hex = Array.from({ length: 16 }, (_, column) => hexCell(row[column], column)).join('');
  const ascii = row.map((byte) => (byte < 32 || byte > 126 ? '.' : String.fromCharCode(byte))).join('');
  return `${offset.toString(16).padStart(8, '0')}  ${hex} |${ascii}|\n`;
}

function hexCell(byte: number | undefined, column: number): string {
  const gap = column === 7 ? '  ' : ' ';
  return (byte === undefined ? '  ' : byte.toString(16).padStart(2, '0')) + gap;
}
