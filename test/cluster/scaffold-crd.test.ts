import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../src/main.ts';
import { PLAIN_TYPES } from '../../src/model/schema/field-type.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testIo } from '../support/test-io.ts';
import { kubectl } from './kubectl.ts';
import { untilKnown } from './until-known.ts';
import { type OpenApiSchema, withDefaults } from './with-defaults.ts';

type Case = readonly [name: string, flags: readonly string[]];

const cases: readonly Case[] = [
  ['no field at all', []],
  ['every plain type', plainTypes()],
  [
    'required and defaults',
    ['spec.a:string!', 'spec.b:int32=1', 'spec.c:string[]=["x"]', 'spec.d:map<string>={"k":"v"}'],
  ],
  [
    'a parent that is required with its child',
    ['spec.tls:object!', 'spec.tls.secretName:string!', 'spec.tls.port:int32=443'],
  ],
  [
    'patterns',
    [
      'spec.cron:string!{pattern="^(\\\\S+\\\\s){4}\\\\S+$"}',
      'spec.id:string!{pattern="^[A-Z]{2}-\\\\d{4}$"}',
    ],
  ],
  ['formats', formats()],
  [
    'enums',
    ['spec.phase:string!{enum=Pending|Ready}', 'spec.n:int32{enum=3|5}', 'spec.q:string{enum="a b"|"c,d"}'],
  ],
  [
    'bounds',
    [
      'spec.a:int32!{min=5,max=9,multipleOf=3}',
      'spec.b:number!{min=0,exclusiveMin,max=1,exclusiveMax}',
      'spec.c:string!{minLength=20,maxLength=20}',
    ],
  ],
  ['fractions', ['spec.a:number!{multipleOf=0.5}', 'spec.b:double!{min=0.1,max=0.2}', 'spec.c:number=2.5']],
  ['sets', ['spec.a:string[]!{listType=set,minItems=3}', 'spec.b:int32[]{listType=set,minItems=2}']],
  [
    'maps of lists by keys',
    [
      'spec.p:object[]!{listType=map,listMapKey=name,listMapKey=port,minItems=3}',
      'spec.p[].name:string!{enum=a|b}',
      'spec.p[].port:int32=80',
    ],
  ],
  [
    'nested lists and maps',
    [
      'spec.a:string[][]!{minItems=2}',
      'spec.b:map<map<string>>',
      'spec.c{}.d[]:quantity',
      'spec.e:map<string[]>{minProperties=2}',
    ],
  ],
  ['unknown fields kept', ['spec.a:any!', 'spec.b:object!{preserve}', 'spec.b.c:int32', 'spec.d:object[]']],
  ['embedded objects', ['spec.a:object!{embedded}', 'spec.b:object{embedded}', 'spec.b.spec.x:int32']],
  [
    'nullable',
    [
      'spec.a:string{nullable}',
      'spec.b:string[]{nullable}',
      'spec.c:object{nullable}',
      'spec.d:any{nullable}',
    ],
  ],
  [
    'immutable',
    [
      'spec.a:string!{immutable}',
      'spec.b:object{immutable}',
      'spec.b.c:int32',
      'spec.d:quantity{immutable}',
      'spec.e:string[]{immutable}',
      'spec.m:map<string>{immutable}',
    ],
  ],
  [
    'immutable inside lists by keys',
    [
      'spec.p:object[]{listType=map,listMapKey=name,maxItems=10}',
      'spec.p[].name:string!{maxLength=63}',
      'spec.p[].v:string{immutable,maxLength=100}',
    ],
  ],
  [
    'descriptions',
    [
      'spec.a:string!{desc="first: line\\n# second\\n\\n  third"}',
      'spec.b:string{desc="yes"}',
      `spec.c:string{desc="${'long '.repeat(60)}"}`,
    ],
  ],
  [
    'limits of objects',
    [
      'spec.a:map<string>!{minProperties=2,maxProperties=2}',
      'spec.o:object!{minProperties=1}',
      'spec.o.x:int32',
      'spec.o.y:int32',
    ],
  ],
  [
    'words that YAML reads as something else',
    [
      'spec.a:string!=yes',
      'spec.b:string=0x10',
      'spec.c:string=1e3',
      'spec.d:string=null',
      'spec.on:string=~',
      'spec.e:string=2026-01-31',
    ],
  ],
  ['fields outside of spec', ['data:map<string>!', 'kindOfThing:string']],
].map(([name, fields]) => [String(name), [fields].flat().flatMap((field) => ['--field', String(field)])]);

