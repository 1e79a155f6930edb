// `node scripts/upgrade.mjs <branch, tag or commit>`: backup, new files, migration, health check; and back to the old files and the
// old database when the new ones do not get well. Plain JavaScript in one file, because it outlives the files it replaces.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

const [wanted, ...rest] = process.argv.slice(2)
const healthyWithinMs = Number(process.env.UPGRADE_HEALTHY_WITHIN_SECONDS ?? 180) * 1000
if (wanted === undefined || wanted.startsWith('-') || rest.length > 0)
  fail('Write: node scripts/upgrade.mjs <branch, tag or commit>', 2)

await upgrade(wanted)

async function upgrade(ref) {
  refuseChangedFiles()
  const before = git('rev-parse', 'HEAD')
  const after =
    git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`) ||
    git('rev-parse', '--verify', '--quiet', `origin/${ref}^{commit}`)
  if (after === '') fail(`There is no ${ref} here: git fetch --tags, and look with git tag.`)
  if (after === before) return say(`Nothing to do: this is ${ref} already.`)
  const trouble = await findTrouble()
  if (trouble !== null)
    fail(
      `The version that is here is not well (${trouble}), or still runs. Stop it, mend it (npm run doctor), and try again.`,
    )
  const backup = makeBackup()
  say(`From ${before.slice(0, 8)} to ${after.slice(0, 8)} …`)
  switchTo(after)
  const newTrouble = await findTrouble()
  if (newTrouble === null) return say('Upgraded, and in good health. Start it as you always do.')
  say(`The new version did not get well: ${newTrouble}. Going back …`)
  switchTo(before)
  // Nothing has run on the new database but its own check: what was due is still due.
  if (!platform('cli', 'restore', backup, '--database-only', '--as-is')) {
    fail(
      `The old files are back, the database is not. It is in ${backup}: npm run cli -- restore ${backup} --database-only --as-is`,
    )
  }
  fail('The old version is back, with its database as it was. Nothing is lost; start it as you always do.')
}

/** What an owner has changed would be lost, or stand in the way half-way through. */
function refuseChangedFiles() {
  const changed = git('status', '--porcelain', '--untracked-files=no')
  if (changed !== '') fail(`These files were changed here; commit them, or put them back, first:\n${changed}`)
}

function makeBackup() {
  mkdirSync('data/before-upgrade', { recursive: true })
  const folder = mkdtempSync(join('data/before-upgrade', 'backup-'))
  const isMade = platform('cli', 'backup', '--to', folder)
  const name = isMade ? readdirSync(folder).find(file => file.endsWith('.backup')) : undefined
  if (name === undefined) fail('No backup could be made, so nothing was changed.')
  const path = join(folder, name)
  if (!platform('cli', 'restore', '--check', path)) fail('The backup is not whole, so nothing was changed.')
  return path
}

function switchTo(commit) {
  if (spawnSync('git', ['checkout', '--quiet', '--detach', commit], { stdio: 'inherit' }).status !== 0) {
    fail(`git checkout ${commit} failed: see the line above.`)
  }
}

/** Starts the gateway alone, which migrates the database, and asks it whether all is well. Null when it is. */
async function findTrouble() {
  const port = await findFreePort()
  const env = { ...process.env, API_GATEWAY_HOST: '127.0.0.1', API_GATEWAY_PORT: String(port) }
  const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'api-gateway'], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = new Promise(done => child.once('exit', status => done(status ?? 1)))
  let status = null
  void ended.then(code => {
    status = code
  })
  const lateAt = Date.now() + healthyWithinMs
  let trouble = 'it did not answer in time'
  while (Date.now() < lateAt && status === null) {
    const answer = await ask(`http://127.0.0.1:${port}/ready`)
    if (answer === 200) trouble = null
    if (trouble === null) break
    if (answer !== null) trouble = `/ready said ${answer}`
    await new Promise(done => setTimeout(done, 250))
  }
  if (status !== null) return `it ended with status ${status}`
  child.kill('SIGTERM')
  await ended
  return trouble
}

async function ask(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5000) })).status
  } catch {
    return null
  }
}

function findFreePort() {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

function platform(...words) {
  return spawnSync(process.execPath, ['scripts/bootstrap.mjs', ...words], { stdio: 'inherit' }).status === 0
}

/** The answer of git; empty when it has none. */
function git(...words) {
  const { stdout } = spawnSync('git', words, { encoding: 'utf8' })
  return (stdout ?? '').trim()
}

function say(text) {
  process.stderr.write(`${text}\n`)
}

function fail(text, status = 1) {
  say(text)
  process.exit(status)
}
