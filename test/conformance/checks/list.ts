import type { Check } from '../check.ts';
import { PRESENT, RESOURCE_VERSION } from '../difference.ts';
import { failure } from '../failure.ts';
import { API_VERSION, BASE, FIXTURE } from '../fixture.ts';
import type { Trial } from '../trial.ts';
import { created } from './stored.ts';

const LIST = { kind: `${FIXTURE.kind}List`, apiVersion: API_VERSION };

/** Makes widgets with labels, in the order in which they are given. */
async function labelled(trial: Trial, widgets: Readonly<Record<string, object>>): Promise<void> {
  for (const [name, labels] of Object.entries(widgets))
    await created(trial, name, { metadata: { name, labels } });
}

type Listed = {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
};

async function list(trial: Trial, query: string): Promise<Listed> {
  const { json } = await trial.expect({ path: `${trial.widgets}?${query}` }, { status: 200, body: LIST });
  return json as Listed;
}

async function names(trial: Trial, query: string): Promise<readonly string[]> {
  return (await list(trial, query)).items.map(({ metadata }) => metadata.name);
}

/** What a label selector chooses of LABELLED. */
const SELECTED: readonly (readonly [selector: string, chosen: readonly string[]])[] = [
  ['a=b', ['w1', 'w2']],
  ['a==b', ['w1', 'w2']],
  ['a=b,c!=d', ['w2']],
  ['e in (x,y)', ['w2', 'w3']],
  ['e notin (x)', ['w1', 'w3', 'w4']],
  ['!a', ['w3', 'w4']],
  ['a', ['w1', 'w2']],
  ['a=b,c!=d,e in (x,y),!f', ['w2']],
];

const LABELLED = { w1: { a: 'b', c: 'd' }, w2: { a: 'b', e: 'x' }, w3: { e: 'y', f: 'g' }, w4: {} };

const FIELDS: readonly (readonly [selector: string, chosen: readonly string[]])[] = [
  ['metadata.name=w1', ['w1']],
  ['metadata.name!=w1', ['w2', 'w3']],
  ['spec.colour=red', ['w2']],
];

