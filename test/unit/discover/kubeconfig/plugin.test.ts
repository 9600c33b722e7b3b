import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../src/errors.ts';
import { authorizationOf, DATA, type Files, load, PEMS } from './load-target.ts';
import { answers, plugin, USER, V1, V1BETA1 } from './plugin-script.ts';

const PAIR = `clientCertificateData: ${JSON.stringify(PEMS.cert)}, clientKeyData: ${JSON.stringify(PEMS.key)}`;
const ECHO = '{ token: process.env.KUBERNETES_EXEC_INFO.trim() }';

async function tokenOf(files: Files): Promise<string> {
  return (authorizationOf((await load(files)).target) ?? '').replace('Bearer ', '');
}

describe('a credential plugin', () => {
  it.each<readonly [what: string, files: Files, target: object]>([
    ['a token', plugin(answers('{ token: "abc" }')), { headers: [['Authorization', 'Bearer abc']] }],
    [
      'a certificate',
      plugin(answers(`{ ${PAIR} }`)),
      { headers: [], tls: { cert: PEMS.cert, key: PEMS.key } },
    ],
    [
      'both',
      plugin(answers(`{ ${PAIR}, token: "abc", expirationTimestamp: "2026-01-01T00:00:00Z" }`)),
      { headers: [['Authorization', 'Bearer abc']], tls: { cert: PEMS.cert } },
    ],
    [
      'YAML',
      plugin(`console.log("kind: ExecCredential\\napiVersion: ${V1}\\nstatus: { token: abc }")`),
      { headers: [['Authorization', 'Bearer abc']] },
    ],
    [
      'what v1beta1 asks for, which needs no interactiveMode',
      plugin(answers('{ token: "abc" }', V1BETA1), {
        user: `exec: { apiVersion: ${V1BETA1}, command: ./plugin }`,
      }),
      { headers: [['Authorization', 'Bearer abc']] },
    ],
    [
      'what its arguments and variables say, of which the last of a name holds',
      plugin(answers('{ token: process.argv.slice(2).join() + process.env.A }'), {
        user: `exec: { apiVersion: ${V1}, command: ./plugin, interactiveMode: Never, args: [b, c], env: [{ name: A, value: x }, { name: A, value: "1" }] }`,
      }),
      { headers: [['Authorization', 'Bearer b,c1']] },
    ],
  ])('gives %s', async (_, files, target) => {
    expect((await load(files)).target).toMatchObject(target);
  });

  it('is told what it may do, and nothing of the cluster', async () => {
    expect(JSON.parse(await tokenOf(plugin(answers(ECHO))))).toEqual({
      kind: 'ExecCredential',
      apiVersion: V1,
      spec: { interactive: false },
    });
  });

  it('is told of the cluster where it wants', async () => {
    const files = plugin(answers(ECHO), {
      user: USER.replace(' }', ', provideClusterInfo: true }'),
      cluster: `, certificate-authority-data: ${DATA.ca}, tls-server-name: kube, proxy-url: "http://p:1", disable-compression: true, extensions: [{ name: client.authentication.k8s.io/exec, extension: { audience: [a] } }, { name: other, extension: 1 }]`,
    });
    expect(JSON.parse(await tokenOf(files)).spec).toEqual({
      cluster: {
        server: 'https://dev:6443',
        'tls-server-name': 'kube',
        'certificate-authority-data': DATA.ca,
        'proxy-url': 'http://p:1',
        'disable-compression': true,
        config: { audience: ['a'] },
      },
      interactive: false,
    });
  });

  it('has its stderr shown, and finds an empty standard input', async () => {
    const script = `const input = require('node:fs').readFileSync(0, 'utf8'); console.error('look'); ${answers('{ token: "t" + input }')}`;
    const { target, stderr } = await load(plugin(script));
    expect({ token: authorizationOf(target), stderr: stderr() }).toEqual({
      token: 'Bearer t',
      stderr: 'look\n',
    });
  });

  it('is asked again where the server does not take its token any longer', async () => {
    const script = `const fs = require('node:fs'); const file = __dirname + '/count'; fs.appendFileSync(file, 'x'); ${answers('{ token: fs.readFileSync(file, "utf8") }')}`;
    const { target, dir } = await load(plugin(script));
    const renewed = await target.refresh?.();
    expect([authorizationOf(target), renewed && authorizationOf(renewed)]).toEqual(['Bearer x', 'Bearer xx']);
    expect(readFileSync(join(dir, '.kube/count'), 'utf8')).toBe('xx');
  });

  it('is ended by Ctrl-C', async () => {
    const stop = new AbortController();
    const stderr = { write: () => stop.abort() };
    const running = load(plugin('console.error("asking"); setInterval(() => {}, 1_000)'), {
      io: { signal: stop.signal, stderr },
    });
    await expect(running).rejects.toBeInstanceOf(CancelledError);
  });
});
