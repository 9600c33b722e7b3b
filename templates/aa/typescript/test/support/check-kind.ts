import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { startTestServer, type TestServer } from './test-server.ts';

/** A kind of one version, and a file in `samples/` with an object of it. */
export type Checked = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly sample: string;
};

/** What every kind can do, tried with its sample, each on a server of its own. */
export const checkKind = (checked: Checked): void => {
  suite(`${checked.kind} of ${checked.apiVersion}`, () => {
    for (const [title, check] of Object.entries(checks)) {
      test(title, async (context) => check(await startTestServer(context), targetOf(checked)));
    }
  });
};

/** Where objects of the kind are, and one of them. */
type Target = ReturnType<typeof targetOf>;

const targetOf = ({ apiVersion, kind, plural, namespaced, sample }: Checked) => {
  const body = JSON.parse(readFileSync(join(import.meta.dirname, '../../samples', sample), 'utf8'));
  const name: string = body.metadata.name;
  const base = `/apis/${apiVersion}`;
  const path = `${base}${namespaced ? '/namespaces/default' : ''}/${plural}`;
  return { base, path, object: `${path}/${name}`, name, body, kind, plural };
};

const mergePatch = { method: 'PATCH', type: 'application/merge-patch+json' };
const labelled = { ...mergePatch, body: { metadata: { labels: { tried: 'yes' } } } };
const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

const checks: Readonly<Record<string, (server: TestServer, target: Target) => Promise<void>>> = {
  'is found by discovery and described by OpenAPI': async ({ call }, { base, plural, kind }) => {
    const { resources } = (await call(base)).json;
    const found = resources.find((each: { readonly name: string }) => each.name === plural);
    assert.equal(found.kind, kind);
    const { components } = (await call(`/openapi/v3${base}`)).json;
    assert.ok(Object.keys(components.schemas).some((each) => each.endsWith(`.${kind}`)));
  },

  'is created once, with what the server adds': async ({ call }, { path, body }) => {
    const { status, json } = await call(path, { body });
    assert.equal(status, 201, JSON.stringify(json));
    assert.equal(json.metadata.generation, 1);
    assert.match(json.metadata.uid, /^[0-9a-f-]{36}$/);
    const again = await call(path, { body });
    assert.deepEqual([again.status, again.json.reason], [409, 'AlreadyExists']);
  },

  'is got and listed, also as the table of kubectl get': async ({ call }, { path, object, body, name }) => {
    const { json } = await call(path, { body });
    assert.deepEqual((await call(object)).json, json);
    assert.equal((await call(path)).json.items.length, 1);
    const { rows, columnDefinitions } = (await call(path, { accept: table })).json;
    assert.equal(rows[0].cells[0], name);
    assert.equal(rows[0].cells.length, columnDefinitions.length);
  },

  'is patched, and not over a version that is gone': async ({ call }, { path, object, body }) => {
    const { json: stored } = await call(path, { body });
    const patched = await call(object, labelled);
    assert.deepEqual([patched.status, patched.json.metadata.labels.tried], [200, 'yes']);
    const stale = await call(object, { method: 'PUT', body: stored });
    assert.deepEqual([stale.status, stale.json.reason], [409, 'Conflict']);
  },

  'is watched from its beginning to its end': async ({ call, watch }, { path, object, body, name }) => {
    const { next, close } = await watch(`${path}?watch=true`);
    await call(path, { body });
    await call(object, labelled);
    await call(object, { method: 'DELETE' });
    const events = [await next(), await next(), await next()];
    close();
    assert.deepEqual(
      events.map((event) => [event.type, event.object.metadata.name]),
      ['ADDED', 'MODIFIED', 'DELETED'].map((type) => [type, name]),
    );
  },

  'is deleted, and gone then': async ({ call }, { path, object, body }) => {
    await call(path, { body });
    assert.equal((await call(object, { method: 'DELETE' })).json.status, 'Success');
    const { status, json } = await call(object);
    assert.deepEqual([status, json.reason], [404, 'NotFound']);
  },

  'is refused to strangers, and under a wrong name': async ({ call }, { path, body }) => {
    assert.equal((await call(path, { body, asAdmin: false })).status, 403);
    const { status, json } = await call(path, { body: { ...body, metadata: { name: 'No_Name' } } });
    assert.deepEqual([status, json.reason], [422, 'Invalid']);
  },
};
