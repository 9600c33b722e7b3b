import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCustomResource } from '../../../../src/model/check/check-custom-resource.ts';
import { fromSamples } from '../../../../src/model/infer/from-samples.ts';
import { isJsonObject } from '../../../../src/model/json-value.ts';
import { completeDescribed } from '../../../../src/model/source/described-resource.ts';
import { emptyNotes } from '../../../../src/model/source/notes.ts';
import { readDocuments } from '../../../../src/model/source/read-documents.ts';
import { validateValue } from '../../../../src/model/value/validate-value.ts';

const FOLDER = 'test/cluster/wild';
const FALLBACK = { group: '', kind: '', version: '', scope: 'Cluster' } as const;

const objects = readdirSync(FOLDER).flatMap((file) =>
  readDocuments(readFileSync(join(FOLDER, file), 'utf8'), file, emptyNotes())
    .map(({ value }) => value)
    .filter(isJsonObject)
    .map((object) => [`${file}: ${String(object['kind'])}`, object] as const),
);

it('are sixty or more', () => {
  expect(objects.length).toBeGreaterThanOrEqual(60);
});

describe.each(objects)('%s as found in the wild', (_name, object) => {
  const notes = emptyNotes();
  const [described] = fromSamples([{ object, source: 'wild.yaml' }], notes);

  it('gives a CRD that the check takes', () => {
    expect(notes.violations).toEqual([]);
    if (described === undefined) throw new Error('nothing inferred');
    expect(checkCustomResource(completeDescribed(described, FALLBACK))).toEqual([]);
  });

  it('is taken by it whole', () => {
    const { apiVersion: _a, kind: _k, metadata: _m, ...body } = object;
    const schema = described?.versions[0]?.schema;
    expect(schema === undefined ? undefined : validateValue(schema, body)).toEqual([]);
  });

  it('and by no means as anything', () => {
    const spec =
      described?.versions[0]?.schema.properties?.['spec'] ??
      described?.versions[0]?.schema.properties?.['specs'];
    expect(Object.keys(spec ?? {})).not.toContain('x-kubernetes-preserve-unknown-fields');
  });
});
