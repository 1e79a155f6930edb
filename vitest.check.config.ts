import { defineConfig, mergeConfig } from 'vitest/config'
import full from './vitest.config.ts'

/** `npm run check`: the tests beside the code and the architecture test, without browsers and whole processes. */
export default mergeConfig(
  full,
  defineConfig({
    test: {
      exclude: [
        '**/node_modules/**',
        'test/!(architecture).test.ts',
        'testing/**',
        'scripts/**',
        '**/*.browser.test.ts',
      ],
    },
  }),
)
