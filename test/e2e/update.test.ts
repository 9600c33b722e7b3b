import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { decodeRecord } from '../../src/record/decode-record.ts';
import { encodeRecord } from '../../src/record/encode-record.ts';
import type { RecordInput, ScaffoldRecord } from '../../src/record/record.ts';
import type { FileSet } from '../../src/render/file-set.ts';
import { tempDir } from '../support/temp-dir.ts';
import { testIo } from '../support/test-io.ts';

const CRD = ['scaffold', 'crd', 'tabs.example.com', '--kind', 'Tab', '--field', 'spec.cron:string!'];
const AA = [
  'scaffold',
  'aa',
  'my-aa',
  '--group',
  'demo.kx.dev',
  '--kind',
  'Widget',
  '--field',
  'spec.size:int32=1',
  '--no-certs',
];

/** Runs kx in this process. */
async function kx(args: readonly string[], cwd: string) {
  const io = testIo({ cwd });
  const status = await main(args, io);
  return { status, ...io.printed() };
}

/** A directory that kx scaffolded. */
async function project(args: readonly string[], name: string) {
  const cwd = tempDir();
  const made = await kx(args, cwd);
  expect(made.status, made.stderr).toBe(0);
  const root = join(cwd, name);
  return {
    root,
    read: (path: string) => readFileSync(join(root, path), 'utf8'),
    write: (path: string, text: string) => writeFileSync(join(root, path), text),
    edit(path: string, from: string, to: string) {
      const text = readFileSync(join(root, path), 'utf8');
      expect(text).toContain(from);
      writeFileSync(join(root, path), text.replace(from, to));
    },
    update: (...flags: readonly string[]) => kx(['scaffold', 'update', name, ...flags], cwd),
  };
}

const crd = () => project(CRD, 'tabs.example.com');
const aa = () => project(AA, 'my-aa');
type Project = Awaited<ReturnType<typeof project>>;

function recordOf({ read }: Project): ScaffoldRecord {
  const decoded = decodeRecord(read('.kx/record'));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.violations));
  return decoded.value;
}

/** Makes the project one that an older kx rendered: as if `change` had been made to its files since. */
function fromOlderKx(made: Project, change: (files: FileSet) => FileSet): void {
  const { files, ...input } = recordOf(made);
  const now: FileSet = files.map(({ path, mode, base }) => ({
    path,
    mode: mode === 0o755 ? 0o755 : 0o644,
    text: base,
  }));
  const old = change(now);
  for (const { path } of now) rmSync(join(made.root, path));
  for (const { path, text } of old) {
    mkdirSync(join(made.root, path, '..'), { recursive: true });
    made.write(path, text);
  }
  made.write(
    '.kx/record',
    encodeRecord({ ...input, kx: '0.0.9' } satisfies RecordInput & { kx: string }, old).text,
  );
}

/** @returns every file with its text, mode and time of change */
function snapshot(root: string) {
  return Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => {
      const { mode, mtimeMs } = statSync(join(root, path));
      const isFile = statSync(join(root, path)).isFile();
      return [path, [mode, mtimeMs, isFile ? readFileSync(join(root, path), 'utf8') : '']];
    }),
  );
}

/** @returns every file with its text */
function textsOf(root: string) {
  const entries = Object.entries(snapshot(root));
  return Object.fromEntries(
    entries.map(([path, [, , text]]) => [path, text]).filter(([, text]) => text !== ''),
  );
}

/** @returns what was done to files that were not left alone, the record apart */
function done(stdout: string): readonly string[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.includes(' unchanged') && !line.includes('.kx/record'));
}

