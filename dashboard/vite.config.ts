import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `scripts/build-dashboard.mjs` builds by this file; `npx vite dashboard` serves the sources beside a running platform. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    target: 'es2022',
    // Browsers that know light-dark() themselves: its substitute does not see the scheme that Mantine sets.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // Not assets/: that is the folder of the gateway's own pages.
    assetsDir: 'app',
    // Small images, too, are files: the policy of the page knows no data: addresses.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What the first load may weigh is a test: test/dashboard/budget.test.ts.
    chunkSizeWarningLimit: 2000,
    // Browsers that know modules preload them by themselves; the polyfill is weight for the others.
    modulePreload: { polyfill: false },
    // A few files instead of a file for each component: browsers ask for six at once.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/ },
            { name: 'icons', test: /node_modules[\\/]lucide-react[\\/]/, minShareCount: 3 },
            {
              name: 'components',
              test: /node_modules[\\/](@mantine[\\/](core|hooks|notifications|store)|@floating-ui|clsx|react-remove-scroll)/,
              minShareCount: 3,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/login', '/logout', '/openapi.json'].map(path => [path, 'http://127.0.0.1:8080']),
    ),
  },
})
