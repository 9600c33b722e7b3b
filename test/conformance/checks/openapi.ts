import { createHash } from 'node:crypto';
import type { Check } from '../check.ts';
import { containing, matcher, PRESENT } from '../difference.ts';
import { API_VERSION, BASE, FIXTURE } from '../fixture.ts';
import { messagesOf, protobufFields, textOf } from '../protobuf-fields.ts';
import type { Trial } from '../trial.ts';
import { explainedBy } from './explain.ts';

const { group, version, kind, plural, clusterKind, clusterPlural } = FIXTURE;

const V2 = '/openapi/v2';
const V3 = '/openapi/v3';
const KEY = BASE.slice(1);
const DOCUMENT = `${V3}/${KEY}`;
const OBJECT = `${BASE}/namespaces/{namespace}/${plural}/{name}`;
const COLLECTION = `${BASE}/namespaces/{namespace}/${plural}`;
const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const SCHEMA = `${group.split('.').reverse().join('.')}.${version}.${kind}`;
const PROTOBUF = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';

type Named = Readonly<Record<string, unknown>>;
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Named>> };
  readonly definitions: Readonly<Record<string, Named>>;
};
type Operation = { readonly parameters?: readonly { readonly name: string }[] };

/** The document of the version, once it is there: an aggregator fetches it when it has found the server. */
async function v3Document(trial: Trial): Promise<Document> {
  const { json } = await trial.eventually({ path: DOCUMENT }, { status: 200, body: { openapi: '3.0.0' } });
  return json as Document;
}

async function v2Document(trial: Trial): Promise<Document> {
  const definitions = { [SCHEMA]: PRESENT };
  const expected = { status: 200, body: { swagger: '2.0', definitions } };
  const { json } = await trial.eventually({ path: V2, accept: 'application/json' }, expected);
  return json as Document;
}

/** The hash under which the list of documents has the version's. */
async function hashOf(trial: Trial): Promise<string> {
  const serverRelativeURL = new RegExp(`^${DOCUMENT.replaceAll('.', '\\.')}\\?hash=[0-9A-F]{128}$`);
  const { json } = await trial.eventually(
    { path: V3 },
    { status: 200, body: { paths: { [KEY]: { serverRelativeURL } } } },
  );
  const { paths } = json as { paths: Readonly<Record<string, { serverRelativeURL: string }>> };
  return paths[KEY]?.serverRelativeURL.split('hash=')[1] ?? '';
}

/** Where references of a document lead to nothing. */
function danglingReferences(document: object): readonly string[] {
  const targets = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
  const stepInto = (within: unknown, step: string): unknown =>
    typeof within === 'object' && within !== null ? new Map(Object.entries(within)).get(step) : undefined;
  return [...new Set([...targets].map(([, target = '']) => target))].filter(
    (target) => target.split('/').reduce(stepInto, document) === undefined,
  );
}

const parametersOf = (...names: readonly string[]) => containing(...names.map((name) => ({ name })));

/** Every field of these types is described: what a schema of the user's says is the user's. */
const DESCRIBED = matcher('a schema whose fields all have descriptions', (value) => {
  const { properties = {} } = Object(value);
  return Object.values(properties).every((each) => typeof Object(each).description === 'string');
});

const GVK = { group, version, kind };

const OPERATION = { 'x-kubernetes-group-version-kind': GVK };

const WIDGET = {
  type: 'object',
  'x-kubernetes-group-version-kind': [GVK],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { allOf: [{ $ref: `#/components/schemas/${META}.ObjectMeta` }] },
    spec: {
      properties: {
        size: { type: 'integer', description: 'how large it is', default: 1, minimum: 0, maximum: 10 },
        colour: { type: 'string', enum: ['red', 'green', 'blue'] },
        ports: { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] },
        tags: { 'x-kubernetes-list-type': 'set' },
      },
    },
  },
};

