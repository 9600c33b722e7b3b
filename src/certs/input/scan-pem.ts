/** One block of a PEM text, also where it is broken. */
export type ScannedBlock = {
  readonly label: string;
  /** What its base64 decodes to. */
  readonly der: Uint8Array;
  /** The block with LF line ends. */
  readonly text: string;
  /** Line of its BEGIN, from 1. */
  readonly line: number;
  /** What makes Go's pem.Decode pass it over, as the end of a sentence; undefined where it reads it. */
  readonly fault: string | undefined;
  /** Whether the block has headers, as encrypted keys of old do; Go does not take a CA from such a block. */
  readonly hasHeaders: boolean;
};

type Open = {
  readonly label: string;
  readonly line: number;
  readonly indented: boolean;
  readonly body: string[];
};

const BEGIN = /^(\s*)-----BEGIN ([^\r\n]{1,64}?)-----\s*$/;
const END = /^\s*-----END ([^\r\n]{1,64}?)-----\s*$/;

/**
 * Finds the blocks of a PEM text in one pass, whatever stands between them.
 *
 * @param text with any line ends
 * @returns blocks in order; one that never ends has a fault
 */
export function scanPem(text: string): readonly ScannedBlock[] {
  const scan: Scan = { blocks: [], open: undefined };
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) scanLine(scan, line, index + 1);
  if (scan.open !== undefined) scan.blocks.push(close(scan.open, 'is cut off: it has no END line'));
  return scan.blocks;
}

type Scan = { readonly blocks: ScannedBlock[]; open: Open | undefined };

function scanLine(scan: Scan, line: string, number: number): void {
  const begin = BEGIN.exec(line);
  if (begin !== null) {
    if (scan.open !== undefined) {
      scan.blocks.push(close(scan.open, 'is cut off: another block begins before its end'));
    }
    scan.open = { label: begin[2] ?? '', line: number, indented: begin[1] !== '', body: [] };
    return;
  }
  if (scan.open === undefined) return;
  const end = END.exec(line);
  if (end === null) {
    scan.open.body.push(line);
    return;
  }
  scan.blocks.push(close(scan.open, endFault(scan.open, end[1] ?? '')));
  scan.open = undefined;
}

function endFault(open: Open, label: string): string | undefined {
  return label === open.label ? undefined : `begins as ${open.label} and ends as ${label}`;
}

function close(open: Open, fault: string | undefined): ScannedBlock {
  const { label, line, indented, body } = open;
  const data = body.filter((row) => !row.includes(':')).map((row) => row.trim());
  const base64 = data.join('');
  const isBase64 = /^[A-Za-z0-9+/]*={0,2}$/.test(base64) && base64.length % 4 === 0;
  const reasons = [
    fault,
    indented ? 'is indented: PEM begins at the start of a line' : undefined,
    isBase64 ? undefined : 'holds characters that are not base64, or too few of them',
  ];
  return {
    label,
    der: new Uint8Array(Buffer.from(base64, 'base64')),
    text: `-----BEGIN ${label}-----\n${body.join('\n')}\n-----END ${label}-----\n`,
    line,
    fault: reasons.find((reason) => reason !== undefined),
    hasHeaders: body.some((row) => row.includes(':')),
  };
}
