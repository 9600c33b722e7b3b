/** An object or array around a string of a JSON text. */
export type JsonFrame = {
  readonly parent: JsonFrame | undefined;
  /** Under which key of the parent it stands; the parent's own key where that is an array. */
  readonly key: string;
  readonly isArray: boolean;
  /** Value of its member `kind`, wherever in the object that stands. */
  readonly kind: string | undefined;
  /** Whether its end was found; a body may be cut off. */
  readonly isWhole: boolean;
};

/** A string value, from its opening quote to behind its closing one. */
export type JsonString = {
  readonly start: number;
  readonly end: number;
  /** Under which key it stands; in an array, the array's. */
  readonly key: string;
  /** The object or array that holds it; undefined for a string that is a document of its own. */
  readonly frame: JsonFrame | undefined;
};

type Frame = { -readonly [K in keyof JsonFrame]: JsonFrame[K] } & { readonly parent: Frame | undefined };

/**
 * Finds the string values of one or more JSON documents, without recursion and also in a text that ends too early.
 * Frames are complete once all strings have been found.
 */
export function jsonStrings(text: string): readonly JsonString[] {
  const found: JsonString[] = [];
  let place: Place = { frame: undefined, key: '' };
  for (const { start, end } of tokens(text)) {
    const token = text[start] ?? '';
    if (token !== '"') place = BRACKETS[token]?.(place) ?? place;
    else if (isKey(text, end, place)) place = { ...place, key: decoded(text.slice(start, end)) ?? '' };
    else found.push(valueAt(place, text, { start, end }));
  }
  return found;
}

/** Where in a document the next token stands. */
type Place = { readonly frame: Frame | undefined; readonly key: string };

const BRACKETS: Readonly<Record<string, (place: Place) => Place>> = {
  '{': (place) => opened(place, false),
  '[': (place) => opened(place, true),
  '}': closed,
  ']': closed,
};

function opened({ frame, key }: Place, isArray: boolean): Place {
  return { frame: { parent: frame, key, isArray, kind: undefined, isWhole: false }, key };
}

function closed({ frame }: Place): Place {
  if (frame !== undefined) frame.isWhole = true;
  return { frame: frame?.parent, key: frame?.key ?? '' };
}

type Span = { readonly start: number; readonly end: number };

function valueAt({ frame, key }: Place, text: string, { start, end }: Span): JsonString {
  if (frame !== undefined && key === 'kind') frame.kind ??= decoded(text.slice(start, end));
  return { start, end, key, frame };
}

/** @returns what a JSON string stands for; undefined where it is cut off */
export function decoded(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

/** Brackets, braces and strings of a JSON text. */
function* tokens(text: string): Generator<Span> {
  const marks = /["{}[\]]/g;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const start = mark.index;
    const end = mark[0] === '"' ? stringEnd(text, start) : start + 1;
    yield { start, end };
    marks.lastIndex = end;
  }
}

/** Behind the first quote that no odd number of backslashes stands before. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (text[before - 1] === '\\') before--;
    if ((at - before) % 2 === 0) return at + 1;
  }
  return text.length;
}

function isKey(text: string, end: number, { frame }: Place): boolean {
  if (frame === undefined || frame.isArray) return false;
  let at = end;
  while (/\s/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}
