import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect as connectPlainly } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { makeCertificates } from '../../unit/aa-server/certificates.ts';
import type { Check } from '../check.ts';
import type { Endpoint } from '../exchange.ts';
import { BASE } from '../fixture.ts';
import type { Trial } from '../trial.ts';

/** Object identifiers of extensions as DER writes them: 2.5.29.14 and 2.5.29.35. */
const KEY_IDENTIFIERS = { subject: '0603551d0e', authority: '0603551d23' };
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

/** A handshake. @returns the connection; undefined where the server refuses it */
function shakeHands(endpoint: Endpoint, more: ConnectionOptions = {}): Promise<TLSSocket | undefined> {
  const { hostname: host, port } = new URL(endpoint.url);
  const { ca, servername } = endpoint.agents.nobody.options;
  const trust = { ...(ca === undefined ? {} : { ca }), ...(servername === undefined ? {} : { servername }) };
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), ...trust, ...more }, () => resolve(socket));
    socket.on('error', () => resolve(undefined));
  });
}

/** @returns the certificate that a new connection is shown */
async function shownTo(trial: Trial, endpoint: Endpoint): Promise<X509Certificate> {
  const socket = await shakeHands(endpoint);
  const shown = socket?.getPeerX509Certificate();
  socket?.destroy();
  if (shown === undefined) {
    trial.holds(false, 'there is no handshake with the name of the Service and the CA of the server');
    throw new Error('no handshake');
  }
  return shown;
}

/** What comes on a connection to which a request is written as it stands. */
function answerToPlainText(endpoint: Endpoint): Promise<string> {
  const { hostname: host, port } = new URL(endpoint.url);
  return new Promise((resolve) => {
    let text = '';
    const socket = connectPlainly({ host, port: Number(port) }, () =>
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'),
    );
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => resolve(text)).on('close', () => resolve(text));
  });
}

/** The status of a request over HTTP/2. */
function statusOverHttp2(endpoint: Endpoint, path: string): Promise<number> {
  const { ca, cert, key, servername } = endpoint.agents.admin.options;
  const client = connectHttp2(endpoint.url, { ca, cert, key, servername } as ConnectionOptions);
  return new Promise<number>((resolve, reject) => {
    client.on('error', reject);
    const request = client.request({ ':path': path });
    request.on('response', (headers) => resolve(Number(headers[':status'])));
    request.on('error', reject).resume().end();
  }).finally(() => client.destroy());
}

/** Asks ten times a second for objects, and whether the server is available. @returns what failed until it is stopped */
function startClient(
  { send, widgets }: Trial,
  apiService: string,
): { stop: () => Promise<readonly string[]> } {
  const failures: string[] = [];
  let stopped = false;
  const ask = async () => {
    while (!stopped) {
      const [list, service] = await Promise.all([send({ path: widgets }), send({ path: apiService })]);
      if (list.status !== 200) failures.push(`${list.status} ${list.text}`);
      const { status, reason, message } = Object(service.json).status.conditions[0];
      if (status !== 'True') failures.push(`${reason}: ${message}`);
      await sleep(100);
    }
  };
  const asking = ask().catch((error: unknown) => void failures.push(String(error)));
  return {
    stop: async () => {
      stopped = true;
      await asking;
      return failures;
    },
  };
}

