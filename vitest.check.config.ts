import { defineConfig, mergeConfig } from 'vitest/config'
import full from './vitest.config.ts'

/** `npm run check`: the tests beside the code and the architecture test, without browsers and whole processes. */
export default mergeConfig(
  full,
  defineConfig({
    test: {
      env: { TEST_DATABASES: 'sqlite' },
      // Loading the modules anew for each file costs more than the tests themselves; `npm test` does it, once in a while.
      isolate: false,
      pool: 'threads',
      exclude: [
        '**/node_modules/**',
        'test/!(architecture).test.ts',
        'testing/**',
        'scripts/**',
        // Full disks, killed children and other slow proofs.
        'shared/database/earlier/**',
        'shared/database/process-lock.test.ts',
        'shared/database/migrate.test.ts',
        '**/*.browser.test.ts',
      ],
    },
  }),
)
