// Kinds of several versions, served by a kube-apiserver that asks a conversion webhook, and by the scaffolded server
// with the same functions: both give the same answers.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalJson, type JsonObject } from '../../src/model/json-value.ts';
import type { ApiObject } from '../../templates/aa/typescript/src/server/api/api-object.ts';
import type { KindDefinition } from '../../templates/aa/typescript/src/server/api/kind-definition.ts';
import { type Answer, type Ask, open, readAnswer } from '../conformance/exchange.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { plainKinds, shapeV1, shapeV1Beta1 } from '../unit/aa-server/converted-kinds.ts';
import { type Call, useServerOf } from '../unit/aa-server/use-server.ts';
import { endpointOf } from './endpoint-of.ts';
import { kubectl } from './kubectl.ts';

type Step = readonly [method: string, version: 'v1' | 'v1beta1', rest: string, body?: object, type?: string];

const APPLY = 'application/apply-patch+yaml';
const MERGE = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';
const AS = (name: string, more = '') => `/a?fieldManager=${name}${more}`;

const STEPS: readonly Step[] = [
  ['POST', 'v1beta1', '?fieldManager=a', { spec: { color: 'red', old: 'x' } }],
  ['GET', 'v1', '/a'],
  ['GET', 'v1beta1', '/a'],
  ['PATCH', 'v1', AS('b'), { spec: { colour: 'blue' } }, APPLY],
  ['PATCH', 'v1', AS('b', '&force=true'), { spec: { colour: 'blue', extra: 'e' } }, APPLY],
  ['GET', 'v1beta1', '/a'],
  ['PATCH', 'v1beta1', AS('b'), { spec: { color: 'blue' } }, APPLY],
  ['PATCH', 'v1beta1', AS('b'), { spec: { color: 'blue' } }, APPLY],
  ['PATCH', 'v1beta1', AS('c'), { spec: { size: 7 } }, APPLY],
  ['PATCH', 'v1', AS('d'), { spec: { size: 8, colour: 'green' } }, APPLY],
  ['PATCH', 'v1', AS('d'), { spec: { size: 8 } }, MERGE],
  ['PATCH', 'v1', AS('c'), { spec: { size: 8, colour: 'blue' } }, APPLY],
  ['PATCH', 'v1', AS('c'), { spec: { colour: 'blue' } }, APPLY],
  ['PATCH', 'v1beta1', AS('e'), [{ op: 'remove', path: '/spec/color' }], JSON_PATCH],
  ['PATCH', 'v1', AS('e'), { metadata: { labels: { l: '1' } } }, MERGE],
  ['PATCH', 'v1beta1', '/a/status?fieldManager=s', { status: { phase: 'Ready' } }, MERGE],
  ['PATCH', 'v1', AS('b'), {}, APPLY],
  ['GET', 'v1', '/a'],
  ['GET', 'v1beta1', ''],
  ['PATCH', 'v1beta1', AS('e', '&dryRun=All'), { spec: { old: 'y', shape: 'square' } }, MERGE],
  ['DELETE', 'v1beta1', '/a'],
  ['POST', 'v1beta1', '?fieldManager=a&dryRun=All', { spec: { color: 'red', old: 'x' } }],
];

