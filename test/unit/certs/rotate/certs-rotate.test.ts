import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCertsBundle } from '../../../../src/commands/certs-bundle.ts';
import { runCertsGen } from '../../../../src/commands/certs-gen.ts';
import { runCertsRotate } from '../../../../src/commands/certs-rotate.ts';
import { runCertsVerify } from '../../../../src/commands/certs-verify.ts';
import { KEY_TYPES } from '../../../../src/model/certificate/certificate-key-type.ts';
import type { RawOptions } from '../../../../src/options/option.ts';
import { constraintsOf, DAY, make, NOW, permit } from '../../../support/defect-certificate.ts';
import { runCommand } from '../../../support/run-command.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { textsOf, treeOf } from '../../../support/tree.ts';

const SERVICE = { service: 'aa', namespace: 'aa-system' };
const MAIN_FILES = ['ca.crt', 'ca.key', 'rotation.json', 'tls.crt', 'tls.key'];

async function generated(options: RawOptions = SERVICE): Promise<string> {
  const cwd = tempDir();
  const { error } = await runCommand(runCertsGen, { cwd, options });
  expect(error).toBeUndefined();
  return cwd;
}

const run = (cwd: string, options: RawOptions) => runCommand(runCertsRotate, { cwd, options });

async function stage(cwd: string, ...wishes: readonly string[]): Promise<void> {
  for (const wish of wishes) {
    const { error } = await run(cwd, wish === 'abort' ? { abort: true } : { stage: wish });
    expect(error, `${wish}: ${error?.message}`).toBeUndefined();
  }
}

const textOf = (cwd: string, name: string) => readFileSync(join(cwd, 'certs', name), 'utf8');
const leafOf = (cwd: string) => new X509Certificate(textOf(cwd, 'tls.crt'));
const filesOf = (cwd: string) => Object.keys(textsOf(join(cwd, 'certs'))).toSorted();

