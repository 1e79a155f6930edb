// Does what the README promises, as its reader would: a fresh copy of the committed files, `npm start`, the login link, a first
// answer in the web chat, Ctrl-C. Exits 0 when all of it works.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const source = resolve(import.meta.dirname, '..')
const copy = mkdtempSync(join(tmpdir(), 'fresh-copy-'))
const installedSeconds = 10
try {
  const archive = execFileSync('git', ['-C', source, 'archive', 'HEAD'], { maxBuffer: 1 << 28 })
  execFileSync('tar', ['-x', '-C', copy], { input: archive })
  const first = await startAndChat('fresh')
  // Not judged: where npm finds no ready-made SQLite it compiles one, and how long that takes is the machine's affair.
  console.log(`first answer ${first.toFixed(0)} s after the clone (promised: 180 s)`)
  const again = []
  while (again.length < 3 && !again.some(seconds => seconds <= installedSeconds))
    again.push(await startAndChat(`again-${again.length}`))
  console.log(`when installed: first answer after ${again.map(seconds => seconds.toFixed(1)).join(', ')} s`)
  if (Math.min(...again) > installedSeconds) throw new Error(`promised: ${installedSeconds} s when already installed`)
} finally {
  rmSync(copy, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
}

/** `npm start`, one question and its answer, Ctrl-C. Returns the seconds from the command to the answer. */
async function startAndChat(chatName) {
  const startedAt = Date.now()
  const port = await findFreePort()
  // A process group of its own, so that one signal reaches npm and the platform, as Ctrl-C in a terminal does.
  const platform = spawn('npm', ['start'], {
    cwd: copy,
    detached: true,
    env: { ...process.env, API_GATEWAY_PORT: String(port) },
  })
  const exited = new Promise(done => platform.once('exit', (code, signal) => done(signal ?? code)))
  const link = await findLoginLink(platform, exited)
  await chat(link, chatName)
  const seconds = (Date.now() - startedAt) / 1000
  process.kill(-platform.pid, 'SIGINT')
  const status = await exited
  // npm passes the signal on and ends by it; the platform's own status is a promise of test/stop.test.ts.
  if (status !== 0 && status !== 'SIGINT') throw new Error(`npm start ended with status ${status} after Ctrl-C`)
  return seconds
}

function findFreePort() {
  return new Promise(done => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

async function findLoginLink(platform, exited) {
  let output = ''
  const found = new Promise(done => {
    const read = chunk => {
      output += chunk
      const link = /http:\S+\/login\?token=\S+/.exec(output)?.[0]
      if (link !== undefined) done(link)
    }
    platform.stdout.on('data', read)
    platform.stderr.on('data', read)
  })
  const link = await Promise.race([found, exited])
  if (!String(link).startsWith('http')) throw new Error(`npm start ended with status ${link}:\n${output}`)
  return link
}

async function chat(link, chatName) {
  const base = new URL(link).origin
  const login = await fetch(link, { redirect: 'manual' })
  const cookie = login.headers
    .getSetCookie()
    .map(value => value.split(';')[0])
    .join('; ')
  const messages = `${base}/api/v1/webchat/chats/${chatName}/messages`
  const body = JSON.stringify({ text: 'Здравствуйте!', client_message_id: 'first' })
  const sent = await fetch(messages, {
    method: 'POST',
    headers: { cookie, origin: base, 'content-type': 'application/json' },
    body,
  })
  if (sent.status !== 202) throw new Error(`sending answered ${sent.status}: ${await sent.text()}`)
  for (let tries = 0; tries < 300; tries++) {
    const page = await (await fetch(messages, { headers: { cookie } })).text()
    if (page.includes('assistant')) return
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error('no answer came within 30 s')
}