const more: readonly Case[] = [
  ['cluster scope', ['--scope', 'Cluster', '--field', 'spec.a:string!']],
  [
    'status',
    ['--status', '--field', 'status.phase:string!{enum=Pending|Ready}', '--field', 'spec.a:int32=1'],
  ],
  ['status without fields', ['--status', '--field', 'spec.a:string']],
  [
    'status and scale',
    [
      '--status',
      '--scale',
      '.spec.replicas:.status.replicas:.status.selector',
      '--field',
      'spec.replicas:int32=1',
      '--field',
      'status.replicas:int32',
      '--field',
      'status.selector:string',
    ],
  ],
  [
    'columns',
    [
      '--field',
      'spec.a:int32!',
      '--field',
      'spec.t:date-time',
      '--column',
      'A:integer:.spec.a',
      '--column',
      'T:date:.spec.t:1',
      '--column',
      'Age:date:.metadata.creationTimestamp',
    ],
  ],
  [
    'selectable fields',
    [
      '--field',
      'spec.color:string!',
      '--field',
      'spec.size:int32',
      '--selectable',
      '.spec.color',
      '--selectable',
      'spec.size',
    ],
  ],
  [
    'several versions',
    [
      '--version',
      'v1beta1,deprecated="use v1, please"',
      '--version',
      'v1,storage',
      '--version',
      'v1alpha1,served=false,deprecated',
      '--field',
      'spec.a:string!',
    ],
  ],
  [
    'names',
    [
      '--plural',
      'oxen',
      '--singular',
      'ox',
      '--list-kind',
      'Herd',
      '--category',
      'all',
      '--category',
      'farm',
      '--field',
      'spec.a:string',
    ],
  ],
  [
    'CEL rules',
    [
      '--field',
      'spec.a:int32!{max=100}',
      '--field',
      'spec.b:int32=7{max=100}',
      '--field',
      'spec.l:string[]{listType=set,maxItems=5}',
      '--field',
      'spec.l[]:string{maxLength=10}',
      '--rule',
      'spec: self.a * 2 > 83 && self.a < self.b * 7 | a and b must fit',
      '--rule',
      '{"path":"spec","rule":"self.l.all(x, x.startsWith(\'k\'))","messageExpression":"string(self.a)","reason":"FieldValueForbidden","fieldPath":".l"}',
      '--rule',
      '{"path":"spec.b","rule":"!oldSelf.hasValue() || self >= oldSelf.value()","optionalOldSelf":true}',
    ],
  ],
  [
    'a webhook that converts',
    [
      '--version',
      'v1',
      '--version',
      'v2',
      '--conversion',
      'webhook=s.n:8443/convert',
      '--field',
      'spec.a:string!',
    ],
  ],
  [
    'metadata of the CRD',
    [
      '--label',
      'app.kubernetes.io/part-of=shop',
      '--annotation',
      'example.com/note=a: b # c',
      '--field',
      'spec.a:string',
    ],
  ],
];

const protectedGroup: Case = [
  'a protected group',
  ['--group', 'sig-test.k8s.io', '--annotation', 'api-approved.kubernetes.io=unapproved, a test'],
];

