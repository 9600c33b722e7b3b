import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomResource } from '../../../src/model/custom-resource.ts';
import { completeNames } from '../../../src/model/resource-names.ts';
import { sampleObject } from '../../../src/model/sample/sample-object.ts';
import type { Schema } from '../../../src/model/schema/schema.ts';
import { renderTypesFiles } from '../../../src/render/types/render-types.ts';
import { typescriptLiteral } from '../../../src/render/typescript-literal.ts';

function resourceOf(schema: Schema, kind = 'CronTab', versions: readonly string[] = ['v1']): CustomResource {
  return {
    group: 'stable.example.com',
    names: completeNames({ kind }),
    scope: 'Namespaced',
    versions: versions.map((name, index) => ({
      name,
      served: true,
      storage: index === 0,
      deprecated: index > 0,
      schema,
      status: true,
      columns: [],
      selectableFields: [],
    })),
    labels: {},
    annotations: {},
  };
}

const specOf = (spec: Schema): Schema => ({ type: 'object', properties: { spec } });
const fieldOf = (field: Schema): Schema =>
  specOf({ type: 'object', required: ['field'], properties: { field } });

const intOrString: Schema = {
  anyOf: [{ type: 'integer' }, { type: 'string' }],
  'x-kubernetes-int-or-string': true,
};
const preserve = { 'x-kubernetes-preserve-unknown-fields': true } as const;

const LONG_TEXT: Schema = { type: 'string', description: `${'long '.repeat(40)}${'x'.repeat(200)}` };

const EVERYTHING: Schema = {
  type: 'object',
  description: 'A job that runs by the clock.\n\nIt may end a comment: */ and go on.',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      description: 'What is wanted.',
      required: ['cronSpec', 'ports'],
      properties: {
        cronSpec: { type: 'string', description: 'When: */5 * * * *', pattern: '^(\\S+\\s){4}\\S+$' },
        replicas: {
          type: 'integer',
          format: 'int32',
          default: 1,
          minimum: 0,
          maximum: 10,
          exclusiveMaximum: true,
        },
        policy: { type: 'string', enum: ['Allow', "it's", 'back\\slash'] },
        port: intOrString,
        limits: { type: 'object', additionalProperties: intOrString },
        nested: { type: 'object', additionalProperties: { type: 'array', items: { type: 'boolean' } } },
        ports: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['name'],
            properties: { name: { type: 'string' }, 'node-port': intOrString },
          },
        },
        tags: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
        nullable: { type: 'string', nullable: true },
        nullables: { type: 'array', items: { type: 'string', nullable: true } },
        any: preserve,
        open: { type: 'object', ...preserve, properties: { known: { type: 'number' } } },
        anything: { type: 'object', ...preserve },
        nothing: { type: 'object' },
        template: { type: 'object', ...preserve, 'x-kubernetes-embedded-resource': true },
        class: { type: 'string' },
        '1st': { type: 'string' },
        'a"b\'c\\d': { type: 'string' },
        'line\nbreak': { type: 'string' },
        ['constructor']: LONG_TEXT,
      },
    },
    status: { type: 'object', properties: { phase: { type: 'string' } } },
    extra: { type: 'string' },
  },
};

const CASES: Readonly<Record<string, CustomResource>> = {
  everything: resourceOf(EVERYTHING),
  versions: resourceOf(EVERYTHING, 'CronTab', ['v2', 'v1', 'v1beta1']),
  'no-fields': resourceOf({ type: 'object' }),
  'no-spec': resourceOf({
    type: 'object',
    required: ['data'],
    properties: { data: { type: 'object', additionalProperties: { type: 'string' } } },
  }),
  'spec-list': resourceOf(specOf({ type: 'array', items: fieldOf({ type: 'string' }) })),
  'open-root': resourceOf({ ...preserve, type: 'object', properties: { a: { type: 'string' } } }),
  'deep-lists': resourceOf(fieldOf({ type: 'array', items: { type: 'array', items: intOrString } })),
  enums: resourceOf(fieldOf({ type: 'integer', enum: [1, 2] })),
  'enum-null': resourceOf(fieldOf({ type: 'string', enum: ['a', null], nullable: true })),
  ...Object.fromEntries(
    [
      'ObjectMeta',
      'ListMeta',
      'Array',
      'Object',
      'Record',
      'String',
      'class',
      'my-Kind',
      'Status',
      'Spec',
    ].map((kind) => [kind, resourceOf(EVERYTHING, kind)] as const),
  ),
};

