import { findObject } from '../handlers/resource/get.ts';
import type { ResourceInput } from '../handlers/resource/resource-input.ts';
import type { Reply, Sink } from '../request/reply.ts';
import type { LogDefinition, LogLine } from './connect-definition.ts';
import { connectInput } from './connect-input.ts';
import { type LogOptions, readLogOptions } from './log-options.ts';

/**
 * GET of a log: its lines as plain text, and with `follow=true` those that come, until the client leaves, the server
 * stops or the log ends. 404 where there is no object, 400 and 422 for options that are none.
 */
export const streamLog = async (input: ResourceInput, log: LogDefinition): Promise<Reply> => {
  const { request, server, kind } = input;
  const options = readLogOptions(request.query, kind.kind, server.now());
  const { object } = await findObject(input);
  const gone = new AbortController();
  const connect = connectInput(input, object, gone.signal);
  const past = chosen(await log.past(connect), options);
  const headers = { 'Content-Type': 'text/plain', 'Cache-Control': 'no-cache, private' };
  if (request.method === 'HEAD') return { status: 200, headers, body: '' };
  const stream = (sink: Sink): void => {
    sink.onClose(() => gone.abort());
    write(sink, linesOf(past, options.follow ? log.next(connect) : []), options).catch((cause: unknown) => {
      server.log.error('A log failed', { err: String(cause) });
      // Cut off rather than ended: nobody may take it for the whole log.
      sink.abort();
    });
  };
  return { status: 200, headers, stream };
};

const chosen = (
  past: readonly LogLine[],
  { since = 0, tailLines = past.length }: LogOptions,
): readonly LogLine[] => {
  const late = past.filter(({ time }) => time.getTime() >= since);
  return tailLines === 0 ? [] : late.slice(-tailLines);
};

async function* linesOf(
  past: readonly LogLine[],
  next: AsyncIterable<LogLine> | readonly LogLine[],
): AsyncGenerator<LogLine, void, undefined> {
  yield* past;
  yield* next;
}

const write = async (sink: Sink, lines: AsyncIterable<LogLine>, options: LogOptions): Promise<void> => {
  let left = options.limitBytes ?? Number.POSITIVE_INFINITY;
  for await (const line of lines) {
    const text = `${options.timestamps ? `${line.time.toISOString()} ` : ''}${line.text}\n`;
    const bytes = Buffer.from(text);
    sink.write(bytes.length <= left ? text : bytes.subarray(0, left).toString('utf8'));
    left -= bytes.length;
    if (left <= 0) break;
    await sink.drained();
  }
  sink.end();
};
