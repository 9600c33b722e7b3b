import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runKx } from '../../support/run-kx.ts';
import { runMain } from '../../support/run-main.ts';
import { tempDir } from '../../support/temp-dir.ts';

const NAMES = ['--group', 'stable.example.com', '--kind', 'CronTab'];
const FLAGS = [
  ...NAMES,
  '--field',
  'spec.schedule:string',
  '--field',
  'spec.limits:map<quantity>',
  '--field',
  'spec.ports:object[]{listType=map,listMapKey=name}',
  '--field',
  'spec.ports[].name:string!',
  '--field',
  'spec.ports[].port:integer',
];
const OBJECT = {
  apiVersion: 'stable.example.com/v1',
  kind: 'CronTab',
  metadata: { name: 'a', namespace: 'b' },
  spec: {
    schedule: '* * * * *',
    limits: { cpu: '500m' },
    ports: [{ name: 'a', port: 1 }, { name: 'b' }],
  },
};
const QUANTITY =
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$';
const SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'CronTab',
  type: 'object',
  properties: {
    schedule: { type: 'string' },
    limits: { additionalProperties: { 'x-kubernetes-int-or-string': true, pattern: QUANTITY } },
    ports: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: { $ref: '#/$defs/Port' },
    },
  },
  $defs: {
    Port: {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, port: { type: 'integer' } },
    },
  },
};
const TYPES = `import type { Port } from './parts/port.js';
/** @group stable.example.com */
export interface CronTab { metadata: ObjectMeta; spec?: Spec }
type Spec = {
  schedule?: string;
  limits?: Record<string, Quantity>;
  /** @listType map\n @listMapKey name */
  ports?: Port[];
};
`;
const PORT = 'export interface Port { name: string; /** @integer */ port?: number }\n';

const FILES: Readonly<Record<string, string>> = {
  'sample.yaml': JSON.stringify(OBJECT),
  'schema.json': JSON.stringify(SCHEMA),
  'src/types.ts': TYPES,
  'src/parts/port.ts': PORT,
};

/** A directory with a file of each kind; the CRD in it is what the flags give. */
async function directory(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = tempDir();
  const { stdout } = await runMain(['scaffold', 'crd', ...FLAGS, '--stdout'], { cwd });
  for (const [path, text] of Object.entries({ ...FILES, 'crd.yaml': stdout, ...more })) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  return cwd;
}

async function crd(cwd: string, args: readonly string[]) {
  const ran = await runMain(['scaffold', 'crd', ...args], { cwd });
  expect(ran.status, ran.stderr).toBe(0);
  return ran;
}

describe('the same resource is the same CRD, byte for byte', () => {
  it.each([
    ['a sample object', ['--from', 'sample.yaml']],
    ['a JSON Schema', ['--from', 'schema.json', '--group', 'stable.example.com']],
    ['a TypeScript type that imports another', ['--from', 'src/types.ts']],
    ['a TypeScript type that is named', ['--from', 'src/types.ts#CronTab', '--from-format', 'typescript']],
    ['a CRD', ['--from', 'crd.yaml']],
  ])('%s, of the program as users have it', async (_name, args) => {
    const cwd = await directory();
    const { stdout, stderr } = runKx(['scaffold', 'crd', ...args, '--stdout'], { cwd });
    expect(stdout, stderr).toBe(readFileSync(join(cwd, 'crd.yaml'), 'utf8'));
  });

  it('from stdin', async () => {
    const cwd = await directory();
    const { stdout } = await runMain(['scaffold', 'crd', '--from', '-', '--stdout'], {
      cwd,
      stdin: Readable.from([JSON.stringify(OBJECT)]),
    });
    expect(stdout).toBe(readFileSync(join(cwd, 'crd.yaml'), 'utf8'));
  });

  it('from printed answers', async () => {
    const cwd = await directory();
    const { stdout } = await crd(cwd, ['--from', 'sample.yaml', '--print-answers']);
    expect(parse(stdout)).toMatchObject({ from: ['sample.yaml'], kind: 'CronTab' });
    writeFileSync(join(cwd, 'answers.yaml'), stdout);
    const again = await crd(cwd, ['--answers', 'answers.yaml', '--stdout']);
    expect(again.stdout).toBe(readFileSync(join(cwd, 'crd.yaml'), 'utf8'));
  });
});