describe.each<[string, () => Promise<Project>, string]>([
  ['crd', crd, 'samples/full.yaml'],
  ['aa', aa, 'README.md'],
])('kx scaffold update of a %s', (_, make, doc) => {
  it('has nothing to do where nothing changed, and touches nothing', async () => {
    const { root, update } = await make();
    const before = snapshot(root);
    const { status, stdout, stderr } = await update();
    expect({ status, done: done(stdout) }).toEqual({ status: 0, done: [] });
    expect(stderr).toMatch(/^0 created, 0 changed, \d+ unchanged\n/);
    expect(snapshot(root)).toEqual(before);
  });

  it('leaves what its owner edited, and counts it as unchanged', async () => {
    const { root, update, write, read } = await make();
    write(doc, `${read(doc)}\nMine.\n`);
    const before = snapshot(root);
    const { status, stderr } = await update();
    expect(status).toBe(0);
    expect(stderr).toMatch(/^0 created, 0 changed, \d+ unchanged\n/);
    expect(snapshot(root)).toEqual(before);
  });

  it('takes over what a newer kx renders, and merges it with what its owner wrote', async () => {
    const made = await make();
    const now = made.read(doc);
    fromOlderKx(made, (files) =>
      files.map((file) => (file.path === doc ? { ...file, text: `${file.text}Old end.\n` } : file)),
    );
    made.write(doc, `Mine.\n${made.read(doc)}`);
    const { status, stdout } = await made.update();
    expect({ status, done: done(stdout).length }).toEqual({ status: 0, done: 1 });
    expect(stdout).toContain(`${doc} merged`);
    expect(made.read(doc)).toBe(`Mine.\n${now}`);
    expect(done((await made.update()).stdout)).toEqual([]);
  });

  it('creates what a newer kx adds, and removes what it drops, but not what its owner edited', async () => {
    const made = await make();
    fromOlderKx(made, (files) => [
      ...files.filter(({ path }) => path !== doc),
      { path: 'old/plain.txt', text: 'plain\n', mode: 0o644 },
      { path: 'old/edited.txt', text: 'plain\n', mode: 0o644 },
    ]);
    made.write('old/edited.txt', 'mine\n');
    const { status, stdout } = await made.update();
    expect(status).toBe(0);
    const lines = done(stdout).map((line) => line.replace(/^[^/]*\//, ''));
    expect(lines.toSorted()).toEqual(
      [
        `${doc} created`,
        'old/edited.txt kept (edited by you, kx renders it no more)',
        'old/plain.txt deleted (kx renders it no more)',
      ].toSorted(),
    );
    expect(existsSync(join(made.root, 'old/plain.txt'))).toBe(false);
    expect(made.read('old/edited.txt')).toBe('mine\n');
    expect(done((await made.update()).stdout)).toEqual([]);
  });

  it('writes conflicts with markers, exits with 4, and goes on when they are resolved', async () => {
    const made = await make();
    const now = made.read(doc);
    const first = now.split('\n')[0] ?? '';
    fromOlderKx(made, (files) =>
      files.map((file) => (file.path === doc ? { ...file, text: file.text.replace(first, '# Old') } : file)),
    );
    made.edit(doc, '# Old', '# Mine');
    const { status, stdout, stderr } = await made.update();
    expect(status).toBe(4);
    expect(stdout).toContain(`${doc} merged with conflicts`);
    expect(stderr).toContain(`${doc}: 1 conflict`);
    expect(made.read(doc).startsWith(`<<<<<<< yours\n# Mine\n=======\n${first}\n>>>>>>> kx 0.1.0\n`)).toBe(
      true,
    );
    const before = snapshot(made.root);
    const again = await made.update();
    expect(again.status).toBe(4);
    expect(again.stderr).toContain(`${doc}:1: a conflict begins here`);
    expect(snapshot(made.root)).toEqual(before);
    made.write(doc, now.replace(first, '# Mine'));
    expect((await made.update()).status).toBe(0);
    expect(made.read(doc)).toBe(now.replace(first, '# Mine'));
  });

  it('prints one Plan document, also where conflicts are left', async () => {
    const made = await make();
    fromOlderKx(made, (files) =>
      files.map((file) => (file.path === doc ? { ...file, text: `Old\n${file.text}` } : file)),
    );
    made.edit(doc, 'Old', 'Mine');
    const { status, stdout } = await made.update('-o', 'json');
    const document = JSON.parse(stdout);
    expect(status).toBe(4);
    expect(document).toMatchObject({ kind: 'Plan', written: true });
    expect(document.files).toContainEqual(expect.objectContaining({ path: doc, action: 'conflict' }));
  });

  it.each(['--dry-run', '--diff'])('writes nothing with %s', async (flag) => {
    const made = await make();
    fromOlderKx(made, (files) => files.map((file) => ({ ...file, text: `${file.text}\n` })));
    const before = snapshot(made.root);
    expect((await made.update(flag)).status).toBe(0);
    expect(snapshot(made.root)).toEqual(before);
  });

  it('has a diff that patch makes the same tree of', async () => {
    const made = await make();
    fromOlderKx(made, (files) => [
      ...files.map((file) => (file.path === doc ? { ...file, text: `${file.text}Old end.\n` } : file)),
      { path: 'old.txt', text: 'plain\n', mode: 0o644 },
    ]);
    made.write(doc, `Mine.\n${made.read(doc)}`);
    const copy = join(tempDir(), 'copy');
    cpSync(made.root, copy, { recursive: true });
    const { stdout } = await made.update('--diff');
    const patched = spawnSync('patch', ['-p1', '-s'], { cwd: copy, input: stdout, encoding: 'utf8' });
    expect(patched.status, patched.stdout + patched.stderr).toBe(0);
    await made.update();
    expect(textsOf(copy)).toEqual(textsOf(made.root));
  });

  it('lets deleted files be deleted', async () => {
    const made = await make();
    rmSync(join(made.root, doc));
    const { status, stdout } = await made.update();
    expect(status).toBe(0);
    expect(done(stdout)).toEqual([expect.stringContaining(`${doc} kept (deleted by you)`)]);
    expect(existsSync(join(made.root, doc))).toBe(false);
  });

  it('follows what its owner renamed, and remembers it', async () => {
    const made = await make();
    renameSync(join(made.root, doc), join(made.root, 'notes.txt'));
    expect((await made.update()).status).toBe(0);
    expect(recordOf(made).files.find(({ path }) => path === doc)?.at).toBe('notes.txt');
    made.write('notes.txt', 'something else\n');
    const before = snapshot(made.root);
    expect((await made.update()).status).toBe(0);
    expect(snapshot(made.root)).toEqual(before);
  });

  it('keeps the CRLF of a checkout', async () => {
    const made = await make();
    for (const { path, base } of recordOf(made).files) made.write(path, base.replaceAll('\n', '\r\n'));
    expect(done((await made.update()).stdout)).toEqual([]);
    fromOlderKx(made, (files) =>
      files.map((file) => (file.path === doc ? { ...file, text: `${file.text}old\n` } : file)),
    );
    made.write(doc, made.read(doc).replaceAll('\n', '\r\n'));
    expect(done((await made.update()).stdout)).toHaveLength(1);
    expect(made.read(doc)).toMatch(/\r\n$/);
    expect(made.read(doc)).not.toMatch(/[^\r]\n/);
  });
});

describe('kx scaffold update of a crd', () => {
  it('adds a field, and keeps the edits of the schema and of the README', async () => {
    const made = await crd();
    made.edit('crd.yaml', 'scope: Namespaced', 'scope: Namespaced # as agreed');
    const { status, stdout } = await made.update('--field', 'spec.replicas:int32=1');
    expect(status).toBe(0);
    expect(stdout).toMatch(/crd\.yaml merged/);
    const yaml = made.read('crd.yaml');
    for (const line of ['scope: Namespaced # as agreed', 'cron:', 'replicas:']) expect(yaml).toContain(line);
    expect(recordOf(made).answers['fields']).toHaveLength(2);
    expect(done((await made.update()).stdout)).toEqual([]);
  });

  it('says what to do next, but not what was guessed in the first run', async () => {
    const { stderr } = await (await crd()).update('--kind', 'Page');
    expect(stderr).toContain('kubectl apply -f tabs.example.com/crd.yaml');
    expect(stderr).not.toContain('guessed');
  });

  it.each([
    { what: 'moved', change: (root: string) => renameSync(join(root, 'crd.yaml'), join(root, 'tab.yaml')) },
    { what: 'deleted', change: (root: string) => rmSync(join(root, 'samples', 'full.yaml')) },
  ])('names no file in what to do next where its owner $what one', async ({ change }) => {
    const made = await crd();
    change(made.root);
    const { status, stderr } = await made.update('--kind', 'Page');
    expect(status).toBe(0);
    expect(stderr).toContain('is now what kx');
    expect(stderr).not.toContain('Next:');
  });

  it('replaces a field of the same path', async () => {
    const made = await crd();
    expect((await made.update('--field', 'spec.cron:int32')).status).toBe(0);
    expect(made.read('crd.yaml')).toContain('type: integer');
    expect(recordOf(made).answers['fields']).toHaveLength(1);
  });

  it('takes a field out of what --print-answers says', async () => {
    const made = await crd();
    await made.update('--field', 'spec.replicas:int32=1');
    const { stdout } = await made.update('--print-answers', '-o', 'json');
    const answers = JSON.parse(stdout);
    made.write('answers.json', JSON.stringify({ ...answers, fields: answers.fields.slice(0, 1) }));
    expect((await made.update('--answers', join(made.root, 'answers.json'))).status).toBe(0);
    expect(made.read('crd.yaml')).not.toContain('replicas');
  });

  it('keeps the deletion of a sample', async () => {
    const made = await crd();
    rmSync(join(made.root, 'samples'), { recursive: true });
    const { status, stdout } = await made.update('--field', 'spec.replicas:int32=1');
    expect(status).toBe(0);
    expect(existsSync(join(made.root, 'samples'))).toBe(false);
    expect(stdout).toContain('deleted by you');
  });
});

describe('kx scaffold update of an aa', () => {
  it('renames a kind, and what its owner wrote goes along', async () => {
    const made = await aa();
    made.write('src/kinds/widget.ts', `// Mine.\n${made.read('src/kinds/widget.ts')}`);
    const { status, stdout, stderr } = await made.update('--kind', 'Gadget');
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/src\/kinds\/gadget\.ts merged.*renamed from src\/kinds\/widget\.ts/);
    expect(existsSync(join(made.root, 'src/kinds/widget.ts'))).toBe(false);
    expect(made.read('src/kinds/gadget.ts')).toMatch(/^\/\/ Mine\.\n/);
    expect(made.read('src/kinds/gadget.ts')).toContain('Gadget');
    expect(done((await made.update()).stdout)).toEqual([]);
  });

  it('keeps run bits that its owner gave, and those of its group', async () => {
    const made = await aa();
    chmodSync(join(made.root, 'src/main.ts'), 0o750);
    fromOlderKx(made, (files) =>
      files.map((file) => (file.path === 'src/main.ts' ? { ...file, text: `// Old.\n${file.text}` } : file)),
    );
    chmodSync(join(made.root, 'src/main.ts'), 0o750);
    expect((await made.update()).status).toBe(0);
    expect(statSync(join(made.root, 'src/main.ts')).mode & 0o777).toBe(0o750);
  });

  it('keeps certificates to the byte', async () => {
    const made = await project(
      AA.filter((word) => word !== '--no-certs'),
      'my-aa',
    );
    const before = snapshot(join(made.root, 'certs'));
    expect((await made.update('--field', 'spec.colour:string')).status).toBe(0);
    expect(snapshot(join(made.root, 'certs'))).toEqual(before);
    expect(made.read('.kx/record')).not.toContain('certs/');
  });

  it('needs no certificates in a fresh clone, and keeps the caBundle', async () => {
    const made = await project(
      AA.filter((word) => word !== '--no-certs'),
      'my-aa',
    );
    rmSync(join(made.root, 'certs'), { recursive: true });
    const { status, stdout } = await made.update();
    expect({ status, done: done(stdout) }).toEqual({ status: 0, done: [] });
    expect(existsSync(join(made.root, 'certs'))).toBe(false);
  });

  it('works years later, when the certificates have expired, and says so', async () => {
    const made = await project(
      AA.filter((word) => word !== '--no-certs'),
      'my-aa',
    );
    const before = snapshot(made.root);
    const io = testIo({ cwd: made.root, now: () => new Date('2036-01-01T00:00:00Z') });
    expect(await main(['scaffold', 'update'], io)).toBe(0);
    expect(io.printed().stderr).toContain('certs/tls.crt expired on');
    expect(snapshot(made.root)).toEqual(before);
  });

  it('keeps the caBundle and the certificates where the Service gets another name', async () => {
    const made = await project(
      AA.filter((word) => word !== '--no-certs'),
      'my-aa',
    );
    const caBundle = /caBundle: .*/.exec(made.read('deploy/local/apiservice.yaml'))?.[0] ?? '?';
    const { status, stderr } = await made.update('--service', 'other');
    expect(status).toBe(0);
    expect(stderr).toContain('certs/tls.crt is not valid for other.my-aa-system.svc');
    const next = stderr.split('\n').filter((line) => line.startsWith('  kx certs gen'));
    expect(next).toHaveLength(2);
    for (const command of next) {
      const gen = await kx(command.trim().split(' ').slice(1), made.root);
      expect(gen.status, gen.stderr).toBe(0);
    }
    expect(made.read('deploy/local/apiservice.yaml')).toContain(caBundle);
    expect(made.read('deploy/local/apiservice.yaml')).toContain('other');
  });

  it('refuses flags of the other command', async () => {
    const made = await aa();
    const { status, stderr } = await made.update('--rule', 'spec: self.size > 0');
    expect(status).toBe(2);
    expect(stderr).toContain('--rule: is no flag of kx scaffold aa, which made this directory');
  });
});

describe('kx scaffold update', () => {
  it('refuses to write over a file that it did not make, unless it is forced', async () => {
    const made = await crd();
    fromOlderKx(made, (files) => files.filter(({ path }) => path !== 'samples/full.yaml'));
    made.write('samples/full.yaml', 'mine\n');
    const before = snapshot(made.root);
    expect((await made.update()).status).toBe(3);
    expect(snapshot(made.root)).toEqual(before);
    expect((await made.update('--force')).status).toBe(0);
    expect(made.read('samples/full.yaml')).not.toContain('mine');
  });

  it('merges no file that is not UTF-8', async () => {
    const made = await crd();
    writeFileSync(join(made.root, 'samples/full.yaml'), Buffer.from([0xff, 0xfe, 0x0a]));
    expect(done((await made.update()).stdout)).toEqual([]);
    fromOlderKx(made, (files) => files.map((file) => ({ ...file, text: `${file.text}\n` })));
    writeFileSync(join(made.root, 'samples/full.yaml'), Buffer.from([0xff, 0xfe, 0x0a]));
    const { status, stderr } = await made.update();
    expect({ status, named: stderr.includes('samples/full.yaml: is not UTF-8') }).toEqual({
      status: 3,
      named: true,
    });
  });

  it('says so where a newer kx was there before', async () => {
    const made = await crd();
    made.edit('.kx/record', '"kx":"0.1.0"', '"kx":"9.0.0"');
    made.edit('.kx/record', '"kind":"Tab"', '"kind":"Tab","flavour":["new"]');
    const { status, stderr } = await made.update();
    expect(status).toBe(0);
    expect(stderr).toContain('kx 9.0.0 rendered tabs.example.com the last time');
    expect(stderr).toContain('kx 0.1.0 has no answer flavour');
  });

  it.each([
    { what: 'no record', break: ({ root }: Project) => rmSync(join(root, '.kx'), { recursive: true }) },
    {
      what: 'half a record',
      break: ({ write, read }: Project) => write('.kx/record', read('.kx/record').slice(0, 100)),
    },
    {
      what: 'a record of another base',
      break: ({ edit }: Project) => edit('.kx/record', '"base":"', '"base":"AAAA'),
    },
    {
      what: 'answers that nobody gives',
      break: ({ edit }: Project) => edit('.kx/record', '"kind":"Tab"', '"kind":"no kind"'),
    },
    {
      what: 'a path out of the directory',
      break: ({ edit }: Project) => edit('.kx/record', '"path":"crd.yaml"', '"path":"../crd.yaml"'),
    },
  ])('ends with 2, and a way out, for $what', async ({ break: damage }) => {
    const made = await crd();
    damage(made);
    const before = snapshot(made.root);
    const { status, stdout, stderr } = await made.update('-o', 'json');
    expect(status, stderr).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'Error', exitCode: 2 });
    expect(stderr).toContain('hint:');
    expect(stderr).not.toMatch(/^ +at /m);
    expect(snapshot(made.root)).toEqual(before);
  });

  it.each([
    { flag: ['--kind', 'bad kind'], problem: "--kind: the kind 'bad kind' has a blank" },
    { flag: ['--field', 'spec.x:strin'], problem: "--field 'spec.x:strin': there is no type 'strin'" },
  ])('blames the flag for $problem', async ({ flag, problem }) => {
    const { status, stderr } = await (await crd()).update(...flag);
    expect(status).toBe(2);
    expect(stderr).toContain('kx scaffold update cannot work with this');
    expect(stderr).toContain(problem);
  });

  it.each(['--print-answers', '--explain'])('writes nothing with %s', async (flag) => {
    const made = await crd();
    const before = snapshot(made.root);
    const { status, stdout } = await made.update(flag, '--field', 'spec.replicas:int32=1');
    expect(status).toBe(0);
    expect(stdout).toContain('spec.replicas');
    expect(snapshot(made.root)).toEqual(before);
  });
});
