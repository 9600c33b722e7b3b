import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../../src/discover/log/trace-event.ts';
import { config, failure, load, type Machine, PEMS } from './load-target.ts';

const loadedFiles = (events: readonly TraceEvent[], dir: string) =>
  events.flatMap((event) => (event.kind === 'config' ? [event.file.replace(`${dir}/`, '')] : []));

describe('where the kubeconfig is', () => {
  const files = { a: config(), b: config(), '.kube/config': config() };

  it.each<readonly [what: string, machine: Machine, read: readonly string[]]>([
    ['~/.kube/config', {}, ['.kube/config']],
    ['~/.kube/config where KUBECONFIG is empty', { env: { KUBECONFIG: '' } }, ['.kube/config']],
    ['KUBECONFIG', { env: { KUBECONFIG: 'a' } }, ['a']],
    [
      'each file of KUBECONFIG once, one that is missing skipped',
      { env: { KUBECONFIG: 'a:gone::b:a' } },
      ['a', 'b'],
    ],
    ['--kubeconfig alone', { flags: { kubeconfig: 'b' }, env: { KUBECONFIG: 'a' } }, ['b']],
    [
      'KUBECONFIG where --kubeconfig is empty',
      { flags: { kubeconfig: '' }, env: { KUBECONFIG: 'a' } },
      ['a'],
    ],
  ])('is %s', async (_, machine, read) => {
    const { events, dir } = await load(files, machine);
    expect(loadedFiles(events, dir)).toEqual(read);
  });

  it.each<readonly [what: string, machine: Machine, message: string, hint: RegExp | undefined]>([
    ['nowhere', {}, 'there is no cluster to ask: no kubeconfig at DIR/.kube/config', /or set KUBECONFIG$/],
    [
      'nowhere in KUBECONFIG',
      { env: { KUBECONFIG: 'x:y' } },
      'there is no cluster to ask: no kubeconfig at DIR/x, DIR/y',
      /^give --kubeconfig/,
    ],
    [
      'no file of KUBECONFIG',
      { env: { KUBECONFIG: ':' } },
      'there is no cluster to ask: no kubeconfig at KUBECONFIG, which names no file',
      /^give --kubeconfig/,
    ],
    [
      'not where --kubeconfig says',
      { flags: { kubeconfig: 'x' } },
      'cannot read kubeconfig DIR/x: there is no such file or directory (ENOENT)',
      undefined,
    ],
    [
      'behind a tilde that no shell expanded',
      { flags: { kubeconfig: '~/x' } },
      'cannot read kubeconfig DIR/~/x: there is no such file or directory (ENOENT)',
      /^a shell expands ~ only outside quotes/,
    ],
    [
      'a list, which only KUBECONFIG may be',
      { flags: { kubeconfig: 'a:b' } },
      'cannot read kubeconfig DIR/a:b: there is no such file or directory (ENOENT)',
      /^only KUBECONFIG/,
    ],
    [
      'a directory',
      { flags: { kubeconfig: '.' } },
      'cannot read kubeconfig DIR: it is a directory (EISDIR)',
      undefined,
    ],
  ])('is told when it is %s', async (...[, machine, message, hint]) => {
    expect(await failure({}, machine)).toMatchObject({
      exitCode: 5,
      message,
      hint: hint && expect.stringMatching(hint),
    });
  });

  it('is an event when it is nowhere in KUBECONFIG', async () => {
    const flags = { server: 'http://a' };
    const { events } = await load({}, { flags, env: { KUBECONFIG: 'x:y' } });
    expect(events).toContainEqual({ at: 0, kind: 'configMissing', files: ['x', 'y'] });
    const kinds = (await load({}, { flags })).events.map(({ kind }) => kind);
    expect(kinds).toEqual(['gates']);
  });
});

describe('several kubeconfigs', () => {
  const env = { KUBECONFIG: 'a:b' };
  const second = config().replaceAll('dev', 'prod');
  const serverOf = async (files: Record<string, string>, machine: Machine) =>
    (await load(files, machine)).target.server;

  it.each<readonly [what: string, files: Record<string, string>, machine: Machine, server: string]>([
    ['the first current-context', { a: config(), b: second }, { env }, 'https://dev:6443'],
    [
      'the first entry of a name',
      { a: config(), b: second },
      { env, flags: { context: 'prod' } },
      'https://dev:6443',
    ],
    ['what an empty one does not', { a: '', b: second }, { env }, 'https://prod:6443'],
    ['what null does not', { a: 'null', b: second }, { env }, 'https://prod:6443'],
    [
      'what an empty current-context does not',
      { a: 'current-context: ""', b: second },
      { env },
      'https://prod:6443',
    ],
    [
      'a context in one and its cluster in another',
      { a: config().split('\n').slice(0, 3).join('\n'), b: config().split('\n').slice(3).join('\n') },
      { env },
      'https://dev:6443',
    ],
  ])('give %s', async (...[, files, machine, server]) => {
    expect(await serverOf(files, machine)).toBe(server);
  });

  it('resolve paths from the folder of the file that names them', async () => {
    const files = { a: '', 'sub/b': config(', certificate-authority: ca.pem'), 'sub/ca.pem': PEMS.ca };
    expect((await load(files, { env: { KUBECONFIG: 'a:sub/b' } })).target.tls.ca).toBe(PEMS.ca);
  });

  it('are each named where they are broken, and the context by its own file', async () => {
    expect((await failure({ a: config(), b: '{a: [' }, { env })).message).toMatch(
      /^kubeconfig DIR\/b is not YAML/,
    );
    expect((await failure({ a: '', b: config().replace('server:', 'serverr:') }, { env })).message).toBe(
      "cluster 'c' of context 'dev' of DIR/b has no server",
    );
  });
});
