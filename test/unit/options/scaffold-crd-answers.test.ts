import { describe, expect, it } from 'vitest';
import type { RawOptions } from '../../../src/options/option.ts';
import { checkScaffoldCrd } from '../../../src/options/scaffold-crd/answers.ts';

const fullName = 'crontabs.stable.example.com';
const kind = 'CronTab';

function answersOf(options: RawOptions, name: string | undefined = fullName) {
  const checked = checkScaffoldCrd({ options: { kind, ...options }, fullName: name });
  if (!checked.ok) throw new Error(JSON.stringify(checked.violations));
  return checked.value;
}

function violationsOf(options: RawOptions, name: string | undefined = fullName) {
  const checked = checkScaffoldCrd({ options, fullName: name });
  return checked.ok ? [] : checked.violations;
}

it('reads the names from PLURAL.GROUP and the kind', () => {
  const { resource, out, pluralGuessed } = answersOf({ shortName: ['ct'] });
  expect(resource).toMatchObject({
    group: 'stable.example.com',
    names: {
      plural: 'crontabs',
      singular: 'crontab',
      kind: 'CronTab',
      listKind: 'CronTabList',
      shortNames: ['ct'],
    },
    scope: 'Namespaced',
    versions: [{ name: 'v1', served: true, storage: true }],
  });
  expect([out, pluralGuessed]).toEqual([fullName, false]);
});

it('guesses the plural where only kind and group are known', () => {
  const { resource, out, pluralGuessed } = answersOf({ kind: 'BackupPolicy', group: 'example.com' }, '');
  expect([resource.names.plural, out, pluralGuessed]).toEqual([
    'backuppolicies',
    'backuppolicies.example.com',
    true,
  ]);
});

it.each([
  ['--out', { out: 'here' }, { out: 'here' }],
  ['--out -', { out: '-' }, { out: undefined }],
  ['--quiet', { quiet: true }, { quiet: true }],
  ['-o json', { output: 'json' }, { format: 'json' }],
  ['--dry-run', { dryRun: true }, { write: { dryRun: true, diff: false, force: false } }],
  ['the same twice', { plural: 'crontabs', group: 'stable.example.com' }, { out: fullName }],
])('takes %s', (_, options, answers) => {
  expect(answersOf(options)).toMatchObject(answers);
});

it('says everything that is missing at once', () => {
  expect(violationsOf({}, '')).toMatchObject([{ path: '--group' }, { path: '--kind' }]);
  expect(violationsOf({ kind }, '.ex.com')).toMatchObject([{ message: "the plural '' is empty" }]);
  expect(violationsOf({}, 'crontabs')).toMatchObject([
    { path: '--group' },
    { path: '--kind', hint: expect.stringContaining('--kind Crontab') },
  ]);
});

