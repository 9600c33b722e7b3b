import { type Exchange, headerOf } from '../client/exchange.ts';
import { objectOf, textAt, type Untyped } from './untyped.ts';

/** Why an answer is of no use: what it means, and what the server itself says. */
export type AnswerProblem = { readonly message: string; readonly cause: string };

/** The object of a 200 answer, or what is wrong with it. */
export type ParsedAnswer =
  | { readonly ok: true; readonly document: Untyped }
  | { readonly ok: false; readonly problem: AnswerProblem };

/** What a status means when discovery gets it. */
const MEANINGS: Readonly<Record<number, string>> = {
  401: 'the server does not accept these credentials',
  403: 'this user may not read it',
  404: 'the server does not have it',
  406: 'the server cannot answer in the form asked for',
  429: 'the server has too much to do',
  502: 'a gateway before the server got no answer',
  503: 'the server that has it does not answer',
  504: 'a gateway before the server got no answer in time',
};

/** @returns what is wrong with an answer that is not 200 */
function statusProblem(exchange: Exchange): AnswerProblem {
  const meaning = MEANINGS[exchange.status] ?? 'the server cannot answer';
  return { message: `${meaning} (${exchange.statusText})`, cause: serverSays(exchange.body) };
}

/** @returns the object that a 200 answer holds, or what is wrong with the answer */
export function parseAnswer(exchange: Exchange): ParsedAnswer {
  if (exchange.status !== 200) return { ok: false, problem: statusProblem(exchange) };
  try {
    const document = objectOf(JSON.parse(exchange.body));
    if (document !== undefined) return { ok: true, document };
    return {
      ok: false,
      problem: { message: 'the answer is JSON, but no object', cause: firstLine(exchange.body) },
    };
  } catch (error) {
    const type = headerOf(exchange, 'Content-Type') || 'no Content-Type';
    const message = `the answer is not JSON (${type}): ${firstLine(exchange.body)}`;
    return { ok: false, problem: { message, cause: error instanceof Error ? error.message : String(error) } };
  }
}

/** The message of a metav1.Status, else the first line of whatever came. */
function serverSays(body: string): string {
  try {
    const status = objectOf(JSON.parse(body)) ?? {};
    return textAt(status, 'message') ?? textAt(status, 'reason') ?? firstLine(body);
  } catch {
    return firstLine(body);
  }
}

function firstLine(body: string): string {
  const line = body.trim().split('\n')[0] ?? '';
  return line.length > 120 ? `${line.slice(0, 117)}...` : line;
}