describeControlPlanes(
  'kinds of several versions, as CRDs of them',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });
    const served = useServerOf([shapeV1, shapeV1Beta1, ...plainKinds]);
    let webhook: Server | undefined;

    beforeAll(async () => {
      const { dir } = controlPlane();
      const service = ['--service', 'webhook', '--namespace', 'default'];
      const made = runKx(['certs', 'gen', ...service, '--dns', 'localhost', '--out', join(dir, 'webhook')]);
      expect(made.status, made.stderr).toBe(0);
      const read = (name: string) => readFileSync(join(dir, 'webhook', name));
      const url = await listen(read);
      const crds = [
        crdOf([shapeV1, shapeV1Beta1], { url, caBundle: read('ca.crt').toString('base64') }),
        crdOf(plainKinds, undefined),
      ];
      for (const crd of crds) {
        const applied = await kubectl(controlPlane(), ['create', '-f', '-'], { stdin: JSON.stringify(crd) });
        expect(applied.exitCode, applied.stderr).toBe(0);
      }
      const wait = ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=30s'];
      expect((await kubectl(controlPlane(), wait)).exitCode).toBe(0);
    });

    afterAll(() => void webhook?.close());

    const listen = async (read: (name: string) => Buffer): Promise<string> => {
      const server = createServer({ cert: read('tls.crt'), key: read('tls.key') }, async (request, reply) => {
        const review = JSON.parse(await readText(request));
        reply.setHeader('Content-Type', 'application/json').end(JSON.stringify(convertAll(review)));
      });
      webhook = server;
      await new Promise<void>((done) => server.listen(0, done));
      const { port } = server.address() as AddressInfo;
      return `https://localhost:${port}/convert`;
    };

    it.each<[plural: string, kind: string, steps: readonly Step[]]>([
      ['shapes', 'Shape', STEPS],
      // Where a version has fields that another one has not, the strategy None keeps the API server from tracking fields:
      // it forgets managedFields on an update, and fails an apply.
      ['plains', 'Plain', STEPS.filter(([, , , , type]) => type === undefined || type === MERGE)],
    ])('%s: the same requests have the same answers', async (plural, kind, steps) => {
      for (const step of steps) {
        const ask = askOf(step, plural, kind);
        const theirs = await readAnswer(await open(endpointOf(controlPlane()), ask));
        const ours = await served.call(ask.path, callOf(ask));
        const told = `${ask.method} ${ask.path} ${JSON.stringify(ask.body)}`;
        const ignored = kind === 'Plain' ? ['managedFields'] : [];
        expect(normal(ours, ignored), told).toEqual(normal(theirs, ignored));
      }
    });
  },
  { oneIsEnough: true },
);

function callOf({ method = 'GET', type, body }: Ask): Call {
  return { method, body, ...(type === undefined ? {} : { type }) };
}

function askOf([method, version, rest, body, type]: Step, plural: string, kind: string): Ask {
  const isObject = body !== undefined && !Array.isArray(body) && type !== MERGE;
  const whole = { apiVersion: `demo.kx.dev/${version}`, kind, metadata: { name: 'a' }, ...body };
  return {
    method,
    path: `/apis/demo.kx.dev/${version}/namespaces/default/${plural}${rest}`,
    ...(body === undefined ? {} : { body: isObject ? whole : body }),
    ...(type === undefined ? {} : { type }),
  };
}

/** Without what no two runs have in common. */
function normal({ status, json }: Pick<Answer, 'json' | 'status'>, more: readonly string[]): object {
  const ignored = ['uid', 'resourceVersion', 'creationTimestamp', 'time', ...more];
  const text = JSON.stringify(json, (key, member) => {
    if (ignored.includes(key)) return undefined;
    // Managers come in the order of their times, and those that are in conflict in that of a Go map.
    const isUnordered = key === 'causes' || key === 'managedFields';
    return isUnordered
      ? member.map((each: JsonObject) => canonicalJson({ ...each, time: '' })).sort()
      : member;
  });
  return { status, json: JSON.parse(text) };
}

type Review = {
  readonly request: {
    readonly uid: string;
    readonly desiredAPIVersion: string;
    readonly objects: readonly ApiObject[];
  };
};

function convertAll({ request }: Review): object {
  const { uid, desiredAPIVersion: apiVersion, objects } = request;
  const { toStored, fromStored } = shapeV1Beta1.conversion ?? {};
  const convert = (object: ApiObject) => {
    const converted = apiVersion === 'demo.kx.dev/v1' ? toStored?.(object) : fromStored?.(object);
    return { ...object, ...converted, apiVersion };
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'ConversionReview',
    response: { uid, result: { status: 'Success' }, convertedObjects: objects.map(convert) },
  };
}

type Webhook = { readonly url: string; readonly caBundle: string };

function crdOf(kinds: readonly KindDefinition[], clientConfig: Webhook | undefined): object {
  const [first = shapeV1] = kinds;
  const { group, kind, listKind, plural, singular } = first;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, listKind, plural, singular },
      conversion:
        clientConfig === undefined
          ? { strategy: 'None' }
          : { strategy: 'Webhook', webhook: { clientConfig, conversionReviewVersions: ['v1'] } },
      versions: kinds.map(({ version, storageVersion, schema }) => ({
        name: version,
        served: true,
        storage: version === storageVersion,
        subresources: { status: {} },
        schema: { openAPIV3Schema: schema },
      })),
    },
  };
}
