// Builds the dashboard when a source of it is newer than the last build. A program of its own, so that it can run beside the
// compiler of the server: on two cores both are done sooner, and the server may answer before this is ready.
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const home = join(root, 'dashboard')
const place = join(home, 'dist')
const stamp = join(place, '.built')
const sources = ['src', 'public', 'index.html', 'package.json', 'vite.config.ts'].map(path => join(home, path))

if (isStale()) await build()

function isStale() {
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0
  return sources.some(path => newestMtimeMs(path) >= builtAt)
}

async function build() {
  // Whoever starts this may call itself something else (a test does), and React would be its slow build for development.
  process.env.NODE_ENV = 'production'
  // Vite is loaded when there is something to build, and not a moment earlier: most starts find everything ready.
  const vite = await import('vite')
  const fresh = join(home, 'node_modules', `.dist-${process.pid}`)
  const startedAt = new Date()
  await vite.build({
    configFile: join(home, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh, emptyOutDir: true },
  })
  writeFileSync(join(fresh, '.built'), '')
  // What changed while it was built is stale.
  utimesSync(join(fresh, '.built'), startedAt, startedAt)
  putIntoPlace(fresh)
}

// Aside, and then into place in one step: two commands may build at once, and a page that is open goes on loading its parts.
function putIntoPlace(fresh) {
  const old = `${fresh}-old`
  try {
    if (existsSync(place)) renameSync(place, old)
    renameSync(fresh, place)
  } catch {
    rmSync(fresh, { recursive: true, force: true })
  }
  rmSync(old, { recursive: true, force: true })
}

function newestMtimeMs(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMtimeMs(join(path, name))), stats.mtimeMs)
}
