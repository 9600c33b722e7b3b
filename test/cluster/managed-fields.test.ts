import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ApiObject } from '../../templates/aa/typescript/src/server/api/api-object.ts';
import { type Ask, open, readAnswer } from '../conformance/exchange.ts';
import { crdCommand } from '../conformance/scaffold-flags.ts';
import { describeControlPlanes } from '../controlplane/describe-control-planes.ts';
import { useControlPlane } from '../controlplane/use-control-plane.ts';
import { runKx } from '../support/run-kx.ts';
import { fc } from '../support/seeded-fast-check.ts';
import { endpointOf } from './endpoint-of.ts';
import { FIELD_WRITES, makeWrite } from './field-writes.ts';
import { kubectl } from './kubectl.ts';

/** More of them take longer and find more; it has been run with thousands. */
const RUNS = Number(process.env['KX_PROPERTY_RUNS'] ?? 60);

describeControlPlanes('managedFields', ({ version }) => {
  const controlPlane = useControlPlane({ version });
  const crd = () => join(controlPlane().dir, 'widget/crd.yaml');

  beforeAll(async () => {
    const { status, stderr } = runKx(crdCommand('widget'), { cwd: controlPlane().dir });
    expect(status, stderr).toBe(0);
    for (const args of [['create'], ['wait', '--for=condition=Established']]) {
      const { exitCode, stderr: said } = await kubectl(controlPlane(), [...args, '-f', crd()]);
      expect(exitCode, said).toBe(0);
    }
  });

  it('are those of the API server, whoever writes what in which order', async () => {
    const schema = parse(readFileSync(crd(), 'utf8')).spec.versions[0].schema.openAPIV3Schema;
    const endpoint = endpointOf(controlPlane());
    let count = 0;
    const property = fc.asyncProperty(FIELD_WRITES, async (writes) => {
      count += 1;
      const place = {
        name: `w${count}`,
        schema,
        send: async (ask: Ask) => readAnswer(await open(endpoint, ask)),
      };
      let before: ApiObject | undefined;
      for (const write of writes) before = await makeWrite({ place, write, before });
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});
