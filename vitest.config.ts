import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // Most of a test is waiting for Consul, so two go on beside each other also where there are two cores.
    maxWorkers: 2,
    // A busy machine is no failure: tests wait for conditions, and these are only the ends of patience.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Consul's events are best effort: once in some hundred times gossip passes an agent by, and no test can help it.
    retry: 1,
    // Ink draws differently when it believes that it runs in a pipeline.
    env: {CI: 'false', TZ: 'UTC'},
  },
})
