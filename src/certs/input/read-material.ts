import { identifyDer } from './identify-der.ts';
import type { BlockFacts, Item, Material } from './item.ts';
import { readItem } from './read-item.ts';
import { type ScannedBlock, scanPem } from './scan-pem.ts';
import { latin1, unwrap } from './unwrap.ts';

const NO_BLOCK = { label: undefined, fault: undefined, hasHeaders: false, line: undefined } as const;

/** Things that stand in place of a certificate, by how their text begins. */
const MISTAKES: readonly { readonly pattern: RegExp; readonly problem: string }[] = [
  { pattern: /^\s*$/, problem: 'is empty' },
  {
    pattern: /^\s*(?:<!doctype|<html|<\?xml|<head|<body)/i,
    problem: 'is a web page, not a certificate: look at what the address really answers',
  },
  {
    pattern:
      /^\s*(?:<[\w .-]+>|\$\{?\w+\}?|\{\{[^}]*\}\}|(?:CA_?BUNDLE|CHANGE_?ME|TODO|REPLACE_?ME)\w*)\s*$/i,
    problem: 'holds a placeholder that nobody replaced',
  },
  {
    pattern: /^\xfe\xed\xfe\xed/,
    problem: 'is a Java key store: export a certificate with keytool -exportcert -rfc',
  },
  { pattern: /^HTTP\/\d/, problem: 'is an HTTP answer, not a certificate' },
  { pattern: /^ssh-|^ecdsa-sha2-/, problem: 'is an SSH public key, not a certificate' },
  {
    pattern: /-----BEGIN/,
    problem: 'has a BEGIN line that is no PEM boundary: five dashes must stand on both sides of it',
  },
  {
    pattern: /^[A-Za-z0-9_-]{64,}={0,2}\s*$/,
    problem: 'looks like base64 of something that is neither PEM nor DER',
  },
];

/**
 * Reads whatever certificates and keys some bytes hold: PEM, DER, or base64 of them. Never throws for any bytes.
 *
 * @param place how messages name them: a file as the user typed it
 */
export function readMaterial(place: string, bytes: Uint8Array): Material {
  const { bytes: bare, remarks } = unwrap(bytes);
  const items = bare[0] === 0x30 ? readDer(place, bare) : readPem(place, latin1(bare));
  const problem = items.length > 0 ? undefined : problemOf(latin1(bare.subarray(0, 4096)));
  return { place, items, remarks, problem, bytes };
}

function problemOf(text: string): string {
  const mistake = MISTAKES.find(({ pattern }) => pattern.test(text));
  return mistake?.problem ?? 'holds neither PEM nor DER';
}

/** Text may begin with a zero, which is 0x30; DER goes on with a length and is more than text. */
function readDer(place: string, bytes: Uint8Array): readonly Item[] {
  if (identifyDer(bytes) !== 'unknown') return [readItem({ place, der: bytes, block: NO_BLOCK })];
  const items = readPem(place, latin1(bytes));
  const isText = bytes.subarray(0, 512).every((octet) => octet >= 9 && octet < 0x7f);
  return items.length > 0 || isText ? items : [readItem({ place, der: bytes, block: NO_BLOCK })];
}

function readPem(place: string, text: string): readonly Item[] {
  const blocks = scanPem(text).filter(({ label }) => !/PARAMETERS$/.test(label));
  return blocks.map((block, index) => {
    const at = blocks.length === 1 ? place : `${place} #${index + 1}`;
    return isCut(block)
      ? cutOff(at, block)
      : readItem({ place: at, der: block.der, text: block.text, block: factsOf(block) });
  });
}

function isCut({ fault }: ScannedBlock): boolean {
  return fault !== undefined && !fault.startsWith('is indented');
}

function cutOff(place: string, block: ScannedBlock): Item {
  const { label, line, fault } = block;
  const sentence = `holds a ${label} (line ${line}) that ${fault}: copy the file again`;
  return { place, block: factsOf(block), kind: 'other', isDamaged: true, sentence };
}

function factsOf({ label, fault, hasHeaders, line }: ScannedBlock): BlockFacts {
  return { label, fault, hasHeaders, line };
}
