import { defineConfig } from 'vitest/config'
import { findUnitTests } from './testing/find-unit-tests.ts'
import full from './vitest.config.ts'

/** `npm run check`: the tests that need nothing but the code, each property for a moment. `npm test` runs every test to its end. */
export default defineConfig({
  ...full,
  test: {
    ...full.test,
    include: [...findUnitTests(import.meta.dirname)],
    setupFiles: ['testing/brief-properties.ts'],
    // Loading the modules anew for each file costs more than these tests.
    isolate: false,
    experimental: { fsModuleCache: true },
  },
})
