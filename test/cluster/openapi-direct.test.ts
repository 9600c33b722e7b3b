import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Instance } from '../conformance/means.ts';
import { type RunningSubject, startDirectSubject } from '../conformance/servers/direct-subject.ts';
import { scaffoldServer } from '../conformance/servers/scaffold-server.ts';
import { TYPESCRIPT_MEMORY } from '../conformance/servers/typescript-servers.ts';
import { installedKubectls } from './kubectls.ts';

const kubectls = await installedKubectls();

describe.skipIf(kubectls.length === 0)('kubectl beside a server that no kube-apiserver stands before', () => {
  const directory = mkdtempSync(join(tmpdir(), 'kx-openapi-'));
  let subject: RunningSubject | undefined;
  let server: Instance | undefined;

  beforeAll(async () => {
    subject = await startDirectSubject(scaffoldServer(TYPESCRIPT_MEMORY, directory));
    server = await subject.means?.launch?.();
  });
  afterAll(async () => {
    await subject?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  // No version asks for anything but protobuf where it wants the document of OpenAPI 2.
  it.each(kubectls)('$version reads the document of OpenAPI 2, which comes as protobuf', ({ program }) => {
    if (server === undefined) throw new Error('it did not start');
    const { file } = server.certificates;
    const target = [`--server=https://127.0.0.1:${server.port}`, '--tls-server-name=localhost'];
    const files = ['ca.crt', 'admin.crt', 'admin.key'].map(file);
    const identity = ['certificate-authority', 'client-certificate', 'client-key'].map(
      (flag, index) => `--${flag}=${files[index]}`,
    );
    const args = ['explain', 'widgets.spec', '--recursive', '--output=plaintext-openapiv2'];
    const env = { HOME: directory, KUBECONFIG: '/dev/null' };
    const printed = execFileSync(program, [...args, ...target, ...identity], { encoding: 'utf8', env });
    expect(printed).toMatch(/^KIND: +Widget\nVERSION: +demo\.kx\.dev\/v1alpha1\n/);
    expect(printed).toMatch(/\n +limits\t<map\[string\]string>\n/);
    expect(printed).toMatch(/\n +ports\t<\[\]Object>\n +name\t<string>( -required-)?\n +port\t<integer>\n/);
  });
});
