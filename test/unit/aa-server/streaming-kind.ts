import type { KindDefinition } from '../../../templates/aa/typescript/src/server/api/kind-definition.ts';
import { ApiError } from '../../../templates/aa/typescript/src/server/api/status.ts';
import type {
  ConsoleDefinition,
  LogDefinition,
} from '../../../templates/aa/typescript/src/server/connect/connect-definition.ts';
import { widgetKind } from './widget-kinds.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));

/** A line a day for three days, then one for each change; `long` in the color makes many long lines. */
const log: LogDefinition = {
  streams: 'log',
  past: ({ object }) =>
    [1, 2, 3].map((number) => ({ time: day(number), text: `${number} ${object.metadata.name}` })),
  next: async function* ({ object, changesAfter }) {
    for await (const { type, object: changed } of changesAfter(object)) {
      yield { time: day(4), text: `${type} ${changed.metadata.labels?.['note'] ?? ''}` };
    }
  },
};

const failures: Readonly<Record<string, Error>> = {
  throw: new Error('secret'),
  refuse: new ApiError({ code: 409, reason: 'Conflict', message: 'not now' }),
};

/** Says again what it is told; some words are commands. */
const echo: ConsoleDefinition = {
  streams: 'console',
  run: async ({ lines, print, printError, read, merge }) => {
    for await (const line of lines) {
      if (line === 'quit') return;
      if (Object.hasOwn(failures, line)) throw failures[line];
      if (line === 'complain') await printError('dear me');
      else if (line === 'size') await print(JSON.stringify((await read())['spec']));
      else if (line.startsWith('size ')) await print(await resized(merge, Number(line.slice(5))));
      else await print(line);
    }
  },
};

const resized = async (merge: (patch: { spec: { size: number } }) => Promise<unknown>, size: number) => {
  try {
    await merge({ spec: { size } });
    return 'done';
  } catch (cause) {
    if (cause instanceof ApiError) return `${cause.status.code} ${cause.message}`;
    throw cause;
  }
};

/** Widgets that have a log and a console. */
export const streamingKind: KindDefinition = { ...widgetKind, connect: { log, console: echo } };
