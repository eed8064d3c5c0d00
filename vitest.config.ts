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
    // Gossip is best effort: once in some hundred times it passes an agent by, or takes a datacenter for lost for a moment.
    // The reporter names every test that has needed its second try.
    retry: 1,
    // Ink draws differently when it believes that it runs in a pipeline.
    env: {CI: 'false', TZ: 'UTC'},
  },
})
