import type { Check } from '../check.ts';
import { BASE, FIXTURE } from '../fixture.ts';

/** Where objects of a kind are, in the namespace that every cluster has. */
const COLLECTIONS: Readonly<Record<string, string>> = {
  [FIXTURE.kind]: `${BASE}/namespaces/default/${FIXTURE.plural}`,
  [FIXTURE.clusterKind]: `${BASE}/${FIXTURE.clusterPlural}`,
};

/** R: what somebody has who has just run kx. */
export const FRESH_PROJECT_CHECKS: readonly Check[] = [
  {
    id: 120,
    priority: 2,
    title:
      'as it came from kx it starts by its README, takes its samples, and passes its own tests without a network',
    modes: ['direct'],
    needs: ['project'],
    // Compilers and test runners take the whole machine.
    disturbs: true,
    run: async (trial) => {
      const { withServer, samples, test } = trial.means('project');
      trial.holds(samples.length === 2, `there are ${samples.length} samples for two kinds`);
      await withServer(async (endpoint) => {
        const { expect } = trial.at(endpoint);
        for (const sample of samples) {
          const path = COLLECTIONS[sample.kind] ?? '';
          const { name } = sample.metadata;
          await expect({ path, body: sample }, { status: 201 });
          await expect({ path: `${path}/${name}` }, { status: 200, body: { metadata: { name } } });
        }
      });
      const { exitCode, output } = await test();
      trial.holds(exitCode === 0, `its own tests end with ${exitCode}: ${output.slice(-2000)}`);
    },
  },
];
