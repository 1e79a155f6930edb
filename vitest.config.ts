import { defineConfig } from 'vitest/config'
import { homes } from './testing/find-unit-tests.ts'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // Where the global set-up runs: without it the databases of tests are migrated by whatever lies in dist.
  environments: { __vitest__: { resolve: { conditions: ['source'] } } },
  test: {
    include: homes.map(home => `${home}/**/*.test.ts`),
    // One PostgreSQL for the whole run, started when the first test file asks for it.
    globalSetup: ['testing/postgres/global-setup.ts'],
    // This package has a condition of our name, too, which leads to TypeScript: Vitest must compile it and whoever imports it.
    server: { deps: { inline: [/@modelcontextprotocol\/sdk\/dist\/esm\/client/, /eventsource-parser/] } },
    pool: 'forks',
    // Most tests wait for processes and disks; one worker, the default on two cores, would leave a core idle.
    maxWorkers: 2,
    // Files of one worker share their modules: importing them anew for each file took a third of the whole run. What a module of
    // ours remembers, it remembers for a whole process of the platform, too, so a test that minds has found a fault.
    isolate: false,
    // How long to wait for what must come is no promise: a busy machine is slow, and a test that hangs is a rare one.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 20_000 } },
    // A machine that others use, too, may stop for seconds in the middle of a race. One more try; the run says which tests took it,
    // and each of them is a fault of the test, to be mended.
    retry: process.env.CI === 'true' ? 1 : 0,
  },
})
