import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { CHECKS } from '../conformance/all-checks.ts';
import { runChecks } from '../conformance/run-checks.ts';
import { clusterCrdCommand, crdCommand } from '../conformance/scaffold-flags.ts';
import { kubectlsFor } from '../conformance/servers/aggregated-subject.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { endpointOf } from './endpoint-of.ts';
import { kubectl } from './kubectl.ts';

/** Checks that a CRD does not pass, and why. */
const OTHERWISE: ReadonlyMap<number, string> = new Map([
  [12, 'a path below the group of a CRD that leads to no resource falls through to a plain 404'],
  [25, 'kube-apiserver redirects from an old hash to the new one'],
  [19, 'kube-apiserver answers a list itself, whoever wants to upgrade'],
]);

describeControlPlanes(
  'the checks of extension API servers, on CRDs',
  ({ version }) => {
    const controlPlane = useControlPlane({ version });

    const run = async (args: readonly string[], stdin = '') => {
      const { exitCode, stderr } = await kubectl(controlPlane(), args, { stdin });
      expect(exitCode, stderr).toBe(0);
    };

    beforeAll(async () => {
      for (const [out, command] of [
        ['widget', crdCommand],
        ['class', clusterCrdCommand],
      ] as const) {
        const { dir } = controlPlane();
        const { status, stderr } = runKx(command(out), { cwd: dir });
        expect(status, stderr).toBe(0);
        await run(['create', '-f', join(dir, out, 'crd.yaml')]);
        await run(['wait', '--for=condition=Established', '-f', join(dir, out, 'crd.yaml')]);
      }
    });

    it('hold for what the API server itself does', async () => {
      const subject = {
        endpoint: endpointOf(controlPlane()),
        mode: 'aggregated',
        makeNamespace: (name: string) => run(['create', 'namespace', name]),
        means: { kubectls: await kubectlsFor(controlPlane()) },
      } as const;
      const results = await runChecks(CHECKS, subject);
      const unexpected = results.filter(
        ({ check, outcome }) => OTHERWISE.has(check.id) !== (outcome === 'failed'),
      );
      expect(unexpected.map(({ check, reason }) => `${check.id} ${check.title}: ${reason}`)).toEqual([]);
    });
  },
  { oneIsEnough: true },
);
