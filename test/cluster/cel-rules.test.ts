import { beforeAll, expect, it, vi } from 'vitest';
import type { ApiObject } from '../../templates/aa/typescript/src/server/api/api-object.ts';
import type { JsonValue } from '../../templates/aa/typescript/src/server/api/json.ts';
import type { KindDefinition } from '../../templates/aa/typescript/src/server/api/kind-definition.ts';
import { ApiError, type Status } from '../../templates/aa/typescript/src/server/api/status.ts';
import type { StructuralSchema } from '../../templates/aa/typescript/src/server/api/structural-schema.ts';
import { admit } from '../../templates/aa/typescript/src/server/handlers/resource/admit.ts';
import { checkObject } from '../../templates/aa/typescript/src/server/handlers/resource/check-object.ts';
import { type Ask, open, readAnswer } from '../conformance/exchange.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { CEL_ROWS } from './cel-rows.ts';
import { endpointOf } from './endpoint-of.ts';

const GROUP = 'cel.kx.dev';
const NAMES = { plural: 'rulings', singular: 'ruling', kind: 'Ruling', listKind: 'RulingList' };

/** Each row is a field of one kind, which objects of other rows leave out. */
const SCHEMA: StructuralSchema = {
  type: 'object',
  properties: Object.fromEntries(
    CEL_ROWS.map(({ schema, rules }, index) => [
      fieldOf(index),
      { ...schema, 'x-kubernetes-validations': rules },
    ]),
  ),
  'x-kubernetes-validations': [
    { rule: "self.metadata.name != 'root' && has(self.kind)", message: 'not this name' },
    { rule: '!has(self.r0) || self.r0 != 99', fieldPath: '.r0', reason: 'FieldValueForbidden' },
  ],
};

const KIND: KindDefinition = {
  ...NAMES,
  group: GROUP,
  version: 'v1',
  shortNames: [],
  categories: [],
  namespaced: true,
  statusSubresource: false,
  schema: SCHEMA,
  columns: [],
};

function fieldOf(index: number): string {
  return `r${index}`;
}

/** What is written, and over what. */
type Write = { readonly name: string; readonly from: object | undefined; readonly to: object };

const fields = (index: number, value: JsonValue | undefined) =>
  value === undefined ? {} : { [fieldOf(index)]: value };

const WRITES: readonly Write[] = [
  { name: 'root', from: undefined, to: {} },
  { name: 'both', from: undefined, to: { r0: 99 } },
  ...CEL_ROWS.flatMap(({ values, changes }, index) => [
    ...values.map((value, at) => ({ name: `v${index}-${at}`, from: undefined, to: fields(index, value) })),
    ...changes.map(([from, to], at) => ({
      name: `c${index}-${at}`,
      from: fields(index, from),
      to: fields(index, to),
    })),
  ]),
];

const objectOf = (name: string, spec: object) => ({
  apiVersion: `${GROUP}/v1`,
  kind: NAMES.kind,
  metadata: { name, namespace: 'default' },
  ...spec,
});

/** Problems of one object are found in any order. */
const shapeOf = ({ message, details, code }: Status) => ({
  code,
  message: (details?.causes?.length ?? 0) > 1 ? '' : message,
  causes: (details?.causes ?? []).map((cause) => JSON.stringify(cause)).toSorted(),
});

/** Writes that are made beside each other. */
const AT_ONCE = 8;

const ALLOWED = 'allowed';

/** What the scaffolded server says to a write. */
function ours({ name, from, to }: Write): unknown {
  const admitted = (spec: object): ApiObject =>
    admit(
      { kind: KIND, warn: () => undefined },
      { document: objectOf(name, spec) as JsonValue, duplicate: [], fieldValidation: 'Strict' },
    );
  try {
    checkObject(KIND, admitted(to), from === undefined ? {} : { previous: admitted(from) });
    return ALLOWED;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return shapeOf(error.status);
  }
}

describeControlPlanes(
  'CEL rules',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });
    const send = async (ask: Ask) => readAnswer(await open(endpointOf(controlPlane()), ask));
    const base = `/apis/${GROUP}/v1/namespaces/default/${NAMES.plural}`;

    beforeAll(async () => {
      const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
      const definition = {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${NAMES.plural}.${GROUP}` },
        spec: {
          group: GROUP,
          names: NAMES,
          scope: 'Namespaced',
          versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: SCHEMA } }],
        },
      };
      const { status, text } = await send({ path, body: definition });
      expect(status, text).toBe(201);
      const isServed = async () => expect((await send({ path: base })).status).toBe(200);
      await vi.waitFor(isServed, { timeout: 60_000, interval: 200 });
    });

    /** What kube-apiserver says to a write. */
    async function theirs({ name, from, to }: Write): Promise<unknown> {
      const query = 'dryRun=All&fieldValidation=Strict';
      if (from === undefined) {
        const { status, json } = await send({ path: `${base}?${query}`, body: objectOf(name, to) });
        return status < 300 ? ALLOWED : shapeOf(json as Status);
      }
      const made = await send({ path: base, body: objectOf(name, from) });
      expect(made.status, made.text).toBe(201);
      const stored = made.json as ApiObject;
      const body = { ...objectOf(name, to), metadata: stored.metadata };
      const { status, json } = await send({ method: 'PUT', path: `${base}/${name}?${query}`, body });
      return status < 300 ? ALLOWED : shapeOf(json as Status);
    }

    it('are kept as kube-apiserver keeps them, and said in its words', { timeout: 120_000 }, async () => {
      const answers = [];
      for (let at = 0; at < WRITES.length; at += AT_ONCE) {
        const batch = WRITES.slice(at, at + AT_ONCE);
        answers.push(
          ...(await Promise.all(batch.map(async (write) => ({ ...write, answer: await theirs(write) })))),
        );
      }
      expect(WRITES.map((write) => ({ ...write, answer: ours(write) }))).toEqual(answers);
    });
  },
  { oneIsEnough: true },
);
