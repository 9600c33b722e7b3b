import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CustomResource } from '../../src/model/custom-resource.ts';
import { fromSamples } from '../../src/model/infer/from-samples.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/model/json-value.ts';
import { completeDescribed } from '../../src/model/source/described-resource.ts';
import { emptyNotes } from '../../src/model/source/notes.ts';
import { readDocuments } from '../../src/model/source/read-documents.ts';
import { renderCrd } from '../../src/render/render-crd.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { kubectl } from './kubectl.ts';

const FOLDER = 'test/cluster/wild';
const FALLBACK = { group: '', kind: '', version: '', scope: 'Cluster' } as const;
const APPROVED = { 'api-approved.kubernetes.io': 'unapproved, a test' };

type Wild = { readonly name: string; readonly object: JsonObject; readonly resource: CustomResource };

const wild: readonly Wild[] = readdirSync(FOLDER).flatMap((file) =>
  readDocuments(readFileSync(join(FOLDER, file), 'utf8'), file, emptyNotes()).flatMap(({ value }) => {
    if (!isJsonObject(value)) return [];
    const [described] = fromSamples([{ object: value, source: file }], emptyNotes());
    if (described === undefined) return [];
    const complete = completeDescribed(described, FALLBACK);
    const resource = { ...complete, annotations: complete.group.endsWith('.k8s.io') ? APPROVED : {} };
    return [{ name: `${file}: ${resource.names.kind}`, object: value, resource }];
  }),
);

describeControlPlanes(
  'objects as found in the wild',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });
    const run = (args: readonly string[], items: readonly JsonValue[]) =>
      kubectl(controlPlane(), args, { stdin: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });

    const stored = once(async () => {
      const crds = wild.map(({ resource }) => renderCrd(resource));
      const objects = wild.map(({ object }) => object);
      const namespaces = [...new Set(objects.map(namespaceOf))].filter(
        (name) => name !== 'default' && name !== '',
      );
      const steps = [
        await run(['create', '-f', '-'], crds),
        await run(['wait', '--for=condition=Established', '--timeout=60s', '-f', '-'], crds),
        await run(
          ['create', '-f', '-'],
          namespaces.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
        ),
        await run(['create', '--validate=strict', '-f', '-'], objects),
        await run(
          ['replace', '--subresource=status', '-f', '-'],
          objects.filter(({ status }) => status !== undefined),
        ),
      ];
      const got = await run(['get', '-f', '-', '-o', 'json'], objects);
      const list: { readonly items: readonly JsonObject[] } = JSON.parse(got.stdout);
      return { steps, items: list.items };
    });

    it('their CRDs are established, and they are created, without a warning', async () => {
      const { steps } = await stored();
      expect(steps.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
        steps.map(() => ({ exitCode: 0, stderr: '' })),
      );
    });

    describe('come back as they were', () => {
      it.each(wild.map(({ name }, index) => [name, index] as const))('%s', async (_name, index) => {
        const { items } = await stored();
        const { metadata: _m, ...found } = items[index] ?? {};
        const { metadata: _o, ...wanted } = wild[index]?.object ?? {};
        expect(found).toEqual(wanted);
      });
    });
  },
  { whereBuilt: ['1.35'] },
);

function namespaceOf({ metadata }: JsonObject): string {
  return isJsonObject(metadata) ? String(metadata['namespace'] ?? '') : '';
}

/** Does something the first time it is asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