type Version = {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly additionalPrinterColumns?: readonly object[];
  readonly schema: { readonly openAPIV3Schema: object };
};

describe('flags are stronger than what a file says', () => {
  async function made(
    args: readonly string[],
  ): Promise<{ spec: { versions: Version[] } & Record<string, unknown> }> {
    return parse((await crd(await directory(), [...args, '--stdout'])).stdout);
  }

  it('names, scope, and the version of a sample', async () => {
    const { spec } = await made([
      'crontasks.other.io',
      '--kind',
      'CronTask',
      '--scope',
      'Cluster',
      '--version',
      'v2',
      '--short-name',
      'ct',
      '--from',
      'sample.yaml',
    ]);
    expect(spec).toMatchObject({
      group: 'other.io',
      names: {
        kind: 'CronTask',
        listKind: 'CronTaskList',
        plural: 'crontasks',
        singular: 'crontask',
        shortNames: ['ct'],
      },
      scope: 'Cluster',
      versions: [{ name: 'v2', served: true, storage: true }],
    });
  });

  it('a CRD gets one more version, and another one is stored', async () => {
    const { spec } = await made([
      '--from',
      'crd.yaml',
      '--version',
      'v1,deprecated',
      '--version',
      'v2,storage',
    ]);
    const [first, second] = spec.versions;
    expect(spec.versions.map(({ name, storage, deprecated }) => [name, storage, deprecated])).toEqual([
      ['v1', false, true],
      ['v2', true, undefined],
    ]);
    expect(first?.schema).toEqual(second?.schema);
  });

  it('a CRD gets a field, a rule and a column; a field is declared anew', async () => {
    const { spec } = await made([
      '--from',
      'crd.yaml',
      '--field',
      'spec.ports[].port:int32!{min=1}',
      '--field',
      'spec.image:string!{desc="what runs"}',
      '--rule',
      'spec: self.image != "" | needs an image',
      '--column',
      'Image:string:.spec.image',
      '--status',
    ]);
    expect(spec.versions).toMatchObject([
      {
        subresources: { status: {} },
        additionalPrinterColumns: [{ name: 'Image', type: 'string', jsonPath: '.spec.image' }],
        schema: {
          openAPIV3Schema: {
            required: ['spec'],
            properties: {
              spec: {
                required: ['image'],
                'x-kubernetes-validations': [{ rule: 'self.image != ""', message: 'needs an image' }],
                properties: {
                  image: { type: 'string', description: 'what runs' },
                  ports: {
                    'x-kubernetes-list-type': 'map',
                    items: {
                      required: ['name', 'port'],
                      properties: { port: { format: 'int32', minimum: 1 } },
                    },
                  },
                },
              },
              status: { 'x-kubernetes-preserve-unknown-fields': true },
            },
          },
        },
      },
    ]);
  });
});