describe('schemas', () => {
  it.each<readonly [readonly string[], object]>([
    [[], { properties: { spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
    [['spec.a:string'], { properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } } }],
    [['spec.a:string!'], { required: ['spec'], properties: { spec: { required: ['a'] } } }],
    [['spec:object', 'spec.a:string!'], { properties: { spec: { required: ['a'] } } }],
    [
      ['spec.a[].b:string'],
      {
        properties: {
          spec: { properties: { a: { type: 'array', items: { type: 'object', properties: { b: {} } } } } },
        },
      },
    ],
    [
      ['spec.a{}.b:string'],
      {
        properties: {
          spec: { properties: { a: { type: 'object', additionalProperties: { type: 'object' } } } },
        },
      },
    ],
    [
      ['spec.a:string[]', 'spec.a[]:string{maxLength=3}'],
      { properties: { spec: { properties: { a: { items: { maxLength: 3 } } } } } },
    ],
    [
      ['spec.a[]:string{maxLength=3}', 'spec.a:string[]'],
      { properties: { spec: { properties: { a: { items: { maxLength: 3 } } } } } },
    ],
    [['spec.a:string', 'spec.a:string'], { properties: { spec: { properties: { a: { type: 'string' } } } } }],
    [
      ['spec.a:object{embedded}'],
      {
        properties: {
          spec: {
            properties: {
              a: { 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
            },
          },
        },
      },
    ],
    [
      ['spec.constructor:string!', 'spec.toString:int32'],
      {
        properties: { spec: { required: ['constructor'], properties: { constructor: { type: 'string' } } } },
      },
    ],
  ])('%j', (field, schema) => {
    expect(answersOf({ field }).resource.versions[0]?.schema).toMatchObject({ type: 'object', ...schema });
  });

  it('keep whatever is written to a status that nobody described', () => {
    const { schema } = answersOf({ status: true, field: ['spec.a:string'] }).resource.versions[0] ?? {};
    expect(schema?.properties?.['status']).toEqual({
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
    });
  });
});

const wrong: readonly (readonly [RawOptions, string, string])[] = [
  [{ group: 'other.example.com' }, '--group', "is 'other.example.com' here and 'stable.example.com'"],
  [{ plural: 'tabs' }, '--plural', "is 'tabs' here and 'crontabs'"],
  [{ kind: '1Tab' }, '--kind', "the kind '1Tab'"],
  [{ singular: 'CronTab' }, '--singular', "the singular 'CronTab'"],
  [{ listKind: 'CronTab' }, '--list-kind', 'may not be the same'],
  [{ shortName: ['CT'] }, '--short-name', "the short name 'CT'"],
  [{ category: ['a b'] }, '--category', "the category 'a b'"],
  [{ scope: 'namespaced' }, '--scope', "'namespaced' is not one of Namespaced, Cluster"],
  [{ version: ['1'] }, "--version '1'", "the version name '1'"],
  [{ version: ['v1', 'v1'] }, "--version 'v1'", 'is given twice'],
  [{ version: ['v1,storage', 'v2,storage'] }, '--version', 'exactly one version'],
  [{ version: ['v1,served=false'] }, '--version', 'no version is served'],
  [{ label: ['a'] }, "--label 'a'", 'must be KEY=VALUE'],
  [{ label: ['a=1', 'a=2'] }, "--label 'a=2'", 'a is given twice'],
  [{ label: ['a=b c'] }, '--label', "the label value 'b c'"],
  [{ annotation: ['a b=c'] }, '--annotation', "the annotation key 'a b'"],
  [{ output: 'xml' }, '--output', "'xml' is not one of json, yaml"],
  [{ out: '' }, '--out', 'is empty'],
  [{ out: '-', output: 'json' }, '--output', 'cannot be combined with --out -'],
  [{ out: '-', dryRun: true }, '--dry-run', 'cannot be combined with --out -'],
  [{ status: true, field: ['status:object!'] }, "--field 'status:object!'", 'status cannot be required'],
  [{ status: true, field: ['status:string'] }, "--field 'status:string'", 'status must be an object'],
  [
    { field: ['spec.b:string'], column: ['A:integer:.spec.a'] },
    "--column 'A:integer:.spec.a'",
    'would be empty',
  ],
  [
    { field: ['spec.b:string'], column: ['A:integer:.spec.b'] },
    "--column 'A:integer:.spec.b'",
    'is of type string',
  ],
  [{ column: ['A:integer:.spec.['] }, "--column 'A:integer:.spec.['", 'is no JSONPath'],
  [{ column: [':integer:.spec.a'] }, "--column ':integer:.spec.a'", 'a column needs a name'],
  [{ field: ['spec.r:int32'], scale: '.spec.r:.spec.r' }, '--scale', 'must name fields below .status.'],
  [
    { field: ['spec.r:string', 'status.r:int32'], scale: '.spec.r:.status.r' },
    '--scale',
    'of type integer, not string',
  ],
  [{ field: ['spec.r:int32'], scale: '.spec.r:.status.r' }, '--scale', 'leads nowhere'],
  [{ field: ['spec.r:int32'], selectable: ['.spec.x'] }, '--selectable', 'leads nowhere'],
  [{ field: ['spec.r:number'], selectable: ['.spec.r'] }, '--selectable', 'only string, boolean and integer'],
  [{ field: ['spec.r:any'], selectable: ['.spec.r'] }, '--selectable', 'does not lead to a declared field'],
  [{ selectable: ['.metadata.name'] }, '--selectable', 'needs no declaration'],
  [{ field: ['spec.r:int32'], selectable: ['.spec.r', 'spec.r'] }, '--selectable', 'is given twice'],
];

const wrongFields: readonly (readonly [readonly string[], string])[] = [
  [['metadata.name:string'], 'belongs to every Kubernetes object'],
  [['spec.a:string', 'spec.a:integer'], 'is declared twice, as string and as integer'],
  [['spec.a:string', 'spec.a:string{maxLength=1}'], 'is declared twice'],
  [['spec.a:string[]', 'spec.a[]:integer'], 'is declared twice, as string and as integer'],
  [['spec.a:string', 'spec.a.b:string'], 'spec.a is a string and cannot have the field b'],
  [['spec.a.b:string', 'spec.a:string'], 'spec.a has fields of its own and cannot be a string'],
  [['spec.a[]:string', 'spec.a:object'], 'spec.a has items of its own and cannot be an object'],
  [['spec.a:object[]', 'spec.a.b:string'], 'spec.a is an object[] and cannot have the field b'],
  [['spec.a:map<string>', 'spec.a.b:string'], 'cannot have the field b'],
  [['spec.a:object', 'spec.a[]:string'], 'spec.a is an object and cannot have items'],
  [['spec.a:any', 'spec.a.b:string'], 'spec.a is an any and cannot have the field b'],
  [['spec.a:int32=1.5'], 'the default 1.5 does not satisfy its own schema'],
  [['spec.a:int32=2147483648'], 'does not fit int32'],
  [['spec.a:int64=1e20'], 'cannot be used: kx handles whole numbers exactly from -(2^53-1) to 2^53-1'],
  [['spec.a:int64{max=1e20}'], 'cannot be used: kx handles whole numbers exactly'],
  [['spec.n:number!{multipleOf=0.1,min=0.31,max=0.39}'], 'no value was found for spec.n'],
  [['spec.a:string=a{minLength=2}'], 'must have at least 2 characters'],
  [['spec.a:string=c{enum=a|b}'], 'must be one of "a", "b"'],
  [['spec.a:date=2026-13-01'], 'must be of format date'],
  [['spec.a:string[]=[1]'], 'must be of type string'],
  [['spec.a:object={"x":1}'], 'would be dropped'],
  [['spec.a:object={}', 'spec.a.b:string!=x'], 'b is required'],
  [['spec.a:string[]=["x","x"]{listType=set}'], 'the same item twice'],
  [['spec.a:int32=null'], 'must not be null'],
  [['spec.a:string{enum=a|a}'], 'the enum has "a" twice'],
  [['spec.a:string{enum=abc|d,minLength=2}'], 'the enum value "d" must have at least 2'],
  [['spec.a:int32{enum=1.5}'], 'the enum value 1.5 must be of type integer'],
  [['spec.a:string{pattern="(?=a)"}'], 'invalid or unsupported Perl syntax: `(?=`'],
  [['spec.a:string{format=uudi}'], "does not know the format 'uudi'"],
  [['spec.a:int32{format=int64}'], 'has the format int32 already'],
  [['spec.a:integer{format=uuid}'], "does not know the format 'uuid' of integer"],
  [['spec.a:int32{min=2,max=1}'], 'no number lies between'],
  [['spec.a:number{min=1,max=1,exclusiveMax}'], 'no number lies between'],
  [['spec.a:int32{max=1,min=0,multipleOf=0}'], 'multipleOf must be more than 0'],
  [['spec.a:int64{max=2.5}'], 'maximum of an integer must be a whole number'],
  [['spec.a:integer{multipleOf=0.5}'], 'multipleOf of an integer must be a whole number'],
  [['spec.a:int32{exclusiveMin}'], 'exclusiveMin needs min'],
  [['spec.a:int32{exclusiveMax}'], 'exclusiveMax needs max'],
  [['spec.a:int32{min=-3000000000}'], 'minimum -3000000000 does not fit int32'],
  [['spec.a:string{minLength=2,maxLength=1}'], 'minLength 2 is more than maxLength 1'],
  [['spec.a:string[]{minItems=2,maxItems=1}'], 'minItems 2 is more than maxItems 1'],
  [['spec.a:object{minProperties=1}'], 'only 0 fields are declared'],
  [['spec.a:object{maxProperties=0}', 'spec.a.b:string!'], '1 fields are required'],
  [['spec.a:object[]{listType=set}'], 'must be scalars or atomic, not object'],
  [['spec.a:string[]{listType=map,listMapKey=a}'], 'must be objects'],
  [['spec.a:object[]{listType=map}'], 'needs the fields that tell its items apart'],
  [['spec.a:object[]{listMapKey=a}', 'spec.a[].a:string!'], 'listMapKey needs listType=map'],
  [['spec.a:object[]{listType=map,listMapKey=b}', 'spec.a[].a:string!'], "'b' is no field of the items"],
  [['spec.a:object[]{listType=map,listMapKey=a}', 'spec.a[].a:string'], 'must be required or have a default'],
  [['spec.a:object[]{listType=map,listMapKey=a}', 'spec.a[].a:object!'], 'must be a scalar, not object'],
  [['spec.a:object[]{listType=map,listMapKey=a}', 'spec.a[].a:string!{nullable}'], 'must not be nullable'],
  [['spec.a:object[]{listType=map,listMapKey=a,listMapKey=a}', 'spec.a[].a:string!'], 'is given twice'],
  [['spec.a:string[]{listType=set}', 'spec.a[]:string{nullable}'], 'must not be nullable'],
  [['spec.a:any{immutable}'], 'any shape cannot be immutable'],
  [['spec.a[].b:string{immutable}'], 'unless the list tells its items apart'],
  [['spec.a{}:string{immutable}'], 'times what the API server allows'],
  [['spec.a:string{minLength=3,pattern=^a$}'], 'no value was found for spec.a'],
  [
    ['spec.a:string[]{listType=set,minItems=3}', 'spec.a[]:string{enum=a|b}'],
    'fewer than 3 different values',
  ],
  [['spec.a:string[]{minItems=1000000}'], 'does not fit into etcd'],
];

describe('violations', () => {
  it.each(wrong)('%j', (options, path, message) => {
    expect(violationsOf({ kind, ...options })).toContainEqual(
      expect.objectContaining({ path, message: expect.stringContaining(message) }),
    );
  });

  it.each(wrongFields)('%j', (field, message) => {
    const violations = violationsOf({ kind, field });
    expect(violations).toHaveLength(1);
    expect(violations[0]?.message).toContain(message);
    expect(field.map((text) => `--field '${text}'`)).toContain(violations[0]?.path);
  });

  it('come all at once, whatever else is wrong', () => {
    const options = {
      scope: 'x',
      version: ['V2,storge'],
      field: ['spec.a:strin', 'spec.b:int32{min=2,max=1}'],
      column: ['A:date:.spec.c'],
      label: ['x'],
      shortName: ['X'],
    };
    expect(violationsOf(options).map(({ path }) => path)).toEqual([
      '--kind',
      '--scope',
      "--version 'V2,storge'",
      "--field 'spec.a:strin'",
      '--short-name',
      "--version 'V2,storge'",
      "--field 'spec.b:int32{min=2,max=1}'",
      "--column 'A:date:.spec.c'",
      "--label 'x'",
    ]);
  });

  it('are not repeated for each version', () => {
    expect(violationsOf({ kind, version: ['v1', 'v2'], field: ['spec.a:int32{min=2,max=1}'] })).toHaveLength(
      1,
    );
  });
});