describe('types', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kx-types-'));
  const problems = new Map<string, string>();

  beforeAll(() => {
    for (const [name, resource] of Object.entries(CASES)) {
      mkdirSync(join(directory, name, 'types'), { recursive: true });
      for (const [index, { path, text }] of renderTypesFiles(resource).entries()) {
        writeFileSync(join(directory, name, path), text + samplesOf(resource, index));
      }
    }
    const tsc = resolve('node_modules/.bin/tsc');
    const flags = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--noEmit'];
    const config = { compilerOptions: { target: 'es2023', module: 'nodenext', types: [] }, include: ['.'] };
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(config));
    writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
    const run = spawnSync(tsc, ['-p', '.', '--pretty', 'false', ...flags], {
      cwd: directory,
      encoding: 'utf8',
    });
    for (const line of run.stdout.split('\n')) {
      const [, name] = /^([^/(]+)\/types\//u.exec(line) ?? [];
      const key = name ?? '';
      problems.set(key, `${problems.get(key) ?? ''}${line}\n`.trim());
    }
  }, 60_000);

  afterAll(() => rmSync(directory, { recursive: true }));

  it.each(Object.keys(CASES))('of %s compile, and both samples are of them', (name) => {
    expect(problems.get(name)).toBeUndefined();
  });

  it('are all that was compiled', () => {
    expect(problems.get('') ?? '').toBe('');
  });
});

function samplesOf(resource: CustomResource, index: number): string {
  const version = resource.versions[index];
  if (version === undefined) return '';
  const [type] = /(?<=export interface )\w+/u.exec(renderTypesFiles(resource)[index]?.text ?? '') ?? [];
  return (['minimal', 'full'] as const)
    .map(
      (mode) =>
        `export const ${mode}Sample: ${type} = ${typescriptLiteral(sampleObject(resource, version, mode))};\n`,
    )
    .join('');
}

it('are a file for each version, the storage version without a suffix', () => {
  const paths = renderTypesFiles(resourceOf({ type: 'object' }, 'HTTPRoute', ['v1', 'v1beta1'])).map(
    ({ path }) => path,
  );
  expect(paths).toEqual(['types/http-route.ts', 'types/http-route-v1beta1.ts']);
});

it.each<readonly [Schema, string]>([
  [{ type: 'string', enum: ['a', 'b'] }, "field: 'a' | 'b';"],
  [intOrString, 'field: number | string;'],
  [{ type: 'array', items: intOrString }, 'field: (number | string)[];'],
  [{ type: 'array', items: { type: 'string' } }, 'field: string[];'],
  [{ type: 'string', nullable: true }, 'field: string | null;'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'field: { [key: string]: number };'],
  [preserve, 'field: unknown;'],
  [{ type: 'object', ...preserve }, 'field: { [key: string]: unknown };'],
  [{ type: 'object' }, 'field: { [key: string]: never };'],
])('write %j as %s', (schema, text) => {
  expect(renderTypesFiles(resourceOf(fieldOf(schema)))[0]?.text).toContain(`  ${text}\n`);
});

it('carry descriptions and what types cannot say', () => {
  const text = renderTypesFiles(resourceOf(EVERYTHING))[0]?.text ?? '';
  expect(text).toContain(
    '/**\n * A job that runs by the clock.\n *\n * It may end a comment: *\\/ and go on.\n */\n',
  );
  expect(text).toContain(
    '  /**\n   * When: *\\/5 * * * *\n   * @pattern ^(\\S+\\s){4}\\S+$\n   */\n  cronSpec: string;\n',
  );
  expect(text).toContain('@default 1\n   * @format int32\n   * @minimum 0\n   * @exclusiveMaximum 10\n');
});
