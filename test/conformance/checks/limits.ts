import type { Check } from '../check.ts';
import { matcher } from '../difference.ts';
import type { Instance } from '../means.ts';
import type { Trial } from '../trial.ts';
import { beginRequest } from './begun-request.ts';
import { until } from './until.ts';

const LIMIT = 50;
const AT_ONCE = 2_000;
const WAVE = 200;

/** Somebody with the right to write whom the limits hold: they do not hold system:masters. */
const WRITER = { 'X-Remote-User': 'writer', 'X-Remote-Group': 'system:authenticated' };

/** How a server refuses headers without end: with an answer, or by hanging up. */
const HUNG_UP = /ECONNRESET|EPIPE|socket hang up|HPE_|write E/;

async function refuseTooMany(trial: Trial, { endpoint }: Instance): Promise<void> {
  const begin = () => {
    const head = { method: 'DELETE', path: `${trial.widgets}/none`, as: 'alice', headers: WRITER } as const;
    const request = beginRequest(endpoint, { ...head, headers: { ...WRITER, 'Content-Length': '2' } });
    request.write('{');
    return request;
  };
  const requests: ReturnType<typeof begin>[] = [];
  const answers = new Map<number, number>();
  try {
    // A machine has so many ports for one wave of handshakes, and so much time.
    while (requests.length < AT_ONCE) {
      const wave = Array.from({ length: WAVE }, begin);
      requests.push(...wave);
      for (const { answer } of wave) {
        answer.then(
          ({ status, headers }) => {
            if (status !== 429 || headers['retry-after'] === '1')
              answers.set(status, (answers.get(status) ?? 0) + 1);
          },
          () => undefined,
        );
      }
      await until(() => ((answers.get(429) ?? 0) >= requests.length - LIMIT ? true : undefined));
    }
    trial.same(answers.get(429), AT_ONCE - LIMIT, 'how many got a 429 with Retry-After: 1');
    const server = trial.at(endpoint);
    await server.expect({ path: '/livez' }, { status: 200 });
    await server.expect({ path: trial.widgets, body: trial.widget('w1') }, { status: 201 });
  } finally {
    for (const { end } of requests) end('}');
    await until(() => ([...answers.values()].reduce((a, b) => a + b, 0) >= AT_ONCE ? true : undefined));
    for (const { destroy } of requests) destroy();
  }
  trial.same(answers.get(404), LIMIT, 'how many of the others were answered once they were whole');
}

async function giveUpSlow(trial: Trial, { endpoint }: Instance): Promise<void> {
  const body = JSON.stringify(trial.widget('slow'));
  const headers = { 'Content-Length': String(body.length) };
  const slow = beginRequest(endpoint, { method: 'POST', path: trial.widgets, headers });
  const typing = [...body].entries();
  const timer = setInterval(() => {
    const { value } = typing.next();
    if (value !== undefined) slow.write(value[1]);
  }, 200);
  try {
    const { status } = await slow.answer;
    const expected = matcher('400, 408 or 504', (value) => [400, 408, 504].includes(Number(value)));
    trial.same(status, expected, 'the status of a body that trickles in');
  } finally {
    clearInterval(timer);
    slow.destroy();
  }
}

async function refuseFlood(trial: Trial, { endpoint }: Instance): Promise<void> {
  for (const headers of [
    { 'X-Flood': 'a'.repeat(4 * 1024 * 1024) },
    Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`X-${index}`, 'a'.repeat(100)])),
  ]) {
    const outcome = await trial
      .at(endpoint)
      .send({ path: '/livez', headers })
      .then(({ status }) => status)
      .catch((error: unknown) => String(error));
    const refused = matcher('400, 413, 431, or no connection any more', (value) =>
      typeof value === 'string' ? HUNG_UP.test(value) : [400, 413, 431].includes(Number(value)),
    );
    trial.same(outcome, refused, 'what comes of a flood of headers');
  }
  await trial.at(endpoint).expect({ path: '/livez' }, { status: 200 });
}

/** N: limits. */
export const LIMIT_CHECKS: readonly Check[] = [
  {
    id: 103,
    priority: 1,
    title: 'two thousand slow requests, a body that trickles in, and floods of headers are refused',
    modes: ['direct'],
    needs: ['launch', 'frontProxy'],
    disturbs: true,
    run: async (trial) => {
      const launch = trial.means('launch');
      const many = await launch({ flags: { 'max-mutating-requests-inflight': String(LIMIT) } });
      many.cluster.makeNamespace(trial.namespace);
      await refuseTooMany(trial, many);
      await refuseFlood(trial, many);
      const hasty = await launch({ flags: { 'request-timeout': '2s' } });
      hasty.cluster.makeNamespace(trial.namespace);
      await giveUpSlow(trial, hasty);
    },
  },
];
