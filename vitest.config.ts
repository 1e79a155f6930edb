import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['{shared,capabilities,flow,services,scripts,testing,test}/**/*.test.ts'],
    // One PostgreSQL for the whole run, started when the first test asks for it.
    globalSetup: ['testing/postgres/global-setup.ts'],
    pool: 'forks',
    // Most tests wait for processes and disks; one worker, the default on two cores, would leave a core idle.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
