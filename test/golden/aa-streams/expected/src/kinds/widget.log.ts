import type { LogDefinition } from '../server/connect/connect-definition.ts';
import { writerOf, writesOf } from '../server/connect/writes-of.ts';

/** What `GET …/widgets/NAME/log` shows of a Widget: who wrote to it and when, and with `?follow=true` who does. */
export const widgetLog: LogDefinition = {
  streams: 'log',

  past: ({ object }) =>
    writesOf(object).map(({ time, manager, operation }) => ({ time, text: `${operation} by ${manager}` })),

  next: async function* ({ object, changesAfter }) {
    let before = object;
    for await (const { type, time, object: changed } of changesAfter(object)) {
      const { resourceVersion, generation } = changed.metadata;
      const by = type === 'DELETED' ? '' : ` by ${writerOf(changed, before)}`;
      yield { time, text: `${type}${by}, resourceVersion ${resourceVersion}, generation ${generation}` };
      before = changed;
    }
  },
};