/** F: lists. */
export const LIST_CHECKS: readonly Check[] = [
  {
    id: 57,
    priority: 0,
    title: 'a list has a version and items in the order of their names, also when it is empty',
    run: async (trial) => {
      const empty = { ...LIST, metadata: { resourceVersion: RESOURCE_VERSION }, items: [] };
      await trial.expect({ path: trial.widgets }, { status: 200, body: empty });
      await labelled(trial, { b: {}, c: {}, a: {} });
      trial.same(await names(trial, ''), ['a', 'b', 'c'], 'the names');
      const everywhere = `${BASE}/${FIXTURE.plural}`;
      const { json } = await trial.expect({ path: everywhere }, { status: 200, body: LIST });
      const here = (json as { items: { metadata: { namespace: string } }[] }).items.filter(
        ({ metadata }) => metadata.namespace === trial.namespace,
      );
      trial.same(here.length, 3, 'the widgets of this namespace among all');
    },
  },
  {
    id: 58,
    priority: 0,
    title: 'label selectors choose, and one that cannot be read is a bad request',
    run: async (trial) => {
      await labelled(trial, LABELLED);
      for (const [selector, chosen] of SELECTED) {
        trial.same(await names(trial, `labelSelector=${encodeURIComponent(selector)}`), chosen, selector);
      }
      const message = /unable to parse requirement: /;
      const wrong = `${trial.widgets}?labelSelector=${encodeURIComponent('a=(b')}`;
      await trial.expect({ path: wrong }, failure(400, 'BadRequest', { message }));
    },
  },
  {
    id: 59,
    priority: 0,
    title: 'field selectors choose by name and declared fields, and no others',
    run: async (trial) => {
      for (const [name, spec] of [
        ['w1', {}],
        ['w2', { colour: 'red' }],
        ['w3', { colour: 'green' }],
      ] as const) {
        await created(trial, name, { spec });
      }
      for (const [selector, chosen] of FIELDS) {
        trial.same(await names(trial, `fieldSelector=${encodeURIComponent(selector)}`), chosen, selector);
      }
      const elsewhere = encodeURIComponent(`metadata.namespace!=${trial.namespace}`);
      trial.same(await names(trial, `fieldSelector=${elsewhere}`), [], 'what is elsewhere');
      const message = /(field label not supported: spec\.note|"spec\.note" is not a known field selector)/;
      const unknown = `${trial.widgets}?fieldSelector=spec.note%3Dx`;
      await trial.expect({ path: unknown }, failure(400, 'BadRequest', { message }));
    },
  },
  {
    id: 60,
    priority: 0,
    title: 'pages are of one moment, whatever is written between them',
    run: async (trial) => {
      await labelled(trial, { a: {}, b: {}, c: {}, d: {}, e: {} });
      const first = await list(trial, 'limit=2');
      trial.same(
        first.metadata,
        { continue: PRESENT, remainingItemCount: 3 },
        'the metadata of the first page',
      );
      await created(trial, 'bb');
      await trial.expect({ method: 'DELETE', path: `${trial.widgets}/d` }, { status: 200 });
      const pages = [first];
      for (let page = first; page.metadata.continue; pages.push(page)) {
        page = await list(trial, `limit=2&continue=${encodeURIComponent(page.metadata.continue)}`);
      }
      const all = pages.flatMap(({ items }) => items.map(({ metadata }) => metadata.name));
      trial.same(all, ['a', 'b', 'c', 'd', 'e'], 'the names of all pages');
      const versions = new Set(pages.map(({ metadata }) => metadata.resourceVersion));
      trial.same(versions.size, 1, 'the number of versions among the pages');
      const selected = await list(trial, 'limit=2&labelSelector=!x');
      trial.same(selected.metadata.remainingItemCount, undefined, 'the remaining items of a selection');
      const token = JSON.parse(Buffer.from(first.metadata.continue ?? '', 'base64url').toString('utf8'));
      trial.same(token, { v: 'meta.k8s.io/v1', rv: PRESENT, start: PRESENT }, 'the token');
    },
  },
  {
    id: 61,
    priority: 1,
    title: 'a continue token that is none is a bad request',
    run: async (trial) => {
      await labelled(trial, { a: {}, b: {}, c: {} });
      const first = await list(trial, 'limit=1');
      const token = encodeURIComponent(first.metadata.continue ?? '');
      const message = /continue key is not valid: /;
      const tampered = { path: `${trial.widgets}?limit=1&continue=nonsense` };
      await trial.expect(tampered, failure(400, 'BadRequest', { message }));
      const both = { path: `${trial.widgets}?limit=1&continue=${token}&resourceVersion=5` };
      const { status, text } = await trial.send(both);
      const refusal =
        /specifying resource version is not allowed when using continue|resourceVersion is forbidden for continue/i;
      trial.holds(status >= 400 && status < 500 && refusal.test(text), `it is answered ${status} ${text}`);
    },
  },
  {
    id: 62,
    priority: 1,
    title: 'resourceVersion and resourceVersionMatch mean what they mean everywhere',
    run: async (trial) => {
      await created(trial, 'a');
      const { metadata } = await list(trial, '');
      await created(trial, 'b');
      const version = metadata.resourceVersion;
      trial.same(await names(trial, `resourceVersion=${version}&resourceVersionMatch=Exact`), ['a'], 'Exact');
      const newer = await names(trial, `resourceVersion=${version}&resourceVersionMatch=NotOlderThan`);
      trial.holds(newer.includes('a'), `NotOlderThan lists ${newer.join(', ')}`);
      await names(trial, 'resourceVersion=0');
      const refused: readonly (readonly [string, RegExp])[] = [
        [
          'resourceVersionMatch=Exact',
          /resourceVersionMatch is forbidden unless resourceVersion is provided/,
        ],
        [
          'resourceVersion=0&resourceVersionMatch=Exact',
          /resourceVersionMatch "exact" is forbidden for resourceVersion "0"/,
        ],
        ['resourceVersion=1&resourceVersionMatch=x', /resourceVersionMatch: Unsupported value: "x"/],
        ['sendInitialEvents=true', /sendInitialEvents is forbidden for list/],
      ];
      for (const [query, message] of refused) {
        await trial.expect({ path: `${trial.widgets}?${query}` }, failure(422, 'Invalid', { message }));
      }
      // A version may be a number of any size to begin with.
      const later = BigInt(version) + 1_000_000_000n;
      const future = `${trial.widgets}?resourceVersion=${later}&resourceVersionMatch=NotOlderThan`;
      const message = new RegExp(`^(Timeout: )?Too large resource version: ${later}, current: \\d+$`);
      await trial.expect({ path: future }, failure(504, 'Timeout', { message }));
    },
  },
  {
    id: 63,
    priority: 1,
    title: 'large lists are compressed, and indented for those who ask',
    run: async (trial) => {
      const note = 'x'.repeat(70_000);
      for (const name of ['a', 'b']) await created(trial, name, { spec: { note } });
      const message = await trial.open({ path: trial.widgets, headers: { 'Accept-Encoding': 'gzip' } });
      const chunks: Buffer[] = [];
      for await (const chunk of message) chunks.push(chunk);
      trial.same(message.headers['content-encoding'], 'gzip', 'Content-Encoding');
      trial.holds(Buffer.concat(chunks).length < 10_000, 'the body is not compressed');
      await trial.expect({ path: `${trial.widgets}/a?pretty=1` }, { status: 200, text: /^\{\n {2}"/ });
    },
  },
];
