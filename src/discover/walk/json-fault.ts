/** What V8 says of a text that is not JSON: it names the place, or quotes what stands around it. */
const PLACE = /at position (\d+)/;
const QUOTE = /^Unexpected token .*?, \.\.\."(.*)"(?:\.\.\.)? is not valid JSON$/su;

/** So many characters before the one in the way are quoted. */
const QUOTED_BEFORE = 10;

/**
 * @param error what JSON.parse threw for the text
 * @returns how many characters come before the one that is no JSON; 0 where V8 does not tell, as in a short text
 */
export function jsonFault(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : '';
  const place = PLACE.exec(message)?.[1];
  if (place !== undefined) return Number(place);
  const quote = QUOTE.exec(message)?.[1];
  return quote === undefined ? 0 : Math.max(text.indexOf(quote) + QUOTED_BEFORE, 0);
}
