import { readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { issueLocalCertificates } from '../../src/certs/issue-local-certificates.ts';
import type { RawOptions } from '../../src/options/option.ts';
import { CORE, DEMO, discoveryList } from '../unit/discover/answers.ts';
import { fakeApiServer } from '../unit/discover/fake-api-server.ts';
import { kubeconfigFor } from '../unit/discover/run-discover.ts';
import { bothLogs } from './both-logs.ts';
import { installedKubectls, type Place } from './kubectls.ts';

const KUBECTLS = await installedKubectls();

/** Where to run, as which user, with which flags. */
type Setting = { readonly place: Place; readonly options?: RawOptions };

const PLUGIN = `
const status = { token: 'from-a-plugin' };
console.log(JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status }));
`;

/** @returns a user of a kubeconfig by what it is to be known by; files go into a directory */
const USERS: Readonly<Record<string, (dir: string) => object | Promise<object>>> = {
  'a token in a file': (dir) => ({ tokenFile: written(dir, 'token', 's3cret\n') }),
  'a name and a password': () => ({ username: 'jane', password: 's3cret' }),
  'a credential plugin': (dir) => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: [written(dir, 'plugin.mjs', PLUGIN)],
      interactiveMode: 'Never',
    },
  }),
  'somebody else': () => ({
    token: 's3cret',
    as: 'jane',
    'as-uid': '7',
    'as-groups': ['a', 'b'],
    'as-user-extra': { scopes: ['x', 'y'], 'acme.com/team%': ['z'] },
  }),
  'a client certificate in files': async (dir) => {
    const service = { name: 'fake', namespace: 'default' };
    const { server } = await issueLocalCertificates(service, Date.now(), new AbortController().signal);
    return {
      'client-certificate': written(dir, 'tls.crt', server.leaf.certPem),
      'client-key': written(dir, 'tls.key', server.leaf.keyPem),
    };
  },
};

function written(dir: string, name: string, text: string): string {
  const file = join(dir, name);
  writeFileSync(file, text);
  return file;
}

/** Kubeconfigs as they are named in several ways. */
const NAMED: Readonly<Record<string, (file: string) => Setting>> = {
  'several, one of them missing, empty or named twice': (file) => ({
    place: {
      KUBECONFIG: ['/none', written(dirname(file), 'empty', ''), file, file].join(delimiter),
    },
  }),
  'by a relative path': (file) => ({ place: { KUBECONFIG: `./${basename(file)}`, cwd: dirname(file) } }),
  'by a relative path in a flag': (file) => ({
    place: { KUBECONFIG: '/none', cwd: dirname(file) },
    options: { kubeconfig: basename(file) },
  }),
};

describe.skipIf(KUBECTLS.length === 0)('the log of kx discover', () => {
  it.each(Object.entries(USERS))('is that of each kubectl for %s', async (_, user) => {
    const server = await fakeApiServer({ '/api': discoveryList([CORE]), '/apis': discoveryList([DEMO]) });
    const KUBECONFIG = kubeconfigFor(server);
    const config = parse(readFileSync(KUBECONFIG, 'utf8'));
    config.users[0].user = await user(dirname(KUBECONFIG));
    writeFileSync(KUBECONFIG, stringify(config));
    // client-go starts to watch the files of a certificate in a goroutine.
    for (const { version, theirs, ours } of await bothLogs({ KUBECONFIG }, '9')) {
      expect({ version, log: ours.toSorted() }).toEqual({ version, log: theirs.toSorted() });
    }
  });

  it.each(Object.entries(NAMED))('is that of each kubectl for kubeconfigs: %s', async (_, named) => {
    const server = await fakeApiServer({ '/api': discoveryList([CORE]), '/apis': discoveryList([DEMO]) });
    const { place, options } = named(kubeconfigFor(server));
    for (const { version, theirs, ours } of await bothLogs(place, '6', options)) {
      expect({ version, log: ours }).toEqual({ version, log: theirs });
    }
  });

  it('begins like that of each kubectl where KUBECONFIG names no file that is there', async () => {
    for (const { version, theirs, ours } of await bothLogs({ KUBECONFIG: '/none:/none2' }, '6')) {
      expect({ version, log: ours }).toEqual({ version, log: theirs.slice(0, 1) });
    }
  });
});