describe('scaffold update needs no file', () => {
  it.each([['sample.yaml'], ['schema.json'], ['src/types.ts'], ['crd.yaml']])('of %s', async (file) => {
    const cwd = await directory();
    await crd(cwd, ['--from', file, '--group', 'stable.example.com', '--out', 'out']);
    const before = readFileSync(join(cwd, 'out/crd.yaml'), 'utf8');
    for (const path of [...Object.keys(FILES), 'crd.yaml']) rmSync(join(cwd, path), { recursive: true });
    const same = await runMain(['scaffold', 'update', 'out'], { cwd });
    expect(same, same.stderr).toMatchObject({ status: 0 });
    expect(readFileSync(join(cwd, 'out/crd.yaml'), 'utf8')).toBe(before);
    const changed = await runMain(['scaffold', 'update', 'out', '--field', 'spec.more:string'], { cwd });
    expect(changed, changed.stderr).toMatchObject({ status: 0 });
    const after = readFileSync(join(cwd, 'out/crd.yaml'), 'utf8');
    expect(after).toContain('more:');
    expect(after).toContain('schedule:');
  });

  it('unless it is given another one', async () => {
    const cwd = await directory();
    await crd(cwd, ['--from', 'sample.yaml', '--out', 'out']);
    const { ports: _, ...spec } = OBJECT.spec;
    writeFileSync(join(cwd, 'new.yaml'), JSON.stringify({ ...OBJECT, spec: { ...spec, more: true } }));
    const changed = await runMain(['scaffold', 'update', 'out', '--from', 'new.yaml'], { cwd });
    expect(changed, changed.stderr).toMatchObject({ status: 0 });
    expect(readFileSync(join(cwd, 'out/crd.yaml'), 'utf8')).toContain('more:');
    expect(readFileSync(join(cwd, 'out/crd.yaml'), 'utf8')).not.toContain('ports:');
  });

  it('and keeps the CA bundle of a webhook', async () => {
    const cwd = await directory();
    await runMain(['certs', 'gen', '--service', 's', '--namespace', 'n'], { cwd });
    const webhook = ['--conversion', 'webhook=s.n:8443/convert', '--ca-bundle', 'certs/ca.crt'];
    await crd(cwd, [...FLAGS, ...webhook, '--out', 'out']);
    rmSync(join(cwd, 'certs'), { recursive: true });
    const changed = await runMain(['scaffold', 'update', 'out', '--conversion', 'webhook=t.n'], { cwd });
    expect(changed, changed.stderr).toMatchObject({ status: 0 });
    const { clientConfig } = parse(readFileSync(join(cwd, 'out/crd.yaml'), 'utf8')).spec.conversion.webhook;
    expect(clientConfig.service).toEqual({ name: 't', namespace: 'n' });
    expect(Buffer.from(clientConfig.caBundle, 'base64').toString()).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });
});

const TWO = [OBJECT, { ...OBJECT, kind: 'Other' }].map((each) => JSON.stringify(each)).join('\n---\n');

const CRD_WITH_TYPO = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: a.io
  names: {kind: A, plural: as}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          proprties: {}
