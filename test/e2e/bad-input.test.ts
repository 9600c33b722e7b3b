import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runKx } from '../support/run-kx.ts';
import { tempDir } from '../support/temp-dir.ts';

const CRD = ['scaffold', 'crd', 'crontabs.stable.example.com', '--kind', 'CronTab'];
const AA = ['scaffold', 'aa', 'my-aa', '--group', 'demo.kx.dev', '--kind', 'Widget'];
const CERTS = ['certs', 'gen', '--service', 's', '--namespace', 'n'];

// One line per flag of the thin path: what is wrong, and what the error must name.
it.each([
  [[...CRD, '--group', 'other.example.com'], 'other.example.com'],
  [[...CRD, '--plural', 'tabs'], 'tabs'],
  [['scaffold', 'crd', 'crontabs', '--kind', 'CronTab'], 'crontabs'],
  [['scaffold', 'crd', 'a.b.c', '--kind', 'not a kind'], '--kind'],
  [[...CRD, '--singular', 'UPPER'], '--singular'],
  [[...CRD, '--list-kind', 'CronTab'], '--list-kind'],
  [[...CRD, '--short-name', 'c_t'], '--short-name'],
  [[...CRD, '--category', 'a b'], '--category'],
  [[...CRD, '--version', '1'], '--version'],
  [[...CRD, '--version', 'v1,served=maybe'], 'served'],
  [[...CRD, '--version', 'v1,storage', '--version', 'v2,storage'], '--version'],
  [[...CRD, '--scope', 'namespaced'], 'Namespaced'],
  [[...CRD, '--field', 'spec.x:strin'], 'string'],
  [[...CRD, '--field', 'spec.x:string{patern=a}'], 'pattern'],
  [[...CRD, '--field', 'spec.x:int32=a'], 'spec.x'],
  [[...CRD, '--field', 'spec.x'], 'spec.x'],
  [[...CRD, '--field', 'spec.x:string', '--field', 'spec.x:int32'], 'spec.x'],
  [[...CRD, '--field', 'spec.x:string', '--field', 'spec.x.y:string'], 'spec.x'],
  [[...CRD, '--column', 'Age'], '--column'],
  [[...CRD, '--selectable', '.spec.nope'], '--selectable'],
  [[...CRD, '--scale', '.spec.replicas'], '--scale'],
  [[...CRD, '--label', 'novalue'], '--label'],
  [[...CRD, '--annotation', '=x'], '--annotation'],
  [[...CRD, '-o', 'xml'], '--output'],
  [['scaffold', 'crd', 'xs.k8s.io', '--kind', 'X'], 'api-approved.kubernetes.io'],
  [['scaffold', 'aa', 'My_AA', '--group', 'demo.kx.dev', '--kind', 'Widget'], 'My_AA'],
  [[...AA, '--version', 'v1,storage'], '--version'],
  [[...AA, '--service', '1svc'], '--service'],
  [[...AA, '--namespace', 'kube_system'], '--namespace'],
  [[...AA, '--field', 'spec.x:strin'], 'string'],
  [[...AA, '--field', 'spec.x:string{format=isbn}'], 'isbn'],
  [[...AA, '--field', 'spec.a:string[]', '--column', 'A:string:.spec.a[0:1]'], '--column'],
  [[...AA, '--out', ''], '--out'],
  [[...AA, '--out', '-'], '--out'],
  [[...CRD, '--out', ''], '--out'],
  [[...CERTS, '--out', '-'], '--out'],
  [['certs', 'gen', '--service', 'S', '--namespace', 'n'], '--service'],
  [['certs', 'gen', '--service', 's', '--namespace', 'a.b'], '--namespace'],
  [[...CERTS, '--dns', 'https://x'], '--dns'],
  [[...CERTS, '--ip', '300.1.1.1'], '--ip'],
  [[...CERTS, '--days', '1e3'], '--days'],
  [[...CERTS, '--ca-days', '0'], '--ca-days'],
  [[...CERTS, '--key', 'rsa1024'], '--key'],
  [[...CERTS, '--profile', 'sever'], '--profile'],
  [[...CERTS, '--ca-cert', 'x.crt'], '--ca-key'],
  [[...CERTS, '-o', 'table'], '--output'],
  [['certs', 'inspect'], 'FILE'],
  [['certs', 'inspect', 'nowhere.crt'], 'nowhere.crt'],
  [['certs', 'inspect', 'http://localhost'], 'plain HTTP'],
  [['certs', 'inspect', 'x', '-o', 'table'], '--output'],
  [['certs', 'verify', '--at', 'noon'], '--at'],
  [['certs', 'verify', '--min-days', 'x'], '--min-days'],
  [['certs', 'verify', '--live', 'nohost'], '--live'],
  [['certs', 'verify', '-f', 'nowhere.yaml'], 'nowhere.yaml'],
  [[...CERTS, '--pathlen', '-1'], '--pathlen'],
  [[...CERTS, '--backdate', '1d'], '24h'],
  [[...CERTS, '--emit', 'secrets'], 'secret'],
  [[...CERTS, '--emit', 'apiservice'], '--group-version'],
  [[...CERTS, '--passphrase-file', 'nowhere'], 'nowhere'],
  [['certs', 'csr'], '--service'],
  [['certs', 'csr', '--service', 's', '--namespace', 'n', '--emit', 'csr'], '--signer-name'],
  [['certs', 'patch'], '--ca'],
  [['certs', 'patch', '--ca', 'nowhere.crt', '-f', 'x'], 'nowhere.crt'],
  [['certs', 'patch', '--ca', 'x', '--cluster'], 'KIND/NAME'],
  [['certs', 'bundle'], 'FILE'],
  [['certs', 'bundle', 'nowhere.crt'], 'nowhere.crt'],
  [['discover', '-v', '11'], '-v'],
  [['discover', '--kubectl', '1.26'], '--kubectl'],
  [['discover', '--mode', 'fast'], '--mode'],
  [['discover', '-o', 'xml'], '--output'],
  [['discover', '--sort-by', 'size'], '--sort-by'],
  [['discover', '--namespaced=maybe'], '--namespaced'],
  [['discover', '--request-timeout', 'soon'], '--request-timeout'],
])('%j is refused with exit 2 and names %s', (args, name) => {
  const cwd = tempDir();
  const { status, stdout, stderr } = runKx(args, { cwd });
  expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(name);
  expect(stderr).not.toMatch(/\n\s+at |kx has a defect/);
  expect(readdirSync(cwd)).toEqual([]);
});

