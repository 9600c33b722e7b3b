import { type Answer, type Ask, type Endpoint, open, readAnswer } from '../conformance/exchange.ts';
import { BAD_REQUESTS, SLOW_REQUESTS, WIDGETS, widgetOf } from './bad-requests.ts';

/** What a server said to each of the bad requests, by their titles. */
export type BadAnswers = ReadonlyMap<string, unknown>;

/** Makes every bad request to a server that has the fixture; those that it takes its time for at once. */
export async function badAnswersOf(endpoint: Endpoint): Promise<BadAnswers> {
  await restore(endpoint);
  const answers = new Map<string, unknown>();
  for (const [title, ask] of BAD_REQUESTS) {
    const answer = await send(endpoint, ask);
    answers.set(title, shapeOf(answer));
    if (answer.status < 300 && (ask.body !== undefined || ask.method !== undefined)) await restore(endpoint);
  }
  const slow = SLOW_REQUESTS.map(async ([title, ask]) => {
    answers.set(title, shapeOf(await send(endpoint, ask)));
  });
  await Promise.all(slow);
  return answers;
}

/** Leaves the object `w` alone. */
async function restore(endpoint: Endpoint): Promise<void> {
  for (const name of ['w', 'x']) {
    const body = { metadata: { finalizers: null } };
    const type = 'application/merge-patch+json';
    await send(endpoint, { method: 'PATCH', path: `${WIDGETS}/${name}`, body, type });
  }
  await send(endpoint, { method: 'DELETE', path: WIDGETS });
  const { status, text } = await send(endpoint, { path: WIDGETS, body: widgetOf('w') });
  if (status !== 201) throw new Error(`w cannot be made: ${text}`);
}

const send = async (endpoint: Endpoint, ask: Ask): Promise<Answer> => readAnswer(await open(endpoint, ask));

/** What differs between two servers: uids, versions and times. */
const NORMALISED: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu, 'UID'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/gu, 'TIME'],
  [/(current: |in record \()\d+/gu, '$1VERSION'],
  [/("resourceVersion\\*":\\*")\d+/gu, '$1VERSION'],
  // Client and server of a test are two versions of the same program.
  [/("(?:manager|time)\\*":\\*")[^"\\]*/gu, '$1SOME'],
  // It reads no protobuf of a CRD either, and says so only later.
  [/, application\/vnd\.kubernetes\.protobuf/gu, ''],
  // The sentences of two YAML parsers; where they agree that there is something wrong is what counts.
  [/yaml: (?!unmarshal errors).*?(?= \((?:[0-9a-f]+|<empty>|\{)|$)/gsu, 'yaml: SENTENCE'],
];

/** `UnexpectedServerResponse` names the operation of a JSON patch that failed, which kube-apiserver keeps to itself. */
type Cause = { readonly reason?: string };

/** A failure, or of all else only that it is none: what is compared. */
function shapeOf({ status, text, json, headers }: Answer): unknown {
  const warning = normalised(headers['warning'] ?? '');
  if (status < 400) return { status, warning, ...(text.includes('"type":"ERROR"') ? errorOf(text) : {}) };
  const parsed =
    json === undefined
      ? text
      : JSON.parse(JSON.stringify(json), (_, value) =>
          typeof value === 'string' ? normalised(value) : value,
        );
  const causes: readonly Cause[] = parsed.details?.causes ?? [];
  const comparable = causes.filter(({ reason }) => reason !== 'UnexpectedServerResponse');
  const sorted = [...new Set(comparable.map((cause) => JSON.stringify(cause)))].toSorted();
  const { message, reason, details } = parsed;
  const more = details === undefined ? {} : { details: { ...details, causes: sorted } };
  const retryAfter = headers['retry-after'];
  return { status, warning, message: unordered(message), reason, retryAfter, ...more };
}

/** The failure that a watch ends with. */
const errorOf = (text: string): object => JSON.parse(normalised(text)).object;

const normalised = (text: string): string =>
  NORMALISED.reduce((so, [pattern, by]) => so.replaceAll(pattern, by), text);

/** kube-apiserver finds the problems of one object in random order. */
const unordered = (message: unknown): unknown =>
  typeof message === 'string' && message.includes('is invalid: [')
    ? message.replace(/ is invalid: \[.*/su, '')
    : message;