`;

describe('what is wrong is said with its place', () => {
  it.each([
    ['a file that is not there', {}, ['--from', 'nope.yaml'], ["--from 'nope.yaml'", 'cannot be read']],
    ['a directory', {}, ['--from', 'src'], ["--from 'src'", 'is a directory']],
    ['nothing', { 'x.yaml': '' }, ['--from', 'x.yaml'], ['x.yaml', 'describes no resource']],
    ['no YAML', { 'x.yaml': 'a: [\nb' }, ['--from', 'x.yaml'], ['x.yaml:2', 'must be sufficiently indented']],
    ['two resources', { 'x.yaml': TWO }, ['--from', 'x.yaml'], ['--from', 'describes 2 resources']],
    ['a format without a file', {}, ['--from-format', 'crd', ...NAMES], ['--from-format', 'there are none']],
    [
      'a format that there is not',
      {},
      ['--from', 'sample.yaml', '--from-format', 'go'],
      ['--from-format', 'not one of'],
    ],
    ['stdin twice', {}, ['--from', '-', '--from', '-'], ['--from', 'once']],
    [
      'a child of a text',
      {},
      ['--from', 'sample.yaml', '--field', 'spec.schedule.x:string'],
      ["--field 'spec.schedule.x:string'", 'cannot have fields'],
    ],
    [
      'a rule that names nothing',
      {},
      ['--from', 'sample.yaml', '--rule', 'spec: self.nope == 1'],
      ["--rule 'spec: self.nope == 1'", 'undefined field'],
    ],
    [
      'a default of a type',
      {
        't.ts':
          'export interface T {\n  spec: {\n    /** @minimum 2\n     * @maximum 1 */\n    n: number;\n  };\n}\n',
      },
      ['--from', 't.ts', '--group', 'a.io'],
      ['t.ts:5 spec.n', 'no number lies between'],
    ],
    [
      'a keyword of a CRD that there is not',
      { 'x.yaml': CRD_WITH_TYPO },
      ['--from', 'x.yaml'],
      ['x.yaml:12 spec.versions[0].schema.openAPIV3Schema.proprties', "there is no field 'proprties'"],
    ],
    ['a group that the source lacks', {}, ['--from', 'schema.json'], ['--group', 'is missing']],
  ])('%s', async (_name, files, args, [path, message]) => {
    const cwd = await directory(files);
    const { status, stdout } = await runMain(['scaffold', 'crd', ...args, '--out', 'out', '-o', 'json'], {
      cwd,
    });
    expect(status).toBe(2);
    expect(JSON.parse(stdout).violations).toContainEqual(
      expect.objectContaining({
        path: expect.stringContaining(path ?? ''),
        message: expect.stringContaining(message ?? ''),
      }),
    );
  });

  it('of a CRD that the server would refuse', async () => {
    const cwd = await directory();
    const text = readFileSync(join(cwd, 'crd.yaml'), 'utf8');
    writeFileSync(
      join(cwd, 'bad.yaml'),
      text.replace(/(\n +)type: integer\n/, '$1type: integer$1minimum: 3$1maximum: 1\n'),
    );
    const { status, stdout } = await runMain(['scaffold', 'crd', '--from', 'bad.yaml', '-o', 'json'], {
      cwd,
    });
    expect(status).toBe(2);
    expect(JSON.parse(stdout).violations).toContainEqual(
      expect.objectContaining({ path: 'bad.yaml:44 spec.ports[].port' }),
    );
  });

  it('of a CRD that the server takes, though a column and a scale lead nowhere, as a warning', async () => {
    const cwd = await directory();
    const text = readFileSync(join(cwd, 'crd.yaml'), 'utf8');
    const stale =
      '$1additionalPrinterColumns: [{name: A, type: string, jsonPath: ".spec.x[].y"}]' +
      '$1subresources: {scale: {specReplicasPath: .spec.n, statusReplicasPath: .status.n}}$1schema:\n';
    writeFileSync(join(cwd, 'stale.yaml'), text.replace(/(\n +)schema:\n/, stale));
    const line = [
      'scaffold',
      'crd',
      '--from',
      'stale.yaml',
      '--version',
      'v1',
      '--version',
      'v2',
      '--stdout',
    ];
    const { status, stdout, stderr } = await runMain(line, { cwd });
    expect(status, stderr).toBe(0);
    expect(stdout.match(/jsonPath: \.spec\.x\[\]\.y/gu)).toHaveLength(2);
    expect(stderr).toMatch(
      /warning: .*of the column A is no JSONPath[\s\S]*the scale path \.spec\.n leads nowhere/u,
    );
  });

  it.each<readonly [readonly string[], number]>([
    [[], 2],
    [['--stdout'], 0],
    [['--out', '-'], 0],
  ])('a private key is refused where a record would keep it: %j', async (flags, expected) => {
    const cwd = await directory();
    const key = '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n';
    writeFileSync(join(cwd, 'key.json'), JSON.stringify({ ...OBJECT, spec: { key } }));
    const { status, stderr } = await runMain(['scaffold', 'crd', '--from', 'key.json', ...flags], { cwd });
    expect(status, stderr).toBe(expected);
  });

  it('--kind chooses among several resources', async () => {
    const cwd = await directory({ 'x.yaml': TWO });
    const { stdout } = await crd(cwd, ['--from', 'x.yaml', '--kind', 'Other', '--stdout']);
    expect(parse(stdout).spec.names.kind).toBe('Other');
  });
});

it('every keyword that is lost is a warning, on stderr and in the document', async () => {
  const schema = {
    ...SCHEMA,
    properties: {
      ...SCHEMA.properties,
      x: { type: 'object', if: { required: ['a'] }, contentMediaType: 'a/b' },
    },
  };
  const cwd = await directory({ 'lost.json': JSON.stringify(schema) });
  const args = ['--from', 'lost.json', '--group', 'stable.example.com', '--out', 'out'];
  const { stdout, stderr } = await crd(cwd, [...args, '-o', 'json']);
  const { warnings } = JSON.parse(stdout);
  for (const keyword of ['if', 'contentMediaType']) {
    expect(JSON.stringify(warnings)).toContain(keyword);
    expect(stderr).toMatch(new RegExp(`^warning: .*${keyword}`, 'm'));
  }
});

it('--explain says which answers a file gave', async () => {
  const { stdout } = await crd(await directory(), [
    '--from',
    'sample.yaml',
    '--scope',
    'Cluster',
    '--explain',
  ]);
  expect(stdout).toMatch(/^kind +CronTab +sample\.yaml$/m);
  expect(stdout).toMatch(/^scope +Cluster +--scope$/m);
});
