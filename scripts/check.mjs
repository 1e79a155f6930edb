// The quick check before a commit: types, format and lint, unit tests, side by side. Each tells what it found when it is done; the
// exit status is 1 when any of them found a fault. `scripts/bootstrap.mjs check` comes here when everything is installed.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const startedAt = Date.now()
const results = await Promise.all([
  run('types', 'typescript-native/bin/tsc', ['-p', '.', '--incremental', '--tsBuildInfoFile', infoOf('server')]),
  run('types of the dashboard', 'typescript-native/bin/tsc', [
    '-p',
    'dashboard',
    '--incremental',
    '--tsBuildInfoFile',
    infoOf('dashboard'),
  ]),
  run('lint', '@biomejs/biome/bin/biome', ['check', '.']),
  run('unit tests and architecture', 'vitest/vitest.mjs', ['run', '--config', 'vitest.check.config.ts']),
])
process.exitCode = results.every(isFine => isFine) ? 0 : 1

/** Where the compiler keeps what it found last time; it looks again at what has changed since. */
function infoOf(name) {
  return join('node_modules', '.cache', `${name}.tsbuildinfo`)
}

/** Resolves with whether it found nothing. What it says comes in one piece. */
function run(name, program, args) {
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env,
  })
  let said = ''
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', text => {
      said += text
    })
  }
  return new Promise(done => {
    child.once('close', status => {
      console.log(
        `\n== ${name}: ${status === 0 ? 'fine' : 'FAULTS'} after ${Math.round((Date.now() - startedAt) / 1000)} s\n${said}`,
      )
      done(status === 0)
    })
  })
}
