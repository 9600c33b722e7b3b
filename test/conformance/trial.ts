import type { IncomingMessage } from 'node:http';
import type { Mode } from './check.ts';
import { difference, type Matcher } from './difference.ts';
import {
  type Answer,
  type Ask,
  connectionOf,
  type Endpoint,
  open,
  readAnswer,
  readWatch,
  type Watch,
} from './exchange.ts';
import { API_VERSION, BASE, FIXTURE } from './fixture.ts';
import { MEANS, type Means } from './means.ts';
import { type Opened, openWebSocket } from './web-socket.ts';

/** What an answer has to be; what is not said may be anything. */
export type Expected = {
  readonly status?: number | Matcher;
  /** By lower-case name; undefined: must not be there. */
  readonly headers?: Readonly<Record<string, unknown>>;
  /** As `difference` compares. */
  readonly body?: unknown;
  readonly text?: string | RegExp;
};

/** A server did not answer as it must. */
class Mismatch extends Error {
  override name = 'Mismatch';
}

/** What a check has at hand: a server, and a namespace of its own. */
export type Trial = {
  readonly mode: Mode;
  /** The server that is asked. */
  readonly endpoint: Endpoint;
  readonly namespace: string;
  /** The path of the widgets of the namespace. */
  readonly widgets: string;
  readonly widget: (name: string, more?: object) => object;
  readonly send: (ask: Ask) => Promise<Answer>;
  /** Sends a request and compares. @throws Mismatch */
  readonly expect: (ask: Ask, expected: Expected) => Promise<Answer>;
  readonly open: (ask: Ask) => Promise<IncomingMessage>;
  readonly watch: (ask: Ask) => Promise<Watch>;
  /** Asks again until the answer is as expected. @throws Mismatch with the last answer after `seconds`, ten if not said */
  readonly eventually: (ask: Ask, expected: Expected, seconds?: number) => Promise<Answer>;
  /** Tries again what may throw a Mismatch. @throws the last one */
  readonly until: <T>(attempt: () => Promise<T>, seconds?: number) => Promise<T>;
  /** Asks for a WebSocket; `ask` may offer subprotocols among its headers. */
  readonly openWebSocket: (ask: Pick<Ask, 'path' | 'as' | 'headers'>) => Promise<Opened>;
  /** @throws Mismatch with the sentence where it does not hold */
  readonly holds: (condition: boolean, sentence: string) => void;
  /** Compares a value that was not answered in one piece. @throws Mismatch */
  readonly same: (actual: unknown, expected: unknown, what: string) => void;
  /** What the check has said that it needs. @throws Error for what it has not */
  readonly means: <Name extends keyof Means>(name: Name) => Means[Name];
  /** Whether something is at hand with which the check can look further. */
  readonly has: (name: keyof Means) => boolean;
  /** The same tools for another server. */
  readonly at: (endpoint: Endpoint) => Trial;
};

/** @returns the tools of one check */
export function trialOf({
  endpoint,
  mode,
  namespace,
  means = {},
}: {
  readonly endpoint: Endpoint;
  readonly mode: Mode;
  readonly namespace: string;
  readonly means?: Partial<Means>;
}): Trial {
  const send = async (ask: Ask) => readAnswer(await open(endpoint, ask));
  const expect: Trial['expect'] = async (ask, expected) => {
    const answer = await send(ask);
    refuse(mismatch(answer, expected), ask, answer);
    return answer;
  };
  return {
    mode,
    endpoint,
    namespace,
    widgets: `${BASE}/namespaces/${namespace}/${FIXTURE.plural}`,
    widget: (name, more = {}) => ({
      apiVersion: API_VERSION,
      kind: FIXTURE.kind,
      metadata: { name },
      spec: { size: 3 },
      ...more,
    }),
    send,
    expect,
    open: (ask) => open(endpoint, ask),
    watch: async (ask) => readWatch(await open(endpoint, ask)),
    eventually: (ask, expected, seconds) => until(() => expect(ask, expected), seconds),
    until,
    openWebSocket: (ask) => openWebSocket(connectionOf(endpoint, ask)),
    holds: (condition, sentence) => refuse(condition ? undefined : sentence),
    same: (actual, expected, what) => refuse(difference(actual, expected, what)),
    means: (name) => {
      const found = means[name];
      if (found === undefined) throw new Error(`the check ${MEANS[name]}, but does not say so`);
      return found;
    },
    has: (name) => means[name] !== undefined,
    at: (other) => trialOf({ endpoint: other, mode, namespace, means }),
  };
}

const PATIENCE_SECONDS = 10;
const PAUSE = 100;

async function until<T>(attempt: () => Promise<T>, seconds = PATIENCE_SECONDS): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Mismatch) || Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

function mismatch(answer: Answer, { status, headers = {}, body, text }: Expected): string | undefined {
  return (
    (status === undefined ? undefined : difference(answer.status, status, 'the status')) ??
    difference(answer.headers, headers, 'header ') ??
    (body === undefined ? undefined : difference(answer.json, body)) ??
    (text === undefined ? undefined : difference(answer.text, text, 'the text'))
  );
}

function refuse(sentence: string | undefined, ask?: Ask, answer?: Answer): void {
  if (sentence === undefined) return;
  const asked =
    ask === undefined ? '' : `${ask.method ?? (ask.body === undefined ? 'GET' : 'POST')} ${ask.path}: `;
  const came = answer === undefined ? '' : ` (${answer.status} ${answer.text.slice(0, 300)})`;
  throw new Mismatch(`${asked}${sentence}${came}`);
}
