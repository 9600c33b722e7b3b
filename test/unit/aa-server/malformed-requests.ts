import { fc } from '../../support/seeded-fast-check.ts';
import { MALFORMED_BODY, NAMES, ODD_TEXT } from './malformed-bodies.ts';
import { version, widgetsIn } from './widget-kinds.ts';

/** A request that is damaged somewhere, or nearly right. */
export type MalformedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  /** Whose client certificate is shown; '' is none. */
  readonly as: string;
  readonly protocol: 'HTTP/1.1' | 'HTTP/2';
};

/** Who `X-Remote-User` and its like claim to be. */
export const INTRUDER = 'intruder';

/** Where the objects are that such requests change. */
export const NAMESPACES: readonly string[] = ['default', 'other'];

const collection = fc.constantFrom(...NAMESPACES.map(widgetsIn));
const object = fc
  .tuple(collection, fc.constantFrom(...NAMES), fc.constantFrom('', '', '', '', '/status', '/scale', '/log'))
  .map(([widgets, name, part]) => `${widgets}/${name}${part}`);
const elsewhere = fc.constantFrom(
  `${version}/widgets`,
  `${version}/widgetclasses`,
  `${version}/widgetclasses/c1`,
  version,
  '/',
  '/apis',
  '/version',
  '/openapi/v2',
  '/openapi/v3',
  '/livez',
  '/metrics',
  '/api/v1/pods',
);

/** A path with one segment replaced, added or lost. */
const damagedPath = fc
  .tuple(fc.oneof(collection, object, elsewhere), ODD_TEXT, fc.nat(9), fc.nat(2))
  .map(([whole, text, at, lost]) => {
    const segments = whole.split('/');
    return segments.toSpliced(1 + (at % segments.length), lost, text).join('/');
  });

const QUERY_KEYS = [
  'labelSelector fieldSelector limit continue resourceVersion resourceVersionMatch watch sendInitialEvents',
  'allowWatchBookmarks timeoutSeconds timeout pretty dryRun fieldManager fieldValidation force propagationPolicy',
  'gracePeriodSeconds orphanDependents includeObject',
].flatMap((line) => line.split(' '));

const queryValue = fc.oneof(
  ODD_TEXT,
  fc.constantFrom(
    'a=b',
    'a in (b',
    'a in (b,c)',
    'a!=',
    '!a',
    'a>1',
    'metadata.name=w1',
    'spec.size=3',
    'a==b,,',
  ),
  fc.constantFrom(
    'All',
    'Strict',
    'Exact',
    'NotOlderThan',
    'Orphan',
    'Foreground',
    '1',
    '2000000000000',
    'None',
  ),
  fc.constantFrom('eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJ4In0', '1s', '-1s', '9999h', '1.5h3m'),
);

const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...QUERY_KEYS), ODD_TEXT), queryValue), {
  maxLength: 4,
});

const DOCUMENT_TYPES = ['application/json', 'application/json', 'application/json', 'application/yaml'];
const PATCH_TYPES = [
  'application/merge-patch+json',
  'application/json-patch+json',
  'application/apply-patch+yaml',
];
const ODD_TYPES = [
  'application/json; charset=utf-16',
  'application/strategic-merge-patch+json',
  'application/vnd.kubernetes.protobuf',
  'text/plain',
  'a',
  '/',
  ';;',
  'application/json-patch+json',
  'application/yaml',
];

/** What a header may hold on the wire: Node's client refuses the rest itself. */
const headerText = fc.oneof(
  fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[^\x20-\x7e]/gu, '?')),
  fc.constantFrom('a'.repeat(4_000), '*/*;q=x', ',,,;;;', '"', '\\"', '\x80\xff', '\t'),
);

const ACCEPTS = [
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=Table;v=v9',
  'application/cbor',
  'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io',
  'application/vnd.kubernetes.protobuf',
  '*/*',
] as const;

const HEADERS = [
  'x-remote-user x-remote-group x-remote-uid x-remote-extra-a%zz impersonate-user impersonate-group',
  'impersonate-extra-a authorization accept-encoding user-agent audit-id if-match accept-language content-encoding',
  'cookie x-forwarded-for origin expect range traceparent',
].flatMap((line) => line.split(' '));

const someHeaders = fc.dictionary(fc.constantFrom(...HEADERS), headerText, { maxKeys: 3 });

const claims = fc.constantFrom<Readonly<Record<string, string>>>(
  {},
  { 'x-remote-user': INTRUDER, 'x-remote-group': 'system:masters' },
  { 'x-remote-user': INTRUDER },
  { 'impersonate-user': '', 'impersonate-group': 'system:masters' },
  { authorization: 'Bearer intruder' },
  { authorization: 'Basic aW50cnVkZXI6eA==' },
);

const oddHeaders = fc
  .tuple(someHeaders, claims, fc.option(fc.oneof(fc.constantFrom(...ACCEPTS), headerText)))
  .map(([some, claimed, accept]) => ({ ...some, ...claimed, ...(accept === null ? {} : { accept }) }));
const headers = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: oddHeaders });

const READS = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'PURGE');
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

const onObjects = fc.oneof({ weight: 9, arbitrary: object }, { weight: 1, arbitrary: damagedPath });
const onCollections = fc.oneof({ weight: 9, arbitrary: collection }, { weight: 1, arbitrary: damagedPath });
const anywhere = fc.oneof(collection, object, elsewhere, damagedPath);
const nothing = fc.constant(undefined);

/** What is sent where: a patch, a document, or nothing; now and then with what belongs to another. */
const sent = fc.oneof(
  fc.record({
    method: fc.constant('PATCH'),
    path: onObjects,
    type: fc.constantFrom(...PATCH_TYPES),
    body: MALFORMED_BODY,
  }),
  fc.record({
    method: fc.constant('PUT'),
    path: onObjects,
    type: fc.constantFrom(...DOCUMENT_TYPES),
    body: MALFORMED_BODY,
  }),
  fc.record({
    method: fc.constant('POST'),
    path: onCollections,
    type: fc.constantFrom(...DOCUMENT_TYPES),
    body: MALFORMED_BODY,
  }),
  fc.record({ method: READS, path: anywhere, type: nothing, body: nothing }),
  fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'SEARCH'),
    path: anywhere,
    type: fc.oneof(fc.constantFrom(...ODD_TYPES), headerText),
    body: sometimes(MALFORMED_BODY),
  }),
);

/** Requests of all sorts; few objects are within their reach, so that they meet. */
export const MALFORMED_REQUEST: fc.Arbitrary<MalformedRequest> = fc
  .record({
    sent,
    query: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: query }),
    headers,
    as: fc.oneof(
      { weight: 9, arbitrary: fc.constant('admin') },
      { weight: 1, arbitrary: fc.constantFrom('', 'alice', 'foreign', 'misnamed') },
    ),
    protocol: fc.constantFrom('HTTP/1.1', 'HTTP/2'),
  })
  .map(({ sent: { type, ...line }, headers: own, ...rest }) => ({
    ...rest,
    ...line,
    headers: type === undefined ? own : { ...own, 'content-type': type },
  }));
