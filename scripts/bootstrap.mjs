// Every command starts here. Plain JavaScript without dependencies, because it runs on a fresh clone before anything is
// installed: it installs what is missing, builds what is stale, and then becomes the command in this very process.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const oldestNode = [20, 19]
// npm writes this when an installation is complete; an interrupted one leaves none.
const installStamp = join(root, 'node_modules', '.package-lock.json')
const buildStamp = join(root, 'dist', '.built')

// What each command runs, and whether it needs the tools of development too.
const services = ['analytics', 'api-gateway', 'telegram-bot', 'worker']
const built = {
  start: 'start',
  cli: 'cli',
  doctor: 'doctor',
  ...Object.fromEntries(services.map(name => [name, 'start'])),
}
const developed = {
  bench: ['testing/bench/run-bench.ts'],
  'bench:history': ['testing/history/run-turn-latency.ts'],
  'bench:lists': ['testing/bench/lists/run-lists.ts'],
  'bench:scaling': ['testing/bench/scaling/run-scaling.ts'],
  demo: ['testing/demo.ts'],
  eval: ['testing/eval/run-eval.ts'],
  fuzz: ['testing/fuzz/run-fuzz.ts'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  'test:chaos': ['testing/chaos/run-chaos.ts'],
  'test:copy': ['testing/history/run-copy-proof.ts'],
  'test:kill': ['testing/kill/run-kill-test.ts'],
  'test:soak': ['testing/soak/run-soak.ts'],
  'test:storm': ['testing/storm/run-storm.ts'],
}

const [command = 'start', ...rest] = process.argv.slice(2)
requireNode()
if (command in built) await runBuilt(command, rest)
else if (command in developed) await runDeveloped(command, rest)
else if (command === 'check') await check()
// For the tests that start the built platform: whoever runs them has installed already.
else if (command === 'build') await build()
else {
  fail(
    `There is no command "${command}". Known: ${['build', 'check', ...Object.keys(built), ...Object.keys(developed)].join(', ')}.`,
  )
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  fail(
    `Node.js ${process.versions.node} is too old: install ${oldestNode.join('.')} or newer from https://nodejs.org and try again.`,
  )
}

async function runBuilt(name, args) {
  install('runtime')
  await build()
  const entry = join(root, 'dist', 'scripts', `${built[name]}.js`)
  process.argv = [process.execPath, entry, ...(services.includes(name) ? [name] : []), ...args]
  await import(pathToFileURL(entry).href)
}

async function runDeveloped(name, args) {
  install('development')
  // All of these start the built platform, as its user would.
  await build()
  const [entry, ...own] = developed[name]
  const loader = entry.endsWith('.ts') ? ['--conditions=source', '--import', 'tsx'] : []
  const child = spawn(process.execPath, [...loader, join(root, entry), ...own, ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  // Ctrl-C in a terminal reaches the child as well: it stops by itself, and this process outlives it. Other signals are passed on.
  process.on('SIGINT', () => {})
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', status => process.exit(status ?? 1))
}

/** Reads the sources and nothing else: nothing is built for it. */
async function check() {
  install('development')
  await import('./check.mjs')
}

/** Installs when the lock file is newer than what is there; what is there for development serves the runtime as well. */
function install(mode) {
  const isCurrent =
    existsSync(installStamp) && statSync(installStamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  const hasTools = existsSync(join(root, 'node_modules', 'vitest'))
  if (isCurrent && (mode === 'runtime' || hasTools)) return
  say('Installing what is missing; the first time this takes a minute or two …')
  const status = npm([
    'ci',
    '--no-fund',
    '--no-audit',
    '--loglevel=error',
    ...(mode === 'runtime' ? ['--omit=dev'] : []),
  ])
  if (status !== 0)
    fail('npm ci failed: see the lines above. Check the network and the free disk space, then try again.')
}

function npm(args) {
  // npm tells its own path to the scripts it runs; without it (a bare `node scripts/…`) the one on the PATH serves.
  const cli = process.env.npm_execpath
  return cli === undefined ? run('npm', args, 'inherit') : run(process.execPath, [cli, ...args], 'inherit')
}

/** Builds the server and, beside it, the dashboard, each when any source of it is newer than its last build. */
async function build() {
  const dashboard = spawn(process.execPath, [join(root, 'scripts/build-dashboard.mjs')], {
    cwd: root,
    stdio: 'inherit',
  })
  const finished = new Promise(done => dashboard.once('exit', status => done(status ?? 1)))
  buildServer()
  if ((await finished) !== 0) fail('The dashboard was not built: see the lines above.')
}

function buildServer() {
  const builtAt = existsSync(buildStamp) ? statSync(buildStamp).mtimeMs : 0
  const sources = [
    'shared',
    'capabilities',
    'flow',
    'services',
    'scripts',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ]
  if (sources.every(path => newestMtimeMs(join(root, path)) < builtAt)) return
  say('Building …')
  // Aside, and then into place in one step: two commands may build at once, and a running platform keeps what it runs from.
  const fresh = join(root, 'node_modules', `.dist-${process.pid}`)
  const startedAt = new Date()
  // Types are stripped, not checked, in a quarter of the time: whoever starts the platform need not wait for what `check` proves.
  const tsc = [join(root, 'node_modules/typescript-native/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', fresh]
  if (run(process.execPath, tsc, 'inherit') !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    fail('The build failed: see the lines above.')
  }
  writeFileSync(join(fresh, '.built'), '')
  // What changed while it was built is stale.
  utimesSync(join(fresh, '.built'), startedAt, startedAt)
  putIntoPlace(fresh, join(root, 'dist'))
}

function putIntoPlace(fresh, place) {
  const old = `${fresh}-old`
  try {
    if (existsSync(place)) renameSync(place, old)
    renameSync(fresh, place)
  } catch {
    // Another command was a moment faster, and built from the same sources.
    rmSync(fresh, { recursive: true, force: true })
  }
  rmSync(old, { recursive: true, force: true })
}

function newestMtimeMs(path) {
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMtimeMs(join(path, name))), stats.mtimeMs)
}

function run(program, args, stdio) {
  // Where no ready-made binary of SQLite can be had, npm compiles it: node-gyp takes all cores only when it is told to.
  const env = { JOBS: 'max', ...process.env }
  return spawnSync(program, args, { cwd: root, stdio, env }).status ?? 1
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

function fail(text) {
  say(text)
  process.exit(1)
}
