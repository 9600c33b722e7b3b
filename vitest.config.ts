import { defineConfig } from 'vitest/config';

// What starts a process waits for it longer than the second that is usual, where other work goes on.
const poll = { timeout: 20_000 };

const project = (name: string, more: object = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], expect: { poll }, ...more },
});

export default defineConfig({
  test: {
    // Two cores: more workers only make tests that start processes wait for each other.
    maxWorkers: 2,
    projects: [
      // Property tests take seconds where other work goes on.
      project('unit', { testTimeout: 60_000 }),
      project('faults', { testTimeout: 60_000 }),
      // What is expected holds tests of its own, which its user runs.
      project('golden', { testTimeout: 60_000, exclude: ['test/golden/*/expected/**'] }),
      project('e2e', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('cluster', {
        testTimeout: 120_000,
        hookTimeout: 180_000,
        globalSetup: ['test/controlplane/global-setup.ts'],
      }),
    ],
  },
});
