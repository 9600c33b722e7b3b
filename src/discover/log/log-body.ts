import { maskSecrets } from './mask-secrets.ts';

/** How many bytes of a body kubectl logs by level (client-go rest/request.go truncateBody); at 10 all of them. */
const LIMITS: Readonly<Record<number, number>> = { 8: 1_024, 9: 10_240 };

/** What is logged of a body: text as it is, or a dump. */
export type LoggedBody = { readonly text: string; readonly isDump: boolean };

/**
 * Secret values are masked, which kubectl does not do.
 *
 * @param level 8, 9 or 10
 * @returns a body as kubectl logs it: cut after a number of bytes, and as a hex dump where it is no printable text. A
 *   byte of a character that the cut goes through is a character from U+DC80 to U+DCFF
 */
export function loggedBody(body: string, level: number): LoggedBody {
  const shown = maskSecrets(body);
  const raw = new TextEncoder().encode(shown);
  // client-go takes a body with a control character below the line break, a tab included, for binary.
  const isDump = raw.some((byte) => byte < 0x0a);
  const bytes = isDump ? new TextEncoder().encode(hexDump(raw)) : raw;
  const limit = LIMITS[level] ?? bytes.length;
  if (bytes.length <= limit) return { text: isDump ? hexDump(raw) : shown, isDump };
  return { text: `${cut(bytes, limit)} [truncated ${bytes.length - limit} chars]`, isDump };
}

function cut(bytes: Uint8Array, limit: number): string {
  let end = limit;
  // Bytes 0x80 to 0xbf go on with a character (RFC 3629, section 3).
  while (end > 0 && isContinued(bytes[end])) end--;
  const rest = [...bytes.subarray(end, limit)].map((byte) => String.fromCharCode(0xdc00 + byte));
  return new TextDecoder().decode(bytes.subarray(0, end)) + rest.join('');
}

function isContinued(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
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
