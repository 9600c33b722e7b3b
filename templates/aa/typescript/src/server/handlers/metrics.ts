import { pathNotFound } from '../api/api-errors.ts';
import type { Reply } from '../request/reply.ts';
import type { HandlerInput } from './server-context.ts';

/** Answers `/metrics` in the text format of Prometheus. */
export const metrics = async ({ server }: HandlerInput, segments: readonly string[]): Promise<Reply> => {
  if (segments.length > 1) throw pathNotFound();
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-cache, private',
    },
    body: await server.metrics.text(),
  };
};
