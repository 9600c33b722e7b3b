import type { LogDefinition } from '../server/connect/connect-definition.ts';
import { writesOf } from '../server/connect/writes-of.ts';

/** What `GET …/widgets/NAME/log` shows of a Widget: who wrote to it and when, and with `?follow=true` who does. */
export const widgetLog: LogDefinition = {
  streams: 'log',

  past: ({ object }) =>
    writesOf(object).map(({ time, manager, operation }) => ({ time, text: `${operation} by ${manager}` })),

  next: async function* ({ object, changesAfter }) {
    for await (const { type, time, object: changed } of changesAfter(object)) {
      const { resourceVersion, generation } = changed.metadata;
      const by = type === 'DELETED' ? '' : ` by ${writesOf(changed).at(-1)?.manager}`;
      yield { time, text: `${type}${by}, resourceVersion ${resourceVersion}, generation ${generation}` };
    }
  },
};
