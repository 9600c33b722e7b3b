import type { Sink } from '../request/reply.ts';
import { scheduleFlush } from './flush-rounds.ts';

/** So much goes out at once, whatever is still to come. */
const enough = 64 * 1024;

/**
 * A sink that writes in one piece what comes at the same time. A write to a connection costs far more than the bytes in
 * it: a thousand watchers of a busy collection get several events with each.
 */
export const coalescedSink = (sink: Sink): Sink => {
  let chunks: string[] = [];
  let length = 0;
  const flush = (): void => {
    const text = chunks.join('');
    chunks = [];
    length = 0;
    if (text !== '') sink.write(text);
  };
  return {
    write: (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= enough) flush();
      else if (chunks.length === 1) scheduleFlush(flush);
    },
    end: () => {
      flush();
      sink.end();
    },
    abort: () => sink.abort(),
    onClose: (callback) => sink.onClose(callback),
    buffered: () => sink.buffered() + length,
    drained: () => {
      flush();
      return sink.drained();
    },
  };
};
