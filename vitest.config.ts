import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // A busy machine is no failure: tests wait for conditions, and these are only the ends of patience.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Ink draws differently when it believes that it runs in a pipeline.
    env: {CI: 'false', TZ: 'UTC'},
  },
})