describeControlPlanes(
  'kx scaffold crd',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });
    const run = (args: readonly string[]) => kubectl(controlPlane(), args);

    describe('the API server takes and establishes the CRD without a warning, and creates its samples unchanged', () => {
      // kubectl starts in a second and looks at every group again, so one process creates what all cases made.
      const created = once(async () => {
        const made: (Made & { readonly name: string })[] = [];
        for (const [index, [name, flags]] of [...cases, ...more, protectedGroup].entries()) {
          made.push({ name, ...(await scaffold([...identity(flags, index), ...flags])) });
        }
        const crds = made.flatMap(({ directory }) => ['-f', join(directory, 'crd.yaml')]);
        const samples = made.flatMap(({ directory }) => ['-f', join(directory, 'samples')]);
        const ofCrds = await applyStrictly(crds);
        const established = await run(['wait', '--for=condition=Established', '--timeout=60s', ...crds]);
        const ofSamples = await applyStrictly(samples);
        const stored = await run(['get', ...crds, ...samples, '-o', 'json']);
        const { items } = JSON.parse(stored.stdout);
        const found = made.map((each, index) => ({
          ...each,
          stored: items[index],
          full: items[made.length + 2 * index],
          minimal: items[made.length + 2 * index + 1],
        }));
        return { results: { ofCrds, established, ofSamples, stored }, found };
      });

      it('all of them', async () => {
        const { results } = await created();
        for (const [step, result] of Object.entries(results)) {
          expect(result, step).toMatchObject({ exitCode: 0, stderr: '' });
        }
      });

      it.each([...cases, ...more, protectedGroup])('%s', async (wanted) => {
        const { found } = await created();
        const { crd, samples, stored, full, minimal } =
          found.find(({ name }) => name === wanted) ?? missing(wanted);
        expect(stored.metadata.name).toBe(crd.metadata.name);
        expect(stored.status.conditions).toContainEqual(
          expect.objectContaining({ type: 'Established', status: 'True' }),
        );
        expect(withoutServerMetadata(full), 'full').toEqual(withDefaults(schemaOf(crd), samples.full));
        expect(withoutServerMetadata(minimal), 'minimal').toEqual(
          withDefaults(schemaOf(crd), samples.minimal),
        );
      });
    });

    it.each(readdirSync('test/golden').filter((name) => name.startsWith('crd-')))(
      'takes the golden directory %s',
      async (name) => {
        const directory = join('test/golden', name, 'expected');
        for (const path of [directory, join(directory, 'rbac')]) {
          const result = await run(['apply', '--dry-run=server', '--validate=strict', '-f', path]);
          expect(result).toMatchObject({ exitCode: 0, stderr: '' });
        }
      },
    );

    it('does what its last lines say', async () => {
      const words = ['crontabs.stable.example.com', '--kind', 'CronTab', '--short-name', 'ct'];
      const fields = ['spec.cronSpec:string!', 'spec.image:string', 'spec.replicas:int32=1'];
      const { stderr } = await scaffold([...words, ...fields.flatMap((field) => ['--field', field])]);
      const next = stderr.split('\n').filter((line) => line.startsWith('  kubectl '));
      expect(next).toHaveLength(5);
      for (const line of next) {
        const result = await untilKnown(() => run(line.trim().split(' ').slice(1)));
        expect(result, line).toMatchObject({ exitCode: 0, stderr: '' });
      }
      const { stdout } = await run(['get', 'ct']);
      expect(stdout).toMatch(/^NAME +AGE\ncrontab-full +\d+s\ncrontab-minimal +\d+s\n$/);
    });

    it('refuses what the schema refuses, at the path of the field', async () => {
      const { directory } = await scaffold([
        'wrongs.example.com',
        '--kind',
        'Wrong',
        '--field',
        'spec.n:int32!{min=1}',
        '--field',
        'spec.i:string{immutable}',
      ]);
      const crd = ['-f', join(directory, 'crd.yaml')];
      expect(await applyStrictly(crd)).toMatchObject({ exitCode: 0, stderr: '' });
      expect(await run(['wait', '--for=condition=Established', ...crd])).toMatchObject({ exitCode: 0 });
      const object = { apiVersion: 'example.com/v1', kind: 'Wrong', metadata: { name: 'a' } };
      const stdin = JSON.stringify({ ...object, spec: { n: 0 } });
      const tooLow = await untilKnown(() => kubectl(controlPlane(), ['create', '-f', '-'], { stdin }));
      expect(tooLow).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining(
          'spec.n: Invalid value: 0: spec.n in body should be greater than or equal to 1',
        ),
      });
      const apply = (i: string) =>
        kubectl(controlPlane(), ['apply', '-f', '-'], {
          stdin: JSON.stringify({ ...object, spec: { n: 1, i } }),
        });
      expect(await apply('x')).toMatchObject({ exitCode: 0 });
      expect(await apply('y')).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining('i is immutable'),
      });
    });

    /** What was applied stays applied while the rest is not known yet. */
    function applyStrictly(files: readonly string[]): ReturnType<typeof run> {
      return untilKnown(() => run(['apply', '--validate=strict', ...files]));
    }
  },
  { whereBuilt: ['1.35'] },
);

