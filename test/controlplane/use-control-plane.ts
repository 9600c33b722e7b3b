import { afterAll, beforeAll } from 'vitest';
import type { ControlPlane, ControlPlaneOptions } from './control-plane.ts';
import { startControlPlane } from './start-control-plane.ts';

/** Starts a control plane before the tests of a suite and stops it after them. The tests get it by a call. */
export function useControlPlane(options: ControlPlaneOptions): () => ControlPlane {
  let started: ControlPlane | undefined;
  beforeAll(async () => {
    started = await startControlPlane(options);
  }, 180_000);
  afterAll(async () => {
    await started?.stop();
  });
  return () => {
    if (started === undefined) throw new Error('the control plane is there in tests and hooks only');
    return started;
  };
}
