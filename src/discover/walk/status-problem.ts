import { type Exchange, headerOf } from '../client/exchange.ts';
import { redirection } from '../client/redirection.ts';
import { retryDelay } from '../client/retry-delay.ts';
import { parseContentType } from './content-type.ts';
import { jsonFault } from './json-fault.ts';
import { objectOf, textAt, type Untyped } from './untyped.ts';

/** Why an answer is of no use: what it means, and what the server itself says. */
export type AnswerProblem = { readonly message: string; readonly cause: string };

/** The object of a good answer, or what is wrong with it. */
export type ParsedAnswer =
  | { readonly ok: true; readonly document: Untyped }
  | { readonly ok: false; readonly problem: AnswerProblem };

/** What a status means when discovery gets it. */
const MEANINGS: Readonly<Record<number, string>> = {
  301: 'the answer redirects, but not where to',
  302: 'the answer redirects, but not where to',
  303: 'the answer redirects, but not where to',
  304: 'the server says that nothing changed, though nothing was asked before',
  307: 'the answer redirects, but not where to',
  308: 'the answer redirects, but not where to',
  401: 'the server does not accept these credentials',
  403: 'this user may not read it',
  404: 'the server does not have it',
  407: 'a proxy asks for a user and password',
  406: 'the server cannot answer in the form asked for',
  429: 'the server has too much to do',
  502: 'a gateway before the server got no answer',
  503: 'the server that has it does not answer',
  504: 'a gateway before the server got no answer in time',
};

/** @returns what is wrong with an answer that is not a good one */
function statusProblem(exchange: Exchange): AnswerProblem {
  const elsewhere = redirection(exchange);
  if (elsewhere !== undefined) {
    const message = `the answer redirects to ${hideQuery(elsewhere)} (${exchange.statusText})`;
    return { message, cause: 'kx takes credentials to no other server' };
  }
  const meaning = MEANINGS[exchange.status] ?? 'the server cannot answer';
  const message = `${meaning} (${exchange.statusText})${waitOf(exchange)}`;
  return { message, cause: serverSays(exchange.body) };
}

/** Longer than a request may take, or again after the last try: then kx does not wait. */
function waitOf(exchange: Exchange): string {
  const delay = retryDelay(exchange) ?? 0;
  return delay === 0 ? '' : ` and asks to wait for ${delay / 1_000} s`;
}

/** A query of a page that signs people in holds what nobody may read, and says nothing. */
function hideQuery({ origin, pathname }: URL): string {
  return origin + pathname;
}

/**
 * Reads the answers that client-go takes for good: 200 to 206 (rest/request.go transformResponse).
 *
 * @returns the object that the answer holds, or what is wrong with it
 */
export function parseAnswer(exchange: Exchange): ParsedAnswer {
  const { status, body } = exchange;
  if (status < 200 || status > 206) return { ok: false, problem: statusProblem(exchange) };
  const type = headerOf(exchange, 'Content-Type');
  if (type !== '' && parseContentType(type) === undefined) {
    return failed(`the answer has no usable Content-Type ('${type}')`, 'kubectl refuses it for that');
  }
  const encoding = headerOf(exchange, 'Content-Encoding');
  if (!/^(identity)?$/i.test(encoding)) {
    return failed(`the answer is encoded as '${encoding}'`, 'nobody asked for that, and kubectl refuses it');
  }
  if (body.trim() === '') return failed(`the answer is empty (${exchange.statusText})`, '');
  const parsed = parseJson(body);
  if (!parsed.ok) return notJson(body, type || 'no Content-Type', parsed);
  const document = objectOf(parsed.value);
  return document === undefined
    ? failed('the answer is JSON, but no object', firstLine(body))
    : { ok: true, document };
}

function failed(message: string, cause: string): ParsedAnswer {
  return { ok: false, problem: { message, cause } };
}

/** Why a text is not JSON: it ends too early, or from which place on. */
type Fault = { readonly isCutOff: boolean; readonly at: number };
type ParsedJson = { readonly ok: true; readonly value: unknown } | ({ readonly ok: false } & Fault);

function parseJson(body: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch (error) {
    // V8 names the end of the text as the place of the error.
    const isCutOff = error instanceof Error && /end of JSON|unterminated/i.test(error.message);
    return { ok: false, isCutOff, at: jsonFault(body, error) };
  }
}

function notJson(body: string, type: string, { isCutOff, at }: Fault): ParsedAnswer {
  if (/^\s*</.test(body)) {
    const what = /<html|<!doctype/i.test(body) ? 'HTML' : 'markup';
    return failed(`the answer is ${what}, not JSON (${type})`, firstLine(body));
  }
  if (isCutOff)
    return failed(`the answer is JSON that breaks off after ${body.length} characters`, firstLine(body));
  if (body.startsWith('\uFEFF'))
    return failed('the answer begins with a byte order mark, which JSON may not', firstLine(body));
  if (!/^\s*[[{]/.test(body) || at === 0) return failed(`the answer is not JSON (${type})`, firstLine(body));
  return failed(`the answer is not JSON from character ${at + 1} on (${type})`, firstLine(body.slice(at)));
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

/** What no text has: NUL, and what stands for bytes that are no UTF-8. */
const BINARY = /[\0\uFFFD]/;

/** A sentence of a server is worth its whole length; of a page or a document the beginning shows what it is. */
function firstLine(body: string): string {
  if (BINARY.test(body)) return 'binary data';
  const line = body.trim().split('\n')[0] ?? '';
  const most = /^\s*[<[{]/.test(line) ? 120 : 500;
  return line.length > most ? `${line.slice(0, most - 3)}...` : line;
}
