import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { ended, started } from './started.ts';
import type { Subject } from './subject.ts';

/** A server that kx scaffolds in TypeScript, with a store. */
export async function startScaffolded(
  folder: string,
  storage: string,
  more: readonly string[] = [],
): Promise<Subject> {
  const name = `aa-${storage}`;
  const kind = ['--group', 'demo.kx.dev', '--kind', 'Widget', '--field', 'spec.size:int32=1'];
  const words = [
    ...['scaffold', 'aa', name, ...kind, '--field', 'spec.reference:string'],
    ...['--storage', storage, '--yes', '--quiet'],
  ];
  spawnSync(process.execPath, [resolve('bin/kx.js'), ...words], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const cwd = join(folder, name);
  const flags = ['--secure-port=0', '--bind-address=127.0.0.1', '--client-ca-file=certs/ca.crt', ...more];
  const certificates = ['--tls-cert-file=certs/tls.crt', '--tls-private-key-file=certs/tls.key'];
  const { child, port } = await started([process.execPath, 'src/main.ts', ...certificates, ...flags], {
    cwd,
    ready: /port=(\d+)/,
  });
  return {
    name: `kx ${storage}`,
    port,
    collection: '/apis/demo.kx.dev/v1alpha1/namespaces/default/widgets',
    apiVersion: 'demo.kx.dev/v1alpha1',
    kind: 'Widget',
    caFile: join(cwd, 'certs/ca.crt'),
    certFile: join(cwd, 'certs/admin/tls.crt'),
    keyFile: join(cwd, 'certs/admin/tls.key'),
    process: child,
    etcd: undefined,
    stop: () => ended(child),
  };
}
