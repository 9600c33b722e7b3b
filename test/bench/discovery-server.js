// An API server for the bench, in a process of its own: /api and /apis, aggregated or legacy, with as many groups as
// asked for, made up front and sent as they are. The first 21 have three kinds each, further ones one, as CRDs do. Prints `{"url": …}` when it listens, and ends with its stdin.
// Usage: node test/bench/discovery-server.js aggregated|legacy GROUPS CERT KEY
import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import process from 'node:process';

const V2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const PLAIN = 'application/json';

const [mode = 'aggregated', count = '21', cert = '', key = ''] = process.argv.slice(2);

const groups = Array.from({ length: Number(count) }, (_, index) => `group${index}.bench.example.com`);

/** @type {ReadonlyMap<string, { type: string, body: Buffer }>} */
const answers = new Map(Object.entries(mode === 'legacy' ? legacy() : aggregated()).map(made));

const server = createSecureServer({
  cert: readFileSync(cert),
  key: readFileSync(key),
  allowHTTP1: true,
  settings: { maxConcurrentStreams: 250 },
});
server.on('request', (request, response) => {
  const answer = answers.get(request.url.replace(/\?.*/, ''));
  if (answer === undefined) {
    response.writeHead(404, { 'Content-Type': PLAIN });
    response.end('{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}');
    return;
  }
  response.writeHead(200, { 'Content-Type': answer.type, 'Content-Length': answer.body.length });
  response.end(answer.body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  process.stdout.write(`${JSON.stringify({ url: `https://127.0.0.1:${port}` })}\n`);
});
process.stdin.resume().on('end', () => process.exit());

/** @returns {Record<string, { type: string, body: object }>} */
function aggregated() {
  const list = (/** @type {readonly object[]} */ items) => ({
    type: V2,
    body: { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items },
  });
  const group = (/** @type {string} */ name, /** @type {string} */ version, /** @type {number} */ kinds) => ({
    metadata: name === '' ? {} : { name },
    versions: [{ version, freshness: 'Current', resources: aggregatedResources({ name, version, kinds }) }],
  });
  const apis = groups.map((name, index) => group(name, 'v1', kindsIn(index)));
  return { '/api': list([group('', 'v1', 17)]), '/apis': list(apis) };
}

/** @param {{ name: string, version: string, kinds: number }} of */
function aggregatedResources({ name, version, kinds }) {
  return kindsOf(name, kinds).map((kind) => {
    const responseKind = { group: name, version, kind };
    return {
      resource: `${kind.toLowerCase()}s`,
      responseKind,
      scope: 'Namespaced',
      singularResource: kind.toLowerCase(),
      verbs: VERBS,
      shortNames: [`s${kind.toLowerCase()}`],
      categories: ['all'],
      subresources: [{ subresource: 'status', responseKind, verbs: ['get', 'patch', 'update'] }],
    };
  });
}

/** @returns {Record<string, { type: string, body: object }>} */
function legacy() {
  const versions = groups.map((name, index) => [
    `/apis/${name}/v1`,
    resourceList(`${name}/v1`, name, kindsIn(index)),
  ]);
  const listed = groups.map((name) => {
    const version = { groupVersion: `${name}/v1`, version: 'v1' };
    return { name, versions: [version], preferredVersion: version };
  });
  return {
    '/api': { type: PLAIN, body: { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] } },
    '/apis': { type: PLAIN, body: { kind: 'APIGroupList', apiVersion: 'v1', groups: listed } },
    '/api/v1': resourceList('v1', '', 17),
    ...Object.fromEntries(versions),
  };
}

/** @param {string} groupVersion @param {string} group @param {number} kinds */
function resourceList(groupVersion, group, kinds) {
  const resources = kindsOf(group, kinds).flatMap((kind) => {
    const [name, namespaced] = [`${kind.toLowerCase()}s`, true];
    return [
      { name, singularName: kind.toLowerCase(), namespaced, kind, verbs: VERBS, categories: ['all'] },
      { name: `${name}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] },
    ];
  });
  return { type: PLAIN, body: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources } };
}

/** @param {number} index of a group @returns {number} */
function kindsIn(index) {
  return index < 21 ? 3 : 1;
}

/** @param {string} group @param {number} count */
function kindsOf(group, count) {
  const prefix = group === '' ? 'Core' : group.replace(/^g(\w*).*/, 'G$1');
  return Array.from({ length: count }, (_, index) => `${prefix}Kind${index}`);
}

/** @param {[string, { type: string, body: object }]} entry @returns {[string, { type: string, body: Buffer }]} */
function made([path, { type, body }]) {
  return [path, { type, body: Buffer.from(JSON.stringify(body)) }];
}
