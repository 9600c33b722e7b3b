import type { Client } from './client.ts';
import type { HeaderList } from './exchange.ts';

/** One value of the Warning header: code, agent, quoted text, perhaps a quoted date (RFC 7234, section 5.5). */
const WARNING = /\s*(\d{3}) (\S+) "((?:[^"\\]|\\.)*)"(?: "[^"]*")?\s*(?:,|$)/y;

/** The code that the API server uses, and the only one that client-go shows (rest/warnings.go). */
const SHOWN = '299';

/**
 * Tells each warning that comes with an answer once, as kubectl does (client-go rest/warnings.go, Deduplicate).
 *
 * @param tell takes `Warning: …` and a line break
 */
export function tellWarnings(client: Client, tell: (line: string) => void): Client {
  const told = new Set<string>();
  return {
    ...client,
    get: async (ask, emit, onExchange) => {
      const exchange = await client.get(ask, emit, onExchange);
      for (const warning of warningsOf(exchange.headers)) {
        if (told.has(warning)) continue;
        told.add(warning);
        tell(`Warning: ${warning}\n`);
      }
      return exchange;
    },
  };
}

/** @returns the texts of the warnings among the headers of an answer; what is malformed says nothing */
export function warningsOf(headers: HeaderList): readonly string[] {
  return headers.filter(([name]) => name === 'Warning').flatMap(([, value]) => textsOf(value));
}

function textsOf(value: string): readonly string[] {
  const texts: string[] = [];
  WARNING.lastIndex = 0;
  for (let found = WARNING.exec(value); found !== null; found = WARNING.exec(value)) {
    const [, code, , quoted = ''] = found;
    const text = quoted.replace(/\\(.)/g, '$1');
    if (code === SHOWN && text !== '' && !/\p{Cc}/u.test(text)) texts.push(text);
    if (WARNING.lastIndex >= value.length) break;
  }
  return texts;
}
