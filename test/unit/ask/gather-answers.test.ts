import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Given } from '../../../src/ask/collect-answers.ts';
import { gatherAnswers } from '../../../src/ask/gather-answers.ts';
import { SCAFFOLD_AA } from '../../../src/commands/scaffold-aa.ts';
import { SCAFFOLD_CRD } from '../../../src/commands/scaffold-crd.ts';
import { UsageError } from '../../../src/errors.ts';
import type { JsonObject } from '../../../src/model/json-value.ts';
import { ANSWERS_SCHEMAS } from '../../../src/options/answers/answers-schemas.ts';
import { certsGenForm } from '../../../src/options/certs-gen/form.ts';
import type { CommandForm } from '../../../src/options/command-form.ts';
import type { RawOptions } from '../../../src/options/option.ts';
import { SCAFFOLD_AA_FORM } from '../../../src/options/scaffold-aa/form.ts';
import { SCAFFOLD_CRD_FORM } from '../../../src/options/scaffold-crd/form.ts';
import { renderYaml } from '../../../src/render/yaml.ts';
import { fc } from '../../support/seeded-fast-check.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { testIo } from '../../support/test-io.ts';

const CERTS_FORM = certsGenForm(Date.parse('2026-11-22T12:00:00Z'));

type Words = {
  readonly args?: readonly string[];
  readonly options?: RawOptions;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands in answers.yaml, or comes from stdin where the options say so. */
  readonly file?: JsonObject | string;
  readonly recorded?: JsonObject;
};

function given({ args = [], options = {}, env = {}, file, recorded }: Words) {
  const text = typeof file === 'string' ? file : renderYaml(file ?? {});
  const cwd = tempDir();
  const io = testIo({ cwd, env, stdin: Readable.from([text]) });
  const isFile = file !== undefined && options['answers'] === undefined;
  if (isFile) writeFileSync(join(cwd, 'answers.yaml'), text);
  const all = isFile ? { ...options, answers: 'answers.yaml' } : options;
  return { args, options: all, io, ...(recorded === undefined ? {} : { recorded }) } satisfies Given;
}

