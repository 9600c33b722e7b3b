import { expect, it } from 'vitest';
import { loadCel } from '../../src/model/cel/load-cel.ts';
import { fromJsonSchema } from '../../src/model/from-schema/from-json-schema.ts';
import type { JsonValue } from '../../src/model/json-value.ts';
import { ruledSample } from '../../src/model/sample/ruled-sample.ts';
import { completeDescribed } from '../../src/model/source/described-resource.ts';
import { emptyNotes } from '../../src/model/source/notes.ts';
import { renderCrd } from '../../src/render/render-crd.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { FIELD_CASES, FIELD_DEFINITIONS } from '../unit/model/from-schema/field-cases.ts';
import { kubectl } from './kubectl.ts';

const FALLBACK = { group: 'stable.example.com', kind: 'Foo', version: 'v1', scope: 'Namespaced' } as const;

const git = { properties: { kind: { const: 'git' }, url: { type: 'string' } }, required: ['kind', 'url'] };
const oci = { properties: { kind: { const: 'oci' }, image: { type: 'string' } }, required: ['kind'] };
const closed = { additionalProperties: false };

const UNIONS = [
  { oneOf: [git, oci] },
  {
    oneOf: [
      { ...git, ...closed },
      { ...oci, ...closed },
    ],
  },
  {
    type: 'array',
    items: {
      oneOf: [
        { ...git, ...closed },
        { ...oci, ...closed },
      ],
    },
  },
  {
    anyOf: [
      { properties: { a: { type: 'string' } }, ...closed },
      { properties: { b: { type: 'string' } }, ...closed },
    ],
  },
];

describeControlPlanes(
  'what JSON Schema becomes',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });

    it('is taken by the API server, and so are its samples', async () => {
      const all = [...FIELD_CASES.map(([, schema]) => schema), ...UNIONS];
      const properties = Object.fromEntries(all.map((schema, index) => [`x${index}`, schema]));
      const document: JsonValue = JSON.parse(
        JSON.stringify({ properties: { spec: { properties } }, $defs: FIELD_DEFINITIONS }),
      );
      const described = fromJsonSchema({ document, source: 's.json', notes: emptyNotes() });
      if (described === undefined) throw new Error('refused');
      const resource = completeDescribed(described, FALLBACK);
      const cel = await loadCel();
      const samples = resource.versions.flatMap((each) =>
        (['minimal', 'full'] as const).map(
          (mode) => ruledSample(resource, { version: each, mode }, cel).object,
        ),
      );
      const crd = renderCrd(resource);
      for (const args of [['create'], ['wait', '--for=condition=Established', '--timeout=60s']]) {
        const result = await kubectl(controlPlane(), [...args, '-f', '-'], { stdin: JSON.stringify(crd) });
        expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      }
      const stdin = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: samples });
      const created = await kubectl(controlPlane(), ['create', '-f', '-', '-o', 'json'], { stdin });
      expect(created).toMatchObject({ exitCode: 0, stderr: '' });
    });
  },
  { whereBuilt: ['1.35'] },
);