/** @returns the CAs of ca.crt */
function bundleOf(cwd: string): readonly X509Certificate[] {
  const blocks = textOf(cwd, 'ca.crt').match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

async function verifies(
  cwd: string,
  files: { readonly cert?: string; readonly ca: string },
): Promise<number> {
  const options = { cert: 'certs/tls.crt', ...files, ...SERVICE };
  return (await runCommand(runCertsVerify, { cwd, options })).exitCode;
}

describe.each(KEY_TYPES)('with %s keys', (key) => {
  it('whoever has the bundle of a stage takes the certificates of both sides of it', {
    timeout: 60_000,
  }, async () => {
    const cwd = await generated({ ...SERVICE, key });
    const caOf = (name: string) => {
      writeFileSync(join(cwd, name), textOf(cwd, 'ca.crt'));
      return name;
    };
    const leafCopy = (name: string) => {
      writeFileSync(join(cwd, name), textOf(cwd, 'tls.crt'));
      return name;
    };
    const [oldCa, oldLeaf] = [caOf('old.crt'), leafCopy('old-leaf.crt')];
    await stage(cwd, 'prepare');
    const both = caOf('both.crt');
    expect(textOf(cwd, 'tls.crt')).toBe(readFileSync(join(cwd, oldLeaf), 'utf8'));
    await stage(cwd, 'switch');
    expect(textOf(cwd, 'ca.crt')).toBe(readFileSync(join(cwd, both), 'utf8'));
    const newLeaf = leafCopy('new-leaf.crt');
    await stage(cwd, 'finish');
    const newCa = caOf('new.crt');

    const taken = [
      { cert: oldLeaf, ca: oldCa, exit: 0 },
      { cert: oldLeaf, ca: both, exit: 0 },
      { cert: newLeaf, ca: both, exit: 0 },
      { cert: newLeaf, ca: newCa, exit: 0 },
      { cert: newLeaf, ca: oldCa, exit: 1 },
      { cert: oldLeaf, ca: newCa, exit: 1 },
    ];
    for (const { exit, ...files } of taken)
      expect(await verifies(cwd, files), JSON.stringify(files)).toBe(exit);
    const type = (name: string) =>
      new X509Certificate(readFileSync(join(cwd, name))).publicKey.asymmetricKeyType;
    expect([type(newCa), type(newLeaf)]).toEqual([type(oldCa), type(oldLeaf)]);
  });
});

describe('the directory', () => {
  it('holds in each stage what the next one and --abort need, keys for its owner alone', async () => {
    const cwd = await generated();
    await stage(cwd, 'prepare');
    expect(filesOf(cwd)).toEqual([...MAIN_FILES, 'next/ca.crt', 'next/ca.key'].toSorted());
    await stage(cwd, 'switch');
    const old = ['old/ca.crt', 'old/ca.key', 'old/tls.crt', 'old/tls.key'];
    expect(filesOf(cwd)).toEqual([...MAIN_FILES, 'next/ca.crt', ...old].toSorted());
    for (const key of ['ca.key', 'tls.key', 'old/ca.key', 'old/tls.key']) {
      expect(statSync(join(cwd, 'certs', key)).mode & 0o777, key).toBe(0o600);
    }
    await stage(cwd, 'finish');
    expect(filesOf(cwd)).toEqual(MAIN_FILES);
    await stage(cwd, 'prepare', 'switch', 'finish');
    expect(filesOf(cwd)).toEqual(MAIN_FILES);
  });

  it('says in rotation.json which CA gives way to which, and how far it is', async () => {
    const cwd = await generated();
    const [old] = bundleOf(cwd);
    await stage(cwd, 'prepare', 'switch');
    const [, next] = bundleOf(cwd);
    const day = new Date(NOW).toISOString().replace('.000', '');
    expect(JSON.parse(textOf(cwd, 'rotation.json'))).toMatchObject({
      kind: 'CertificateRotation',
      stage: 'switch',
      oldAuthorities: [{ subject: old?.subject }],
      newAuthority: { subject: next?.subject },
      done: { prepare: day, switch: day },
    });
    expect(next?.subject).not.toBe(old?.subject);
  });

  it.each(['prepare', 'switch', 'finish'])('stays as it is when %s is done again', async (last) => {
    const cwd = await generated();
    const stages = ['prepare', 'switch', 'finish'];
    await stage(cwd, ...stages.slice(0, stages.indexOf(last) + 1));
    const before = treeOf(cwd);
    const { exitCode, stderr } = await run(cwd, { stage: last });
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^0 created, 0 changed, \d+ unchanged/)]);
    expect(treeOf(cwd)).toEqual(before);
  });

  it.each([['prepare'], ['prepare', 'switch']])(
    'is as before after %s … and --abort as often',
    async (...stages) => {
      const cwd = await generated();
      const before = textsOf(join(cwd, 'certs'));
      await stage(cwd, ...stages);
      await stage(cwd, ...stages.map(() => 'abort'));
      expect(textsOf(join(cwd, 'certs'))).toEqual(before);
    },
  );

  it('can be switched again after a switch was taken back', async () => {
    const cwd = await generated();
    await stage(cwd, 'prepare', 'switch', 'abort');
    expect(leafOf(cwd).checkIssued(bundleOf(cwd)[0] ?? leafOf(cwd))).toBe(true);
    await stage(cwd, 'switch', 'finish');
    expect(await verifies(cwd, { ca: 'certs/ca.crt' })).toBe(0);
  });

  it('needs no key of the old CA', async () => {
    const cwd = await generated();
    rmSync(join(cwd, 'certs/ca.key'));
    await stage(cwd, 'prepare', 'switch', 'abort');
    expect(filesOf(cwd)).not.toContain('ca.key');
    await stage(cwd, 'switch', 'finish');
    expect(await verifies(cwd, { ca: 'certs/ca.crt' })).toBe(0);
  });

  it('keeps other CAs that callers trust', async () => {
    const cwd = await generated();
    const other = make({ ca: true, name: 'other' });
    writeFileSync(join(cwd, 'certs/ca.crt'), other.pem + textOf(cwd, 'ca.crt'));
    await stage(cwd, 'prepare', 'switch', 'finish');
    expect(bundleOf(cwd).map(({ subject }) => subject)).toEqual([
      'CN=other',
      expect.stringContaining('kx-ca'),
    ]);
  });

  it('keeps the key of the new CA as secret as that of the old one', async () => {
    const cwd = tempDir();
    writeFileSync(join(cwd, 'secret'), 'open sesame\n');
    await runCommand(runCertsGen, { cwd, options: { ...SERVICE, passphraseFile: 'secret' } });
    const lacking = await run(cwd, { stage: 'prepare' });
    expect([lacking.exitCode, lacking.error?.violations[0]?.path]).toEqual([2, '--passphrase-file']);
    expect((await run(cwd, { stage: 'prepare', passphraseFile: 'secret' })).error).toBeUndefined();
    expect(textOf(cwd, 'next/ca.key')).toContain('ENCRYPTED');
    expect((await run(cwd, { stage: 'switch' })).exitCode).toBe(2);
    expect((await run(cwd, { stage: 'switch', passphraseFile: 'secret' })).error).toBeUndefined();
    expect(textOf(cwd, 'ca.key')).toContain('ENCRYPTED');
    await stage(cwd, 'finish');
  });

  it('drops the root above an intermediate with it', async () => {
    const root = make({ ca: true, name: 'root' });
    const ca = make({ ca: true, issuer: root });
    const leaf = make({ issuer: ca });
    const cwd = filled({ 'ca.crt': ca.pem + root.pem, 'tls.crt': leaf.pem + ca.pem, 'tls.key': leaf.keyPem });
    await stage(cwd, 'prepare', 'switch', 'finish');
    expect(bundleOf(cwd)).toHaveLength(1);
    expect(textOf(cwd, 'tls.crt').match(/BEGIN/g)).toHaveLength(1);
    expect(await verifies(cwd, { ca: 'certs/ca.crt' })).toBe(0);
  });

  it('is not touched by kx certs gen meanwhile, and may be renewed at its end', async () => {
    const cwd = await generated();
    await stage(cwd, 'prepare');
    const before = treeOf(cwd);
    const gen = await runCommand(runCertsGen, {
      cwd,
      options: { ...SERVICE, force: true, forceNewCa: true },
    });
    expect([gen.exitCode, gen.error?.hint]).toEqual([3, expect.stringContaining('--abort')]);
    expect(treeOf(cwd)).toEqual(before);
    await stage(cwd, 'switch', 'finish');
    expect((await runCommand(runCertsGen, { cwd, options: { ...SERVICE, force: true } })).exitCode).toBe(0);
    expect((await run(cwd, { stage: 'finish' })).exitCode).toBe(3);
  });

  it('gives a caBundle of both CAs', async () => {
    const cwd = await generated();
    await stage(cwd, 'prepare');
    const { stdout } = await runCommand(runCertsBundle, { cwd, args: ['certs/ca.crt'] });
    expect(Buffer.from(stdout, 'base64').toString()).toBe(textOf(cwd, 'ca.crt'));
    const json = await run(cwd, { stage: 'switch', output: 'json' });
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: 'CertificateSet',
      caBundle: stdout.trim(),
      leaf: { dnsNames: expect.arrayContaining(['aa.aa-system.svc']) },
      rotation: { stage: 'switch' },
    });
    expect(json.stdout).not.toContain('PRIVATE');
  });
});