async function refusalOf<T>(form: CommandForm<T>, words: Words): Promise<UsageError> {
  try {
    await gatherAnswers(form, given(words));
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const gatherCrd = (words: Given) => gatherAnswers(SCAFFOLD_CRD_FORM, words);
const gatherAa = (words: Given) => gatherAnswers(SCAFFOLD_AA_FORM, words);
const gatherCerts = (words: Given) => gatherAnswers(CERTS_FORM, words);

const KIND = { options: { kind: 'A', group: 'a.example' } };

describe('the stronger source wins', () => {
  it.each<[string, Words, string]>([
    ['--group', { options: { group: 'flag.example' } }, 'flag.example'],
    ['PLURAL.GROUP', { args: ['as.argument.example'] }, 'argument.example'],
    ['answers.yaml', {}, 'file.example'],
    ['KX_GROUP', { file: {} }, 'environment.example'],
    ['KX_GROUP', { file: { group: null } }, 'environment.example'],
    ['.kx/record', { file: {}, env: {} }, 'record.example'],
  ])('%s', async (source, words, group) => {
    const all = {
      file: { kind: 'A', group: 'file.example', plural: 'as' },
      env: { KX_GROUP: 'environment.example' },
      recorded: { group: 'record.example', kind: 'A', plural: 'as' },
      ...words,
    };
    const { answers } = await gatherAnswers(SCAFFOLD_CRD_FORM, given(all));
    expect(answers.resource.group).toBe(group);
    const explained = given({ ...all, options: { ...words.options, explain: true, output: 'json' } });
    await gatherAnswers(SCAFFOLD_CRD_FORM, explained);
    expect(JSON.parse(explained.io.printed().stdout)).toMatchObject({
      kind: 'Explanation',
      command: 'scaffold crd',
      answers: expect.arrayContaining([
        { key: 'group', value: group, source, flag: '--group', environment: 'KX_GROUP' },
      ]),
    });
  });

  it('a list replaces a list whole', async () => {
    const words = {
      ...KIND,
      file: { shortNames: ['x', 'y'] },
      env: { KX_SHORT_NAME: 'z', KX_CATEGORY: 'all' },
    };
    const { options } = await gatherAnswers(SCAFFOLD_CRD_FORM, given(words));
    expect([options['shortName'], options['category']]).toEqual([['x', 'y'], ['all']]);
  });

  it.each<[RawOptions, JsonObject, Readonly<Record<string, string>>, boolean]>([
    [{}, {}, {}, true],
    [{ certs: false }, { certs: true }, {}, false],
    [{ certs: true }, { certs: false }, {}, true],
    [{}, { certs: false }, { KX_CERTS: 'true' }, false],
    [{}, {}, { KX_CERTS: 'false' }, false],
  ])('switches: %j over %j over %j is %s', async (options, file, env, certs) => {
    const words = { args: ['my-aa'], options: { ...KIND.options, ...options }, file, env };
    const { answers } = await gatherAnswers(SCAFFOLD_AA_FORM, given(words));
    expect(answers.certs).toBe(certs);
  });
});

describe('what the record keeps', () => {
  it.each<[Words, readonly string[]]>([
    [KIND, []],
    [{ args: ['as.a.example'], options: { kind: 'A' } }, []],
    [{ args: ['many.a.example'], options: { kind: 'A' } }, ['plural']],
    [{ options: { ...KIND.options, singular: 'a', out: 'x' } }, []],
    [{ options: { ...KIND.options, singular: 'one' } }, ['singular']],
    [{ ...KIND, file: { listKind: 'Many' } }, ['listKind']],
    [{ ...KIND, env: { KX_PLURAL: 'many' } }, ['plural']],
    [{ ...KIND, recorded: { plural: 'many' } }, ['plural']],
  ])('%j: of derived answers %j', async (words, kept) => {
    const { recorded } = await gatherAnswers(SCAFFOLD_CRD_FORM, given(words));
    const derived = ['plural', 'singular', 'listKind'].filter((key) => Object.hasOwn(recorded, key));
    expect(derived).toEqual(kept);
    expect(recorded).toMatchObject({ group: 'a.example', kind: 'A', versions: ['v1'], scope: 'Namespaced' });
    expect(recorded).not.toHaveProperty('out');
  });
});

describe('what is wrong is told where it was said', () => {
  it.each<[Words, readonly string[]]>([
    [{ ...KIND, file: { scope: 'cluster' } }, ['answers.yaml:1 scope']],
    [{ ...KIND, env: { KX_SCOPE: 'cluster' } }, ['KX_SCOPE']],
    [{ options: { ...KIND.options, scope: 'cluster' }, env: { KX_SCOPE: 'x' } }, ['--scope']],
    [{ ...KIND, file: { fields: ['spec.a:string', 'spec.b:strin'] } }, ['answers.yaml:3 fields[1]']],
    [{ ...KIND, env: { KX_FIELD: 'spec.a:string\nspec.b:strin' } }, ['KX_FIELD, value 2']],
    [{ ...KIND, file: { fields: [{ path: 'spec.b', type: 'strin' }] } }, ['answers.yaml:3 fields[0].type']],
    [{ ...KIND, file: { fields: [{ path: 'a:b', type: 'string' }] } }, ['answers.yaml:2 fields[0].path']],
    [{ ...KIND, file: { fields: [{ type: 'string' }] } }, ['answers.yaml:2 fields[0]']],
    [
      { ...KIND, file: { fields: [{ path: 'spec.a', type: 'int32', pattern: 'a' }] } },
      ['answers.yaml:2 fields[0]'],
    ],
    [{ ...KIND, file: { labels: { ok: 'a', 'a b': 'c' } } }, ['answers.yaml:1 labels']],
    [{ file: { kind: true, group: 'a.example' } }, ['answers.yaml:1 kind']],
    [{ file: { kind: 'a b', group: 'a.example' } }, ['answers.yaml:1 kind']],
    [{ file: { kin: 'A', group: 'a.example' } }, ['answers.yaml:1 kin', '--kind']],
    [{ file: { kind: 'A' } }, ['--group']],
    [{ options: { kind: 'A', answers: '-' }, file: { group: 'a..b' } }, ['stdin:1 group']],
    [{ ...KIND, recorded: { scope: 'x' } }, ['.kx/record: scope']],
    [{ options: { ...KIND.options, explain: true, printAnswers: true } }, ['--explain']],
    [{ options: { ...KIND.options, explain: true, output: 'xml' } }, ['--output']],
    [
      {
        file: { kind: 1.5, fields: [3, { path: 'spec.a', type: 'string', x: 1 }], scope: 'x' },
        env: { KX_STATUS: 'x' },
      },
      [
        'answers.yaml:1 kind',
        'answers.yaml:6 fields[1].x',
        'KX_STATUS',
        '--group',
        'answers.yaml:7 scope',
        'answers.yaml:3 fields[0]',
      ],
    ],
  ])('%j: %j', async (words, paths) => {
    const { exitCode, violations } = await refusalOf(SCAFFOLD_CRD_FORM, words);
    expect([exitCode, violations.map(({ path }) => path)]).toEqual([2, paths]);
  });

  it.each<[Words, readonly string[]]>([
    [{ file: { namespace: 'b', ipAddresses: ['x'] } }, ['--service', 'answers.yaml:3 ipAddresses[0]']],
    [{ file: { service: 'a', namespace: 'b', days: 0 } }, ['answers.yaml:3 days']],
    [{ file: { profile: 'client', commonName: '' } }, ['answers.yaml:2 commonName']],
  ])('certs gen %j: %j', async (words, paths) => {
    const { violations } = await refusalOf(CERTS_FORM, words);
    expect(violations.map(({ path }) => path)).toEqual(paths);
  });

  it('NAME of scaffold aa too', async () => {
    const { violations } = await refusalOf(SCAFFOLD_AA_FORM, { ...KIND, file: { name: 'A_b' } });
    expect(violations).toMatchObject([{ path: 'answers.yaml:1 name' }]);
  });
});

it('an item of the wrong type is told of once', async () => {
  const file = { kind: 'A', group: 'a.example', labels: ['b', { c: 'd' }, 'e'], shortNames: [null, 'a'] };
  const { violations } = await refusalOf(SCAFFOLD_CRD_FORM, { file });
  expect(violations.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'answers.yaml:5 labels[1]: it is a mapping; a text is expected',
    'answers.yaml:8 shortNames[0]: it is null; a text is expected',
    'answers.yaml:4 labels[0]: it must be KEY=VALUE',
    'answers.yaml:6 labels[2]: it must be KEY=VALUE',
  ]);
});

describe('the complete command', () => {
  it.each<[Words, string]>([
    [{ options: { kind: 'A' } }, 'the complete command: kx scaffold crd --kind A --group example.com'],
    [
      { file: { group: 'a.example', fields: ['spec.a:string'] } },
      'the complete command: kx scaffold crd --answers answers.yaml --kind Example',
    ],
    [
      { options: { answers: '-', dryRun: true }, file: { kind: 'A' } },
      'the complete command, with the same answers on stdin: kx scaffold crd --answers - --dry-run --group example.com',
    ],
    [{ env: { KX_KIND: 'A' } }, 'the complete command: kx scaffold crd --group example.com'],
    [{ args: ['as'], env: { KX_KIND: 'A' } }, 'the complete command: kx scaffold crd as --group example.com'],
    [{ file: { kin: 'A' } }, 'kx scaffold crd --help has every flag, and examples'],
    [{ options: { scope: 'x' } }, 'kx scaffold crd --help has every flag, and examples'],
    [{ options: { output: 'xml' } }, 'kx scaffold crd --help has every flag, and examples'],
  ])('%j: %s', async (words, hint) => {
    expect((await refusalOf(SCAFFOLD_CRD_FORM, words)).hint).toBe(hint);
  });
});

describe('files that are no answers', () => {
  it.each<[Words, RegExp]>([
    [{ options: { answers: 'nowhere.yaml' } }, /^the answers in nowhere.yaml cannot be read: .*ENOENT/u],
    [{ options: { answers: '.' } }, /cannot be read: it is a directory \(EISDIR\)$/u],
    [{ options: { answers: '' } }, /^--answers needs the name of a file/u],
    [
      { file: `# ${'x'.repeat(1024 * 1024)}` },
      /^the answers in answers.yaml are larger than 1048576 bytes$/u,
    ],
    [{ options: { answers: '-' }, file: '' }, /^the answers in stdin cannot be used/u],
    [{ file: '- a' }, /^the answers in answers.yaml cannot be used/u],
  ])('%#', async (words, message) => {
    const error = await refusalOf(SCAFFOLD_CRD_FORM, words);
    expect([error.exitCode, error.message]).toEqual([2, expect.stringMatching(message)]);
  });

  it('one that is not UTF-8', async () => {
    const { io, ...rest } = given({ options: { answers: '-' } });
    const stdin = Readable.from([Buffer.from('kind: \xff', 'latin1')]);
    await expect(gatherAnswers(SCAFFOLD_CRD_FORM, { ...rest, io: { ...io, stdin } })).rejects.toThrow(
      'the answers in stdin are not UTF-8',
    );
  });

  it('a terminal', async () => {
    const { io, ...rest } = given({ options: { answers: '-' } });
    const stdin = Object.assign(Readable.from([]), { isTTY: true });
    await expect(gatherAnswers(SCAFFOLD_CRD_FORM, { ...rest, io: { ...io, stdin } })).rejects.toThrow(
      '--answers - reads stdin, which is this terminal',
    );
  });

  it('ends when kx is told to stop', async () => {
    const { io, ...rest } = given({ options: { answers: '-' } });
    const abort = new AbortController();
    const stdin = new Readable({ read: () => void setImmediate(() => abort.abort()) });
    await expect(
      gatherAnswers(SCAFFOLD_CRD_FORM, { ...rest, io: { ...io, stdin, signal: abort.signal } }),
    ).rejects.toMatchObject({ exitCode: 130 });
  });
});

describe('printed answers', () => {
  it.each<[string, (given: Given) => Promise<{ readonly printed: boolean }>, Words]>([
    ['scaffold-crd', gatherCrd, KIND],
    ['scaffold-crd', gatherCrd, { options: { ...KIND.options, out: '-', field: ['spec.a:int32=1'] } }],
    ['scaffold-aa', gatherAa, { args: ['my-aa'], options: { ...KIND.options, certs: false } }],
    ['certs-gen', gatherCerts, { options: { service: 'a', namespace: 'b', ip: ['::1'] } }],
    ['certs-gen', gatherCerts, { options: { profile: 'client', cn: 'alice', caCert: 'a', caKey: 'b' } }],
  ])(
    '%s of %#: the schema accepts them, in either format, with flags of a run beside',
    async (name, gather, words) => {
      const validate = new Ajv2020({ allowUnionTypes: true }).compile(Object(ANSWERS_SCHEMAS[name]));
      const options = { ...words.options, printAnswers: true, dryRun: true, diff: true, output: 'json' };
      const printing = given({ ...words, options });
      expect((await gather(printing)).printed).toBe(true);
      expect(validate(JSON.parse(printing.io.printed().stdout)), JSON.stringify(validate.errors)).toBe(true);
    },
  );

  it('come in the order of --help', async () => {
    const field = ['spec.a:int32', 'status.b:int32'];
    const options = { ...KIND.options, scale: '.spec.a:.status.b', field, status: true };
    const printing = given({ options: { ...options, printAnswers: true } });
    await gatherAnswers(SCAFFOLD_CRD_FORM, printing);
    expect(printing.io.printed().stdout).toBe(`# kx scaffold crd --answers FILE
group: a.example
kind: A
plural: as
singular: a
listKind: AList
shortNames: []
categories: []
scope: Namespaced
versions:
  - v1
labels: {}
annotations: {}
fields:
  - spec.a:int32
  - status.b:int32
status: true
scale: .spec.a:.status.b
columns: []
selectableFields: []
rules: []
conversion: none
out: as.a.example
`);
  });

  it('make the same files again, whatever was answered', async () => {
    await fc.assert(
      fc.asyncProperty(CRD_OPTIONS, fc.constantFrom('json', 'yaml'), async (options, output) => {
        const [first, again] = await twice(SCAFFOLD_CRD_FORM, { options: { ...options, output } });
        expect(await filesOf(SCAFFOLD_CRD.render(again, CONTEXT))).toEqual(
          await filesOf(SCAFFOLD_CRD.render(first, CONTEXT)),
        );
        expect(again.out).toBe(first.out);
      }),
      { numRuns: 60 },
    );
  });

  it('make the same server again', async () => {
    const words = {
      args: ['my-aa'],
      options: { ...KIND.options, certs: false, field: ['spec.a:string="{ #"'] },
    };
    const [first, again] = await twice(SCAFFOLD_AA_FORM, words);
    expect(again).toEqual(first);
    expect(await filesOf(SCAFFOLD_AA.render(again, CONTEXT))).toEqual(
      await filesOf(SCAFFOLD_AA.render(first, CONTEXT)),
    );
  });

  it.each<RawOptions>([
    {
      service: 'a',
      namespace: 'b',
      dns: ['x.example', '*.y.example'],
      ip: ['::1'],
      days: '7',
      key: 'ed25519',
    },
    { service: 'a'.repeat(63), namespace: 'b', org: ['x', 'x'] },
    { profile: 'client', cn: 'system:admin', org: ['system:masters'], caDays: '9' },
    { profile: 'client', cn: '#x: y', caCert: 'a', caKey: 'b', out: 'x y' },
    { profile: 'front-proxy' },
  ])('ask for the same certificate again: %j', async (options) => {
    const [first, again] = await twice(CERTS_FORM, { options });
    expect(again).toEqual(first);
  });
});

const CONTEXT = { root: '/nowhere', io: testIo(), inputs: {} };

async function filesOf(rendered: ReturnType<typeof SCAFFOLD_CRD.render>) {
  return (await rendered).files;
}

/** Gathers answers, prints them, and gathers what was printed with nothing else. */
async function twice<T>(form: CommandForm<T>, words: Words): Promise<readonly [T, T]> {
  const { output, ...options } = words.options ?? {};
  const first = await gatherAnswers(form, given({ ...words, options }));
  const printing = given({ ...words, options: { ...words.options, printAnswers: true } });
  await gatherAnswers(form, printing);
  const file = printing.io.printed().stdout;
  const again = await gatherAnswers(form, given({ options: { answers: '-' }, file }));
  expect(again.recorded).toEqual(first.recorded);
  return [first.answers, again.answers];
}

const HOSTILE = fc
  .array(
    fc.constantFrom('"', "'", '\\', ',', '{', '}', '|', '#', ': ', '!', '\n', '\u2028', '😀', '~', 'no', '1'),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''));
