import type { Environment, ParseError } from '@marcbachmann/cel-js';
import type { CelEngine, ParsedCel } from './cel-engine.ts';
import { evaluateRule } from './evaluate-rule.ts';

type Library = typeof import('@marcbachmann/cel-js');

/**
 * Loads what reads and evaluates CEL, which only resources with rules need.
 *
 * @returns an engine that reads with that library, and evaluates as scaffolded servers do
 */
export async function loadCel(): Promise<CelEngine> {
  const library = await import('@marcbachmann/cel-js');
  const environment = new library.Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
  });
  const known = new Map<string, ParsedCel>();
  return {
    parse: (source) => {
      const parsed = known.get(source) ?? parseWith({ library, environment, source });
      known.set(source, parsed);
      return parsed;
    },
    evaluate: evaluateRule,
  };
}

type Reading = {
  readonly library: Library;
  readonly environment: Environment;
  readonly source: string;
};

/**
 * Reads an expression. What cel-go reads and the library does not is taken out and the rest read again: a dot before
 * a name means the same without it; with an optional entry of a list or map left out the types are not known.
 */
function parseWith({ library, environment, source }: Reading): ParsedCel {
  let isWhole = true;
  for (let text = source; ; ) {
    const read = tryParse({ library, environment, source: text });
    if (!(read instanceof Error)) return isWhole ? read : { kind: 'unreadable' };
    const offset = read.range?.start ?? 0;
    const foreign = foreignAt(text, offset, read.code);
    if (foreign === 'unreadable') return { kind: 'unreadable' };
    if (foreign === 'problem') {
      return { kind: 'problem', problem: { message: `Syntax error: ${read.summary}`, offset } };
    }
    isWhole &&= foreign === 'dot';
    text = `${text.slice(0, offset)} ${text.slice(offset + 1)}`;
  }
}

function tryParse({ library, environment, source }: Reading): ParsedCel | ParseError {
  try {
    return { kind: 'parsed', ast: environment.parse(source).ast };
  } catch (error) {
    if (error instanceof library.ParseError) return error;
    throw error;
  }
}

type Foreign = 'dot' | 'optional' | 'problem' | 'unreadable';

function foreignAt(text: string, offset: number, code: string): Foreign {
  if (code === 'limit_exceeded') return 'unreadable';
  const before = text.slice(0, offset).trimEnd();
  const after = text.slice(offset);
  if (code === 'unexpected_token' && /^\.\s*[A-Za-z_]/u.test(after)) return 'dot';
  if (code === 'unexpected_token' && /^\.\d/u.test(after)) return 'unreadable';
  if (code === 'unexpected_token' && after.startsWith('?') && /[[{,]$/u.test(before)) return 'optional';
  return after.startsWith('{') && /\w$/u.test(before) ? 'unreadable' : 'problem';
}
