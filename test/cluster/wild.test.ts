import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { main } from '../../src/main.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testIo } from '../support/test-io.ts';
import { kubectl } from './kubectl.ts';
import { untilKnown } from './until-known.ts';
import { withDefaults } from './with-defaults.ts';

// Objects as the documentation of their projects has them, one kind a file; each file is what --from is given.
const FOLDER = resolve('test/cluster/wild');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));

type Object = { readonly metadata: { readonly name: string } };

type Made = {
  readonly directory: string;
  readonly file: string;
  readonly crd: { readonly spec: { readonly versions: readonly Version[] } };
};
type Version = { readonly schema: { readonly openAPIV3Schema: object } };

async function scaffold(file: string): Promise<Made> {
  const directory = join(tempDir(), 'out');
  const io = testIo({ cwd: FOLDER });
  const approval = ['--annotation', 'api-approved.kubernetes.io=unapproved, a test'];
  const exitCode = await main(['scaffold', 'crd', '--from', file, ...approval, '--out', directory], io);
  expect(exitCode, io.printed().stderr).toBe(0);
  return { directory, file, crd: parse(readFileSync(join(directory, 'crd.yaml'), 'utf8')) };
}

function objectsOf(path: string): readonly Object[] {
  const documents = parseAllDocuments(readFileSync(path, 'utf8'));
  return documents.map((document) => document.toJS());
}

function withoutServerMetadata(object: unknown): object {
  if (typeof object !== 'object' || object === null || !('metadata' in object)) throw new Error('no object');
  const { metadata } = object;
  const { name, labels } = parse(JSON.stringify(metadata));
  return { ...object, metadata: { name, labels } };
}

describeControlPlanes('kx scaffold crd --from', ({ version }) => {
  const controlPlane = useControlPlane({ version });
  const run = (args: readonly string[]) => untilKnown(() => kubectl(controlPlane(), args));

  it('makes CRDs that take the objects, and samples, and give them back unchanged', async () => {
    const made = await Promise.all(FILES.map(scaffold));
    // What is not of the cluster in the directory is passed over; `kubectl wait` goes into folders.
    const directories = made.flatMap(({ directory }) => ['-f', directory]);
    const crds = made.flatMap(({ directory }) => ['-f', join(directory, 'crd.yaml')]);
    expect(await run(['apply', '--validate=strict', ...directories])).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    const established = await run(['wait', '--for=condition=Established', '--timeout=60s', ...crds]);
    expect(established).toMatchObject({ exitCode: 0, stderr: '' });
    for (const { directory, file, crd } of made) {
      const roles = await run(['apply', '--validate=strict', '-f', join(directory, 'rbac')]);
      expect(roles, file).toMatchObject({ exitCode: 0, stderr: '' });
      const files = [
        join(FOLDER, file),
        join(directory, 'samples/full.yaml'),
        join(directory, 'samples/minimal.yaml'),
      ];
      const sources = files.flatMap((path) => ['-f', path]);
      const created = await run(['create', '--validate=strict', ...sources]);
      expect(created, file).toMatchObject({ exitCode: 0, stderr: '' });
      const { items } = JSON.parse((await run(['get', '-o', 'json', ...sources])).stdout);
      const schema = crd.spec.versions[0]?.schema.openAPIV3Schema ?? {};
      const wanted = files
        .flatMap(objectsOf)
        .map((object) => withDefaults(schema, withoutServerMetadata(object)));
      expect(items.map(withoutServerMetadata), file).toEqual(wanted);
    }
  });
});