it.each([
  [
    [
      'scaffold',
      'crd',
      '--group',
      'nodot',
      '--kind',
      'a b',
      '--scope',
      'x',
      '--field',
      'spec.y:strin',
      '-o',
      'json',
    ],
  ],
  [
    [
      'scaffold',
      'aa',
      'X_',
      '--group',
      'nodot',
      '--kind',
      'a b',
      '--namespace',
      'A',
      '--scope',
      'x',
      '-o',
      'json',
    ],
  ],
  [['certs', 'gen', '--service', 'S', '--namespace', 'N', '--days', '0', '--key', 'x', '-o', 'json']],
  [['certs', 'verify', '--at', 'noon', '--min-days', 'x', '-o', 'json']],
  [['discover', '-v', '11', '--kubectl', '1.2', '--mode', 'x', '--sort-by', 'y', '-o', 'json']],
])('%j lists every problem at once', (args) => {
  const { status, stdout } = runKx(args);
  expect(status).toBe(2);
  expect(JSON.parse(stdout).violations.length, stdout).toBeGreaterThanOrEqual(4);
});

it.each([
  [
    ['scaffold', 'crd'],
    ['--group', '--kind'],
  ],
  [
    ['scaffold', 'aa'],
    ['NAME', '--group', '--kind'],
  ],
  [
    ['certs', 'gen'],
    ['--service', '--namespace'],
  ],
  [
    ['certs', 'verify'],
    ['--cert', '--ca', '--service', '--namespace'],
  ],
])('%j without a terminal names all that is missing', (args, missing) => {
  const { status, stderr } = runKx(args);
  expect(status).toBe(2);
  expect(missing.filter((flag) => !stderr.includes(flag))).toEqual([]);
});
