import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { main } from '../../src/main.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testIo } from '../support/test-io.ts';
import { kubectl } from './kubectl.ts';
import { untilKnown } from './until-known.ts';
import { type OpenApiSchema, withDefaults } from './with-defaults.ts';

// That the objects themselves come back is for wild.test.ts.
const FOLDER = 'test/cluster/wild';

type Wild = { readonly apiVersion: string; readonly kind: string };

/** One object of each kind. */
const OBJECTS: readonly Wild[] = readdirSync(FOLDER)
  .flatMap((file) => parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8'), { version: '1.1' }))
  .map((document) => document.toJS())
  .filter(
    ({ kind, apiVersion }, index, all) =>
      all.findIndex((other) => other.kind === kind && groupOf(other.apiVersion) === groupOf(apiVersion)) ===
      index,
  );

function groupOf(apiVersion: string): string {
  return apiVersion.split('/', 1)[0] ?? '';
}

type Crd = { readonly spec: { readonly versions: readonly Version[] } };
type Version = { readonly schema: { readonly openAPIV3Schema: OpenApiSchema } };
type Made = { readonly directory: string; readonly name: string; readonly crd: Crd };

async function scaffold(object: Wild): Promise<Made> {
  const directory = join(tempDir(), 'out');
  const io = testIo({ cwd: '/', stdin: Readable.from([JSON.stringify(object)]) });
  const approval = ['--annotation', 'api-approved.kubernetes.io=unapproved, a test'];
  const exitCode = await main(
    ['scaffold', 'crd', '--from', '-', ...approval, '--out', directory, '--only', 'crd,sample,rbac'],
    io,
  );
  expect(exitCode, `${object.kind}: ${io.printed().stderr}`).toBe(0);
  return {
    directory,
    name: object.kind,
    crd: parse(readFileSync(join(directory, 'crd.yaml'), 'utf8')),
  };
}

type Stored = { readonly metadata: { readonly name: string } };

function withoutServerMetadata(object: Stored): Stored {
  return { ...object, metadata: { name: object.metadata.name } };
}

describeControlPlanes(
  'what kx scaffold crd --from writes of objects as found in the wild',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });
    const run = (args: readonly string[]) => untilKnown(() => kubectl(controlPlane(), args));

    it('is taken as it stands: CRDs, roles, and samples that come back unchanged', async () => {
      const made: Made[] = [];
      for (const object of OBJECTS) made.push(await scaffold(object));
      const filesAt = (path: string) => made.flatMap(({ directory }) => ['-f', join(directory, path)]);
      const samples = [...filesAt('samples/full.yaml'), ...filesAt('samples/minimal.yaml')];
      // What else is in a directory is passed over.
      const steps = [
        ['apply', '--validate=strict', ...filesAt('')],
        ['wait', '--for=condition=Established', '--timeout=60s', ...filesAt('crd.yaml')],
        ['apply', '--validate=strict', ...filesAt('rbac')],
        ['apply', '--validate=strict', ...samples],
      ];
      for (const step of steps) {
        const result = await run(step);
        expect(result, `${step[0]}: ${result.stderr}`).toMatchObject({ exitCode: 0, stderr: '' });
      }
      const { items }: { items: readonly Stored[] } = JSON.parse(
        (await run(['get', '-o', 'json', ...samples])).stdout,
      );
      const wanted = ['full', 'minimal'].flatMap((mode) =>
        made.map(({ directory, crd }) => {
          const text = readFileSync(join(directory, `samples/${mode}.yaml`), 'utf8');
          return withDefaults(crd.spec.versions[0]?.schema.openAPIV3Schema ?? {}, parse(text));
        }),
      );
      expect(items.map(withoutServerMetadata)).toEqual(wanted);
    });
  },
  { whereBuilt: ['1.35'] },
);