/** @returns a call that does the work the first time, and gives its result every time */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= work();
    return result;
  };
}

function missing(name: string): never {
  throw new Error(`nothing was made of ${name}`);
}

type Crd = {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly versions: readonly CrdVersion[] };
};
type CrdVersion = { readonly storage: boolean; readonly schema: { readonly openAPIV3Schema: OpenApiSchema } };
/** What a run of kx made; the directory is removed with the test. */
type Made = {
  readonly directory: string;
  readonly crd: Crd;
  readonly samples: { readonly full: unknown; readonly minimal: unknown };
  readonly stderr: string;
};

/** Runs kx as a user would, in a directory of its own. */
async function scaffold(words: readonly string[]): Promise<Made> {
  const directory = join(tempDir(), 'out');
  const io = testIo({ cwd: '/' });
  const exitCode = await main(['scaffold', 'crd', ...words, '--out', directory], io);
  const { stderr } = io.printed();
  expect(exitCode, stderr).toBe(0);
  const read = (file: string) => parse(readFileSync(join(directory, file), 'utf8'));
  const samples = { full: read('samples/full.yaml'), minimal: read('samples/minimal.yaml') };
  return { directory, crd: read('crd.yaml'), samples, stderr };
}

/** Each case is a resource of its own group, so that short names and kinds never meet. */
function identity(flags: readonly string[], index: number): readonly string[] {
  return [
    '--kind',
    'Thing',
    '--short-name',
    'th',
    ...(flags.includes('--group') ? [] : ['--group', `case${index}.example.com`]),
  ];
}

function schemaOf(crd: Crd): OpenApiSchema {
  return crd.spec.versions.find(({ storage }) => storage)?.schema.openAPIV3Schema ?? {};
}

function withoutServerMetadata(object: { metadata: { name: string } }): unknown {
  return { ...object, metadata: { name: object.metadata.name } };
}

function plainTypes(): string[] {
  const types = [...Object.keys(PLAIN_TYPES), 'string[]', 'map<string>'];
  return types.map((type, index) => `spec.f${index}:${type}${index % 2 === 0 ? '!' : ''}`);
}

function formats(): string[] {
  const names = [
    'bsonobjectid',
    'byte',
    'cidr',
    'creditcard',
    'date',
    'date-time',
    'duration',
    'email',
    'hexcolor',
  ];
  const others = [
    'hostname',
    'ipv4',
    'ipv6',
    'isbn',
    'isbn10',
    'isbn13',
    'mac',
    'password',
    'rgbcolor',
    'ssn',
    'uri',
  ];
  const newer = ['uuid', 'uuid3', 'uuid4', 'uuid5', 'k8s-short-name', 'k8s-long-name'];
  return [...names, ...others, ...newer].map((name, index) => `spec.f${index}:string!{format=${name}}`);
}
