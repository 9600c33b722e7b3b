/**
 * What encoding/json of Go says about a text that is no JSON (src/encoding/json/scanner.go): that is what clients of the
 * API server know. undefined for a text that is JSON.
 */
export const jsonSyntaxProblem = (text: string): string | undefined => {
  let reading: Reading = { rest: text, place: 'value', open: '' };
  while (reading.problem === undefined) {
    reading = { ...reading, rest: reading.rest.replace(/^[ \t\r\n]+/u, '') };
    if (reading.rest === '') return reading.place === 'end' ? undefined : 'unexpected end of JSON input';
    reading = takeSymbol(reading) ?? takeScalar(reading);
  }
  return reading.problem;
};

/** How far a text is read; `open` are the objects and lists around the place. */
type Reading = {
  readonly rest: string;
  readonly place: Place;
  readonly open: string;
  readonly problem?: string;
};

const takeSymbol = ({ rest, place, open }: Reading): Reading | undefined => {
  const character = rest.charAt(0);
  const { symbols } = steps[place];
  const next = Object.hasOwn(symbols, character) ? symbols[character] : undefined;
  if (next === undefined) return undefined;
  const isOpening = character === '{' || character === '[';
  const within = isOpening ? `${open}${character}` : next === 'after' ? open.slice(0, -1) : open;
  return { rest: rest.slice(1), place: next === 'after' ? afterValue(within) : next, open: within };
};

const takeScalar = (reading: Reading): Reading => {
  const { rest, place, open } = reading;
  const { takesScalars, expected } = steps[place];
  const scalar = takesScalars === undefined ? undefined : readScalar(rest, takesScalars);
  if (scalar === undefined) return { ...reading, problem: unexpected(rest.charAt(0), expected) };
  const after = takesScalars === 'texts' ? 'colon' : afterValue(open);
  return { open, rest: rest.slice(scalar.length), place: after, ...problemOf(scalar) };
};

const problemOf = ({ problem }: Scalar) => (problem === undefined ? {} : { problem });

type Place = 'value' | 'firstItem' | 'firstName' | 'name' | 'colon' | 'afterMember' | 'afterItem' | 'end';

/** What may stand in a place: symbols and where they lead, scalars of some sort, and what is said of all else. */
type Step = {
  readonly symbols: Readonly<Record<string, Place | 'after'>>;
  readonly takesScalars?: 'all' | 'texts';
  readonly expected: string;
};

const opening = { '{': 'firstName', '[': 'firstItem' } as const;
const beginning = 'looking for beginning of value';
const naming = 'looking for beginning of object key string';

const steps: Readonly<Record<Place, Step>> = {
  value: { symbols: opening, takesScalars: 'all', expected: beginning },
  firstItem: { symbols: { ...opening, ']': 'after' }, takesScalars: 'all', expected: beginning },
  firstName: { symbols: { '}': 'after' }, takesScalars: 'texts', expected: naming },
  name: { symbols: {}, takesScalars: 'texts', expected: naming },
  colon: { symbols: { ':': 'value' }, expected: 'after object key' },
  afterMember: { symbols: { ',': 'name', '}': 'after' }, expected: 'after object key:value pair' },
  afterItem: { symbols: { ',': 'value', ']': 'after' }, expected: 'after array element' },
  end: { symbols: {}, expected: 'after top-level value' },
};

const afterValue = (open: string): Place => {
  if (open === '') return 'end';
  return open.endsWith('{') ? 'afterMember' : 'afterItem';
};

type Scalar = { readonly length: number; readonly problem?: string };

const readScalar = (text: string, sort: 'all' | 'texts'): Scalar | undefined => {
  if (text.startsWith('"')) return takeParts(text, textParts);
  if (sort === 'texts') return undefined;
  if (/^[-0-9]/u.test(text)) return takeNumber(text);
  const literal = ['true', 'false', 'null'].find((each) => each.startsWith(text.charAt(0)));
  return literal === undefined ? undefined : takeLiteral(text, literal);
};

const takeLiteral = (text: string, literal: string): Scalar => {
  for (const [index, expected] of [...literal].entries()) {
    const character = text.charAt(index);
    if (character !== expected) {
      return {
        length: index,
        problem: unexpected(character, `in literal ${literal} (expecting ${quoted(expected)})`),
      };
    }
  }
  return { length: literal.length };
};

/** A piece that must come, and what is said where something else does. */
type Part = { readonly pattern: RegExp; readonly within: string };

const textParts: readonly Part[] = [
  {
    pattern: /^"(?:[^"\\\p{Cc}]+|[\u007f-\u009f]+|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*/u,
    within: 'in string literal',
  },
  { pattern: /^"/u, within: 'in string literal' },
];

const takeParts = (text: string, parts: readonly Part[]): Scalar => {
  let length = 0;
  for (const { pattern, within } of parts) {
    const rest = text.slice(length);
    const found = pattern.exec(rest)?.[0];
    if (found === undefined) return { length, problem: brokenText(rest, within) };
    length += found.length;
  }
  return { length };
};

/** A backslash that nothing known follows is blamed on what does follow. */
const brokenText = (rest: string, within: string): string => {
  if (!rest.startsWith('\\')) return unexpected(rest.charAt(0), within);
  if (rest.charAt(1) !== 'u') return unexpected(rest.charAt(1), 'in string escape code');
  const digits = /^[0-9a-fA-F]*/u.exec(rest.slice(2))?.[0] ?? '';
  return unexpected(rest.charAt(2 + digits.length), 'in \\u hexadecimal character escape');
};

const takeNumber = (text: string): Scalar => {
  const found = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/u.exec(text)?.[0];
  if (found === undefined) return { length: 1, problem: unexpected(text.charAt(1), 'in numeric literal') };
  const rest = text.slice(found.length);
  if (rest.startsWith('.') && !found.includes('.') && !/[eE]/u.test(found)) {
    return {
      length: found.length,
      problem: unexpected(rest.charAt(1), 'after decimal point in numeric literal'),
    };
  }
  const exponent = /[eE]/u.test(found) ? undefined : /^[eE][+-]?/u.exec(rest)?.[0];
  if (exponent === undefined) return { length: found.length };
  return {
    length: found.length,
    problem: unexpected(rest.charAt(exponent.length), 'in exponent of numeric literal'),
  };
};

const unexpected = (character: string, where: string): string =>
  character === '' ? 'unexpected end of JSON input' : `invalid character ${quoted(character)} ${where}`;

/** A character between single quotes, as Go quotes it. */
const quoted = (character: string): string => {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  return `'${JSON.stringify(character).slice(1, -1)}'`;
};
