import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCertsGen } from '../../../../src/commands/certs-gen.ts';
import { runCertsRenew } from '../../../../src/commands/certs-renew.ts';
import { runCertsRotate } from '../../../../src/commands/certs-rotate.ts';
import type { RawOptions } from '../../../../src/options/option.ts';
import { runCommand } from '../../../support/run-command.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const MANIFESTS = ['secret.yaml', 'apiservice.yaml', 'webhook.yaml', 'ca-bundle.txt'];

async function generated(): Promise<string> {
  const cwd = tempDir();
  const emit = { emit: 'secret,apiservice,webhook,ca-bundle', groupVersion: ['demo.kx.dev/v1'] };
  const options = { service: 'aa', namespace: 'aa-system', ...emit };
  expect((await runCommand(runCertsGen, { cwd, options })).error).toBeUndefined();
  return cwd;
}

const textOf = (cwd: string, name: string) => readFileSync(join(cwd, 'certs', name), 'utf8');
const base64Of = (cwd: string, name: string) => Buffer.from(textOf(cwd, name)).toString('base64');

/** @returns which of the files each manifest holds as they are now */
function heldBy(cwd: string): Readonly<Record<string, readonly string[]>> {
  const holds = (manifest: string) =>
    ['ca.crt', 'tls.crt', 'tls.key'].filter((name) => textOf(cwd, manifest).includes(base64Of(cwd, name)));
  return Object.fromEntries(MANIFESTS.map((name) => [name, holds(name)]));
}

const ALL = {
  'secret.yaml': ['ca.crt', 'tls.crt', 'tls.key'],
  'apiservice.yaml': ['ca.crt'],
  'webhook.yaml': ['ca.crt'],
  'ca-bundle.txt': ['ca.crt'],
};

it('manifests of kx certs gen --emit hold the certificates through a whole rotation and a renewal', async () => {
  const cwd = await generated();
  appendFileSync(join(cwd, 'certs/apiservice.yaml'), '# mine\n');
  const steps: readonly RawOptions[] = [
    { stage: 'prepare' },
    { stage: 'switch' },
    { abort: true },
    { stage: 'switch' },
    { stage: 'finish' },
  ];
  for (const options of steps) {
    const { error } = await runCommand(runCertsRotate, { cwd, options });
    expect(error, JSON.stringify(options)).toBeUndefined();
    expect(heldBy(cwd), JSON.stringify(options)).toEqual(ALL);
  }
  const { stdout, stderr } = await runCommand(runCertsRenew, { cwd, options: { ca: true } });
  expect(heldBy(cwd)).toEqual(ALL);
  expect(stdout).toContain('certs/secret.yaml changed\n');
  expect(stderr).toContain('kubectl apply -f certs/secret.yaml\n');
  expect(stderr).toContain('kubectl apply -f certs/apiservice.yaml\n');
  expect(stderr).not.toContain('kubectl create secret');
  expect(textOf(cwd, 'apiservice.yaml')).toMatch(/\n# mine\n$/);
  expect(statSync(join(cwd, 'certs/secret.yaml')).mode & 0o777).toBe(0o600);
});

it('a manifest of other certificates stays as it is', async () => {
  const cwd = await generated();
  const other = 'kind: Secret\ndata: { tls.crt: b3RoZXI= }\n';
  writeFileSync(join(cwd, 'certs/secret.yaml'), other);
  const { stderr } = await runCommand(runCertsRenew, { cwd, options: {} });
  expect(textOf(cwd, 'secret.yaml')).toBe(other);
  expect(stderr).toContain('kubectl create secret tls aa-tls');
});

it.each([runCertsRenew, runCertsRotate])('--diff shows no key of a Secret: %#', async (run) => {
  const cwd = await generated();
  const before = base64Of(cwd, 'tls.key');
  const options = run === runCertsRotate ? { stage: 'prepare', diff: true } : { diff: true };
  const { stdout, error } = await runCommand(run, { cwd, options });
  expect(error).toBeUndefined();
  expect(stdout).toMatch(/^\+{3} b\/(?:ca|tls)\.crt$/mu);
  expect(stdout).not.toContain(before);
  expect(stdout).not.toMatch(/tls\.key: \S{40}/);
});
