import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startControlPlane } from '../../controlplane/start-control-plane.ts';
import { startScaffolded } from './scaffolded.ts';
import type { Subject } from './subject.ts';

/**
 * A server that kx scaffolds with the etcd of a control plane, as the peer has it.
 *
 * @returns undefined where there is no control plane
 */
export async function startScaffoldedOnEtcd(folder: string): Promise<Subject | undefined> {
  const controlPlane = await startControlPlane().catch(() => undefined);
  if (controlPlane === undefined) return undefined;
  // The packages of the client, which are among this repository's.
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const subject = await startScaffolded(folder, 'etcd', [`--etcd-servers=${controlPlane.etcd}`]);
  return {
    ...subject,
    etcd: controlPlane.etcd,
    stop: async () => {
      await subject.stop();
      await controlPlane.stop();
    },
  };
}