const WORD = fc.stringMatching(/^[a-z]{2,8}$/u);

const CRD_OPTIONS = fc
  .record({
    short: fc.uniqueArray(WORD, { maxLength: 3 }),
    scope: fc.constantFrom(undefined, 'Namespaced', 'Cluster'),
    description: HOSTILE,
    text: HOSTILE,
    enums: fc.uniqueArray(HOSTILE, { minLength: 1, maxLength: 3 }),
    annotation: HOSTILE,
    warning: fc.option(
      HOSTILE.map((text) => `it's gone: ${text.replace(/[\p{C}\p{Z}]/gu, '')}.`),
      { nil: undefined },
    ),
    out: fc.constantFrom(undefined, '-', 'a b', './x', '#out'),
    plural: fc.constantFrom(undefined, 'tabs'),
  })
  .map(
    ({ short, scope, description, text, enums, annotation, warning, out, plural }): RawOptions => ({
      kind: 'Tab',
      group: 'stable.example.com',
      shortName: short.map((name, index) => `${name}${index}`),
      scope,
      plural,
      out,
      annotation: [`example.com/note=${annotation}`],
      field: [
        `spec.a:string=${JSON.stringify(text)}{desc=${JSON.stringify(description)}}`,
        `spec.b:string{enum=${enums.map((each) => JSON.stringify(each)).join('|')}}`,
      ],
      version: ['v1', warning === undefined ? 'v1alpha1' : `v1alpha1,deprecated=${JSON.stringify(warning)}`],
    }),
  );