/** O: certificates and TLS. */
export const CERTIFICATE_CHECKS: readonly Check[] = [
  {
    id: 105,
    priority: 0,
    title: 'the certificate is for the Service, by every name that it has, and for a server',
    modes: ['direct'],
    needs: ['launch'],
    run: async (trial) => {
      const { endpoint } = await trial.means('launch')();
      const shown = await shownTo(trial, endpoint);
      const [service = '', namespace = ''] = String(endpoint.agents.nobody.options.servername).split('.');
      const names = [service, `${service}.${namespace}`, `${service}.${namespace}.svc`];
      for (const name of [...names, `${names[2]}.cluster.local`]) {
        trial.same(shown.checkHost(name, { subject: 'never' }), name, `what it says of ${name}`);
      }
      trial.same(shown.keyUsage, [SERVER_AUTH], 'what it is for');
      trial.same(shown.ca, false, 'whether it is a CA');
      for (const [name, identifier] of Object.entries(KEY_IDENTIFIERS)) {
        trial.holds(
          shown.raw.toString('hex').includes(identifier),
          `it does not identify the key of its ${name}`,
        );
      }
    },
  },
  {
    id: 106,
    priority: 1,
    title: 'a certificate that is replaced as a Secret is shown to new connections, and half a pair is not',
    modes: ['direct'],
    needs: ['launch'],
    run: async (trial) => {
      const launch = trial.means('launch');
      const first = await launch();
      const { certificates } = first;
      first.cluster.makeNamespace(trial.namespace);
      const service = first.endpoint.agents.nobody.options.servername;
      const extensions = [`subjectAltName=DNS:localhost,DNS:${service}`, 'extendedKeyUsage=serverAuth'];
      for (const name of ['second', 'third']) {
        certificates.issue(name, 'ca', { subject: `/CN=${name}`, extensions });
      }
      const mount = certificates.file('mounted');
      const put = (name: string, cert: string, key: string) => {
        // As the kubelet does it: a new directory, a link to it that is renamed, and the old directory goes
        // (k8s.io/kubernetes pkg/volume/util/atomic_writer.go).
        const old = existsSync(`${mount}/..data`) ? realpathSync(`${mount}/..data`) : undefined;
        mkdirSync(`${mount}/..${name}`, { recursive: true });
        writeFileSync(`${mount}/..${name}/tls.crt`, certificates.pem(`${cert}.crt`));
        writeFileSync(`${mount}/..${name}/tls.key`, certificates.pem(`${key}.key`));
        rmSync(`${mount}/..data_tmp`, { force: true });
        symlinkSync(`..${name}`, `${mount}/..data_tmp`);
        renameSync(`${mount}/..data_tmp`, `${mount}/..data`);
        if (old !== undefined) rmSync(old, { recursive: true });
      };
      put('1', 'tls', 'tls');
      for (const file of ['tls.crt', 'tls.key']) symlinkSync(`..data/${file}`, `${mount}/${file}`);
      const flags = { 'tls-cert-file': `${mount}/tls.crt`, 'tls-private-key-file': `${mount}/tls.key` };
      // Where objects are kept in a file, one process has it.
      first.signal('SIGKILL');
      await first.ended;
      const { endpoint } = await launch({ like: first, flags });
      const open = await trial.at(endpoint).watch({ path: `${trial.widgets}?watch=1&timeoutSeconds=60` });
      const shows = (name: string) => async () => {
        const socket = await shakeHands(endpoint, { rejectUnauthorized: false });
        const serial = socket?.getPeerX509Certificate()?.serialNumber;
        socket?.destroy();
        trial.same(serial, new X509Certificate(certificates.pem(`${name}.crt`)).serialNumber, 'the serial');
      };
      await shows('tls')();
      put('2', 'third', 'second');
      put('3', 'second', 'second');
      await trial.until(shows('second'), 70);
      put('4', 'third', 'second');
      await sleep(1_500);
      await shows('second')();
      await trial.at(endpoint).expect({ path: trial.widgets, body: trial.widget('w1') }, { status: 201 });
      trial.same((await open.next())?.type, 'ADDED', 'the event of a watch from before');
      open.close();
    },
  },
  {
    id: 107,
    priority: 2,
    title: 'the CA changes in two steps, between which no request fails and the server stays available',
    modes: ['aggregated'],
    needs: ['backend'],
    disturbs: true,
    run: async (trial) => {
      const { apiService, service, port, certFile, keyFile } = trial.means('backend');
      const [namespace = '', name = ''] = service.split('/');
      const made = makeCertificates();
      const extensions = [
        `subjectAltName=DNS:localhost,DNS:${name}.${namespace}.svc`,
        'extendedKeyUsage=serverAuth',
      ];
      made.issue('next', 'server-ca', { subject: '/CN=next', extensions });
      const path = `/apis/apiregistration.k8s.io/v1/apiservices/${apiService}`;
      const { json } = await trial.expect({ path }, { status: 200 });
      const former = Buffer.from(Object(json).spec.caBundle, 'base64').toString('utf8');
      const giveBundle = async (pem: string) => {
        const body = { spec: { caBundle: Buffer.from(pem).toString('base64') } };
        await trial.expect(
          { method: 'PATCH', type: 'application/merge-patch+json', path, body },
          { status: 200 },
        );
        // Nothing tells that kube-apiserver has taken it over; it watches the APIService.
        await sleep(3_000);
      };
      const client = startClient(trial, path);
      await giveBundle(`${former}\n${made.pem('server-ca.crt')}`);
      writeFileSync(keyFile, made.pem('next.key'));
      writeFileSync(certFile, made.pem('next.crt'));
      const { serialNumber } = new X509Certificate(made.pem('next.crt'));
      const backend = { ...trial.endpoint, url: `https://127.0.0.1:${port}` };
      await trial.until(async () => {
        const socket = await shakeHands(backend, { rejectUnauthorized: false });
        const shown = socket?.getPeerX509Certificate()?.serialNumber;
        socket?.destroy();
        trial.same(shown, serialNumber, 'the serial that the server shows');
      }, 70);
      await giveBundle(made.pem('server-ca.crt'));
      made.remove();
      trial.same(await client.stop(), [], 'what failed meanwhile');
    },
  },
  {
    id: 108,
    priority: 1,
    title: 'HTTP/2 and HTTP/1.1 over TLS 1.2 and newer, nothing weaker; plain HTTP is a bad request',
    modes: ['direct'],
    run: async (trial) => {
      const { endpoint } = trial;
      await trial.expect({ path: BASE }, { status: 200 });
      trial.same(await statusOverHttp2(endpoint, BASE), 200, 'the status over HTTP/2');
      const weak: readonly ConnectionOptions[] = [
        { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
        { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA:AES256-SHA' },
      ];
      for (const each of weak) {
        const socket = await shakeHands(endpoint, { ...each, rejectUnauthorized: false });
        socket?.destroy();
        trial.holds(socket === undefined, `there is a handshake with ${JSON.stringify(each)}`);
      }
      for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
        const socket = await shakeHands(endpoint, { minVersion: version, maxVersion: version });
        socket?.destroy();
        trial.holds(socket !== undefined, `there is no handshake with ${version}`);
      }
      trial.same(await answerToPlainText(endpoint), /^HTTP\/1\.[01] 400 /, 'the answer to plain HTTP');
    },
  },
];
