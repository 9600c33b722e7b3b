import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { KX } from '../support/run-kx.ts';

const shell = (command: string) =>
  spawnSync('bash', ['-o', 'pipefail', '-c', command], {
    encoding: 'utf8',
    env: { ...process.env, KX: `${process.execPath} ${KX}` },
  });

it.skipIf(!existsSync('/dev/full')).each(['--help', 'scaffold crd xs.example.com --kind X --stdout'])(
  'a full disk behind the stdout of kx %s is one sentence and exit 1',
  (line) => {
    const { status, stderr } = shell(`$KX ${line} > /dev/full`);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: cannot write to stdout: no space left on the device \(ENOSPC\)\n$/);
  },
);

it('a reader that leaves is no error', () => {
  const { status, stdout, stderr } = shell('$KX completion bash | head -1');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('bash completion for kx');
});

it('stdout holds the result alone', () => {
  const { status, stdout } = shell('$KX scaffold crd xs.example.com --kind X --out - 2>/dev/null');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^apiVersion: apiextensions.k8s.io\/v1\nkind: CustomResourceDefinition\n/);
});

const DOCUMENTS = [
  ['scaffold crd xs.example.com --kind X --dry-run', 0, 'Plan'],
  ['scaffold aa x --group a.example.com --kind X --dry-run', 0, 'Plan'],
  ['certs gen --service s --namespace n --dry-run', 0, 'CertificateSet'],
  ['certs gen', 2, 'Error'],
  ['discover --server https://127.0.0.1:1', 5, 'Error'],
] as const;

it.each(DOCUMENTS)('%s prints one document, whatever the format', (command, status, kind) => {
  const json = shell(`$KX ${command} -o json`);
  const yaml = shell(`$KX ${command} -o yaml`);
  expect([json.status, yaml.status]).toEqual([status, status]);
  expect(JSON.parse(json.stdout).kind).toBe(kind);
  expect(Object.keys(parse(yaml.stdout))).toEqual(Object.keys(JSON.parse(json.stdout)));
});