function filled(files: Readonly<Record<string, string>>): string {
  const cwd = tempDir();
  for (const folder of ['certs', 'certs/next', 'certs/old']) mkdirSync(join(cwd, folder));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(cwd, 'certs', name), text, { mode: 0o600 });
  return cwd;
}

describe('flags and what is taken over', () => {
  it('the key and the life of the new CA, and of the certificate', async () => {
    const cwd = await generated({ ...SERVICE, days: '90', caDays: '700' });
    expect((await run(cwd, { stage: 'prepare', key: 'p384' })).exitCode).toBe(0);
    expect((await run(cwd, { stage: 'switch' })).exitCode).toBe(0);
    const [, next] = bundleOf(cwd);
    expect(Date.parse(next?.validTo ?? '')).toBe(NOW + 700 * DAY);
    expect(next?.publicKey.asymmetricKeyDetails?.namedCurve).toBe('secp384r1');
    expect(Date.parse(leafOf(cwd).validTo)).toBe(NOW + 90 * DAY);
  });

  it('a certificate that outlives the new CA ends with it, which is said', async () => {
    const cwd = await generated();
    await run(cwd, { stage: 'prepare', caDays: '10' });
    const { stderr } = await run(cwd, { stage: 'switch' });
    expect(stderr).toContain('the certificate ends with its CA');
    expect(Date.parse(leafOf(cwd).validTo)).toBe(NOW + 10 * DAY);
  });

  it.each([
    ['client', { profile: 'client', cn: 'alice' }, '--client-ca-file'],
    ['front-proxy', { profile: 'front-proxy' }, '--requestheader-client-ca-file'],
  ])('the profile %s, with what its CA is given to', async (_, options, flag) => {
    const cwd = await generated(options);
    const before = leafOf(cwd);
    expect((await run(cwd, { stage: 'prepare' })).stderr).toContain(flag);
    await stage(cwd, 'switch');
    expect([leafOf(cwd).subject, leafOf(cwd).keyUsage]).toEqual([before.subject, before.keyUsage]);
  });

  it('name constraints and path length of the old CA', async () => {
    const extensions = { limits: permit('aa-system.svc'), constraints: constraintsOf(true, 1) };
    const ca = make({ ca: true, extensions });
    const leaf = make({ issuer: ca });
    const cwd = filled({ 'ca.crt': ca.pem, 'tls.crt': leaf.pem, 'tls.key': leaf.keyPem });
    await stage(cwd, 'prepare', 'switch');
    expect(await verifies(cwd, { ca: 'certs/ca.crt' })).toBe(0);
    const der = bundleOf(cwd)[1]?.raw ?? Buffer.alloc(0);
    expect(der.includes('aa-system.svc')).toBe(true);
    expect(der.includes(Buffer.from([0x30, 0x06, 0x01, 0x01, 0xff, 0x02, 0x01, 0x01]))).toBe(true);
  });

  it.each<[RawOptions, readonly string[]]>([
    [{ stage: 'begin' }, ['--stage']],
    [{ stage: 'prepare', abort: true }, ['--abort']],
    [{ stage: 'finish', key: 'p256' }, ['--key']],
    [{ stage: 'switch', caDays: '3' }, ['--ca-days']],
    [{ stage: 'prepare', days: '3' }, ['--days']],
    [{ stage: 'prepare', caDays: '0' }, ['--ca-days']],
    [{ abort: true, key: 'p256', days: '1' }, ['--key', '--days']],
  ])('%j is refused', async (options, paths) => {
    const { exitCode, error } = await run(await generated(), options);
    expect([exitCode, error?.violations.map(({ path }) => path)]).toEqual([2, paths]);
  });
});