/** C: OpenAPI. */
export const OPENAPI_CHECKS: readonly Check[] = [
  {
    id: 22,
    priority: 0,
    title: '/openapi/v3 lists the document of the version under its hash, from the first connection on',
    run: async (trial) => {
      const hash = await hashOf(trial);
      const { bytes } = await trial.expect({ path: DOCUMENT }, { status: 200 });
      trial.same(createHash('sha512').update(bytes).digest('hex').toUpperCase(), hash, 'the hash');
      if (!trial.has('launch')) return;
      const { endpoint } = await trial.means('launch')({ waits: false });
      const first = await trial.until(async () => {
        const answer = await trial
          .at(endpoint)
          .send({ path: V3 })
          .catch(() => undefined);
        trial.holds(answer !== undefined, 'nothing listens');
        return answer;
      }, 30);
      trial.same(first?.status, 200, 'the status of the first answer');
    },
  },
  {
    id: 23,
    priority: 2,
    title: '/openapi/v3 has keys of the own group alone: others would hide those of the cluster',
    modes: ['direct'],
    run: async (trial) => {
      const { json } = await trial.expect({ path: V3 }, { status: 200 });
      const keys = Object.keys(Object(json).paths);
      trial.same(
        keys.filter((key) => !key.startsWith(`apis/${group}`)),
        [],
        'the keys of others',
      );
    },
  },
  {
    id: 24,
    priority: 1,
    title: 'a document under its hash never changes, and has an ETag that answers 304',
    run: async (trial) => {
      const hash = await hashOf(trial);
      const path = `${DOCUMENT}?hash=${hash}`;
      const etag = `"${hash}"`;
      // kube-apiserver sets a word of its own before that of the server behind it.
      const headers = { etag, vary: /Accept/, 'cache-control': /(^|, )public, immutable$/ };
      const { headers: got } = await trial.expect({ path }, { status: 200, headers });
      const days = (Date.parse(String(got.expires)) - Date.now()) / 86_400_000;
      trial.holds(days > 300, `it expires in ${days} days`);
      await trial.expect({ path, headers: { 'If-None-Match': etag } }, { status: 304, text: '' });
      const changing = matcher('not immutable', (value) => !/immutable/.test(String(value)));
      await trial.expect({ path: DOCUMENT }, { status: 200, headers: { 'cache-control': changing } });
    },
  },
  {
    id: 25,
    priority: 2,
    title: 'a document under an old hash is the present one, and no redirect',
    run: async (trial) => {
      const { text } = await trial.eventually({ path: DOCUMENT }, { status: 200 });
      const changing = matcher('not immutable', (value) => !/immutable/.test(String(value)));
      const old = { path: `${DOCUMENT}?hash=${'0'.repeat(128)}` };
      const answer = await trial.expect(old, { status: 200, headers: { 'cache-control': changing } });
      trial.holds(answer.text === text, 'another document is answered than without a hash');
    },
  },
  {
    id: 26,
    priority: 0,
    title: 'a document says of each operation and schema what kubectl and generators look for',
    run: async (trial) => {
      const { paths, components } = await v3Document(trial);
      const write = ['dryRun', 'fieldManager', 'fieldValidation'];
      const list = ['limit', 'continue', 'labelSelector', 'fieldSelector', 'resourceVersion', 'watch'];
      const more = ['resourceVersionMatch', 'sendInitialEvents', 'allowWatchBookmarks', 'timeoutSeconds'];
      trial.same(paths[COLLECTION]?.['get'], { ...OPERATION, 'x-kubernetes-action': 'list' }, 'GET');
      trial.same(paths[COLLECTION]?.['get']?.parameters, parametersOf(...list, ...more), 'of GET');
      for (const [path, method, names] of [
        [COLLECTION, 'post', write],
        [OBJECT, 'put', write],
        [OBJECT, 'patch', [...write, 'force']],
        [OBJECT, 'delete', ['dryRun', 'propagationPolicy', 'gracePeriodSeconds']],
        [`${OBJECT}/status`, 'patch', [...write, 'force']],
      ] as const) {
        const operation = paths[path]?.[method];
        trial.same(operation, { ...OPERATION, 'x-kubernetes-action': method }, `${method} ${path}`);
        trial.same(operation?.parameters, parametersOf(...names), `the parameters of ${method} ${path}`);
      }
      const { schemas } = components;
      trial.same(schemas[SCHEMA], WIDGET, SCHEMA);
      const list1 = { 'x-kubernetes-group-version-kind': [{ ...GVK, kind: `${kind}List` }] };
      trial.same(schemas[`${SCHEMA}List`], list1, `${SCHEMA}List`);
      trial.same(danglingReferences({ components }), [], 'references that lead nowhere');
      for (const name of ['ObjectMeta', 'ListMeta', 'Status', 'DeleteOptions', 'OwnerReference']) {
        trial.same(schemas[`${META}.${name}`], DESCRIBED, name);
      }
      trial.same(schemas[`${META}.Patch`], { type: 'object' }, 'Patch');
    },
  },
  {
    id: 27,
    priority: 1,
    title: '/openapi/v2 is JSON and protobuf, each with an ETag, and nothing else',
    run: async (trial) => {
      const etag = /^"[^"]+"$/;
      await v2Document(trial);
      const json = { path: V2, accept: 'application/json' };
      const { headers } = await trial.expect(json, { status: 200, headers: { etag } });
      const again = { ...json, headers: { 'If-None-Match': String(headers.etag) } };
      await trial.expect(again, { status: 304, text: '' });
      const type = /^application\/com\.github\.proto-openapi\.spec\.v2[.@]v1\.0\+protobuf$/;
      const protobuf = { path: V2, accept: PROTOBUF };
      const { bytes } = await trial.expect(protobuf, {
        status: 200,
        headers: { 'content-type': type, etag },
      });
      const document = protobufFields(bytes);
      trial.same(textOf(document, 1), '2.0', 'swagger');
      const [definitions] = messagesOf(document, 9);
      const named = messagesOf(definitions ?? new Map(), 1);
      const [widget] = named
        .filter((each) => textOf(each, 1) === SCHEMA)
        .flatMap((each) => messagesOf(each, 2));
      trial.holds(widget !== undefined, `the definitions have no ${SCHEMA}`);
      const properties = messagesOf(widget ?? new Map(), 25).flatMap((each) => messagesOf(each, 1));
      const names = properties.map((each) => textOf(each, 1)).sort();
      trial.same(names, ['apiVersion', 'kind', 'metadata', 'spec', 'status'], 'the properties');
      const extensions = messagesOf(widget ?? new Map(), 31).map((each) => textOf(each, 1));
      trial.same(extensions, containing('x-kubernetes-group-version-kind'), 'the extensions');
      await trial.expect({ path: V2, accept: 'application/xml' }, { status: 406 });
    },
  },
  {
    id: 28,
    priority: 0,
    title: 'kubectl explain tells of the kind, its fields and their documentation',
    modes: ['aggregated'],
    needs: ['kubectls'],
    run: async (trial) => {
      await v3Document(trial);
      await v2Document(trial);
      const kubectls = trial.means('kubectls');
      for (const kubectl of kubectls) {
        await explainedBy(kubectl, trial, kubectl === kubectls[0] || kubectl === kubectls.at(-1));
      }
    },
  },
  {
    id: 29,
    priority: 2,
    title: 'every kind that discovery names has its schema in both documents, and no reference leads nowhere',
    run: async (trial) => {
      const { json } = await trial.expect({ path: BASE }, { status: 200 });
      const { resources } = json as { resources: readonly { name: string; kind: string }[] };
      const own = resources.filter(({ name }) => [plural, clusterPlural].some((each) => each === name));
      trial.same(own.map((each) => each.kind).sort(), [kind, clusterKind], 'the kinds');
      const v3 = await v3Document(trial);
      const v2 = await v2Document(trial);
      for (const each of own) {
        const marked = { 'x-kubernetes-group-version-kind': [{ group, version, kind: each.kind }] };
        for (const schemas of [v3.components.schemas, v2.definitions]) {
          trial.same(
            Object.values(schemas),
            containing(marked),
            `the schemas for ${API_VERSION} ${each.kind}`,
          );
        }
      }
      trial.same(danglingReferences(v3), [], 'references of version 3 that lead nowhere');
      trial.same(danglingReferences(v2), [], 'references of version 2 that lead nowhere');
    },
  },
];
