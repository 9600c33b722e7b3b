/** ISO 8601 with a zone, which HAR wants of every time. */
const TIME = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+(Z|[+-]\\d\\d:\\d\\d)$',
};
const TEXT = { type: 'string' };
const SIZE = { type: 'integer', minimum: -1 };
const LENGTH = { type: 'number', minimum: 0 };
/** Of a part that may not have happened: then -1. */
const PART = { anyOf: [{ const: -1 }, LENGTH] };

/** An object with these members; what is not required is optional, what is neither begins with `_`. */
function object(required: object, optional: object = {}): object {
  return {
    type: 'object',
    properties: { ...required, ...optional, comment: TEXT },
    required: Object.keys(required),
    patternProperties: { '^_': {} },
    additionalProperties: false,
  };
}

const list = (items: object) => ({ type: 'array', items });
const PAIRS = list(object({ name: TEXT, value: TEXT }));
const NAMED = object({ name: TEXT, version: TEXT });
const COOKIES = list(object({ name: TEXT, value: TEXT }, { path: TEXT, domain: TEXT, expires: TIME }));

const REQUEST = object(
  {
    method: { type: 'string', minLength: 1 },
    url: { type: 'string', pattern: '^https?://' },
    httpVersion: TEXT,
    cookies: COOKIES,
    headers: PAIRS,
    queryString: PAIRS,
    headersSize: SIZE,
    bodySize: SIZE,
  },
  { postData: object({ mimeType: TEXT }, { params: PAIRS, text: TEXT }) },
);

const RESPONSE = object({
  status: { type: 'integer', minimum: 0 },
  statusText: TEXT,
  httpVersion: TEXT,
  cookies: COOKIES,
  headers: PAIRS,
  content: object(
    { size: { type: 'integer', minimum: 0 }, mimeType: TEXT },
    { compression: { type: 'integer' }, text: TEXT, encoding: TEXT },
  ),
  redirectURL: TEXT,
  headersSize: SIZE,
  bodySize: SIZE,
});

const ENTRY = object(
  {
    startedDateTime: TIME,
    time: LENGTH,
    request: REQUEST,
    response: RESPONSE,
    cache: object({}, { beforeRequest: {}, afterRequest: {} }),
    timings: object(
      { send: LENGTH, wait: LENGTH, receive: LENGTH },
      { blocked: PART, dns: PART, connect: PART, ssl: PART },
    ),
  },
  {
    pageref: TEXT,
    serverIPAddress: { type: 'string', anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] },
    connection: TEXT,
  },
);

/** HTTP Archive 1.2 (w3c.github.io/web-performance/specs/HAR/Overview.html) as a JSON Schema. */
export const HAR_SCHEMA = object({
  log: object(
    { version: { const: '1.2' }, creator: NAMED, entries: list(ENTRY) },
    {
      browser: NAMED,
      pages: list(
        object({
          startedDateTime: TIME,
          id: TEXT,
          title: TEXT,
          pageTimings: object({}, { onContentLoad: PART, onLoad: PART }),
        }),
      ),
    },
  ),
});