describe('refusals', () => {
  it.each([
    [[], 'switch', 'no rotation is under way', '--stage prepare'],
    [[], 'finish', 'no rotation is under way', '--stage prepare'],
    [['prepare'], 'finish', 'prepare was done on', '--stage switch'],
    [['prepare', 'switch'], 'prepare', 'switch was done on', '--stage finish'],
    [['prepare', 'switch', 'finish'], 'switch', 'finish was done on', '--stage prepare'],
    [['prepare', 'switch', 'finish'], 'abort', 'the old CA is gone', '--stage prepare'],
  ])('after %j, %s is out of order', async (done, wish, message, hint) => {
    const cwd = await generated();
    await stage(cwd, ...done);
    const before = treeOf(cwd);
    const { exitCode, error } = await run(cwd, wish === 'abort' ? { abort: true } : { stage: wish });
    expect([exitCode, error?.message, error?.hint]).toEqual([
      3,
      expect.stringContaining(message),
      expect.stringContaining(hint),
    ]);
    expect(treeOf(cwd)).toEqual(before);
  });

  it.each([
    [[], '--stage prepare'],
    [['prepare'], '--stage switch'],
    [['prepare', 'switch'], '--stage finish'],
  ])('after %j, no --stage is told which is next', async (done, hint) => {
    const cwd = await generated();
    await stage(cwd, ...done);
    const { exitCode, error } = await run(cwd, {});
    expect([exitCode, error?.violations[0]?.hint]).toEqual([2, expect.stringContaining(hint)]);
  });

  it('--abort where there is nothing to take back changes nothing', async () => {
    const cwd = await generated();
    const before = treeOf(cwd);
    expect((await run(cwd, { abort: true })).exitCode).toBe(0);
    expect(treeOf(cwd)).toEqual(before);
  });

  it.each<[string, readonly string[], (folder: string) => void, string, number, string]>([
    [
      'a new CA without key',
      ['prepare'],
      (folder) => rmSync(join(folder, 'next/ca.key')),
      'switch',
      3,
      'next/ca.key of the new CA is gone',
    ],
    [
      'another key of the new CA',
      ['prepare'],
      (folder) => writeFileSync(join(folder, 'next/ca.key'), make().keyPem),
      'switch',
      2,
      'cannot issue',
    ],
    ['a bundle without the new CA', ['prepare'], dropNew, 'switch', 3, 'no longer holds the new CA'],
    [
      'a certificate of the old CA again',
      ['prepare', 'switch'],
      (folder) => writeFileSync(join(folder, 'tls.crt'), readFileSync(join(folder, 'old/tls.crt'))),
      'finish',
      3,
      'are not of the new CA',
    ],
    [
      'a lost former certificate',
      ['prepare', 'switch'],
      (folder) => rmSync(join(folder, 'old/tls.crt')),
      'abort',
      3,
      'old/tls.crt is gone',
    ],
    [
      'rotation.json of somebody else',
      ['prepare'],
      (folder) => writeFileSync(join(folder, 'rotation.json'), '[]'),
      'switch',
      3,
      'does not say how far',
    ],
    [
      'rotation.json cut off',
      ['prepare'],
      (folder) => writeFileSync(join(folder, 'rotation.json'), '{"kind":"Certif'),
      'switch',
      3,
      'does not say how far',
    ],
    [
      'something in next/',
      [],
      (folder) => {
        mkdirSync(join(folder, 'next'));
        writeFileSync(join(folder, 'next/ca.key'), 'mine');
      },
      'prepare',
      3,
      'has files where kx keeps',
    ],
    [
      'a directory in the place of a key',
      [],
      (folder) => mkdirSync(join(folder, 'next/ca.key'), { recursive: true }),
      'prepare',
      3,
      'in the way',
    ],
    ['no ca.crt', [], (folder) => rmSync(join(folder, 'ca.crt')), 'prepare', 2, 'certs/ca.crt is not there'],
    [
      'no tls.crt',
      [],
      (folder) => rmSync(join(folder, 'tls.crt')),
      'prepare',
      2,
      'certs/tls.crt is not there',
    ],
    [
      'a CA that did not issue',
      [],
      (folder) => writeFileSync(join(folder, 'ca.crt'), make({ ca: true }).pem),
      'prepare',
      2,
      'was not issued by any CA',
    ],
    [
      'a bundle that is none',
      [],
      (folder) => writeFileSync(join(folder, 'ca.crt'), 'x'),
      'prepare',
      2,
      'certs/ca.crt holds neither',
    ],
  ])('%s', async (_, done, damage, wish, code, message) => {
    const cwd = await generated();
    await stage(cwd, ...done);
    damage(join(cwd, 'certs'));
    const before = treeOf(cwd);
    const { exitCode, error } = await run(cwd, wish === 'abort' ? { abort: true } : { stage: wish });
    expect([exitCode, error?.message]).toEqual([code, expect.stringContaining(message)]);
    expect(treeOf(cwd)).toEqual(before);
  });

  it('what is in the way in next/ is replaced with --force', async () => {
    const cwd = await generated();
    mkdirSync(join(cwd, 'certs/next'));
    writeFileSync(join(cwd, 'certs/next/ca.key'), 'mine');
    expect((await run(cwd, { stage: 'prepare', force: true })).exitCode).toBe(0);
    await stage(cwd, 'switch', 'finish');
  });

  it.each([{ dryRun: true }, { diff: true }])('%j writes nothing and shows no key', async (flag) => {
    const cwd = await generated();
    for (const wish of ['prepare', 'switch', 'finish']) {
      const before = treeOf(cwd);
      const { stdout, exitCode } = await run(cwd, { stage: wish, ...flag });
      expect([exitCode, stdout.includes('PRIVATE')]).toEqual([0, false]);
      expect(treeOf(cwd)).toEqual(before);
      await stage(cwd, wish);
    }
  });
});

function dropNew(folder: string): void {
  const [old = ''] = readFileSync(join(folder, 'ca.crt'), 'utf8').split(/(?<=-----END CERTIFICATE-----\n)/);
  writeFileSync(join(folder, 'ca.crt'), old);
}
