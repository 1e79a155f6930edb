import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const executablePath = '/usr/bin/radicale'

/** Whether tests with a CalDAV server must be skipped. Never in CI: there a missing server is a failure, not a pass. */
export const isRadicaleMissing = !existsSync(executablePath) && process.env.CI === undefined

/** Debian's Radicale on a free port of 127.0.0.1, with one user and no calendar. */
export interface Radicale {
  /** Without a slash at the end. */
  readonly url: string
  readonly user: string
  readonly password: string
  /** Makes a calendar in the user's home. */
  makeCalendar(name: string, displayName: string): Promise<void>
  /** Any request as the user; rejects when the server refuses it. */
  request(method: string, path: string, body?: string): Promise<string>
  stop(): Promise<void>
}

const user = 'owner'
const password = 'open-sesame'
/** A cold Python on a busy machine. */
const startLimitMs = 20_000

/** Rejects when it cannot start. */
export async function startRadicale(): Promise<Radicale> {
  const folder = await mkdtemp(join(tmpdir(), 'radicale-'))
  const port = await findFreePort()
  await writeFile(join(folder, 'users'), `${user}:${password}\n`)
  await writeFile(join(folder, 'config'), settings(folder, port))
  const child = spawn(executablePath, ['-C', join(folder, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const url = `http://127.0.0.1:${port}`
  await Promise.race([waitForAnswer(url), ended.then(() => Promise.reject(new Error(`radicale ended: ${said}`)))])

  const request: Radicale['request'] = async (method, path, body) => {
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
    const response = await fetch(`${url}${path}`, { method, headers: { authorization }, body: body ?? null })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text
  }
  return {
    url,
    user,
    password,
    request,
    makeCalendar: async (name, displayName) =>
      void (await request('MKCALENDAR', `/${user}/${name}/`, mkcalendar(displayName))),
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function settings(folder: string, port: number): string {
  return `[server]
hosts = 127.0.0.1:${port}
[auth]
type = htpasswd
htpasswd_filename = ${join(folder, 'users')}
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = ${join(folder, 'collections')}
[logging]
level = warning
`
}

function mkcalendar(displayName: string): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<D:displayname>${displayName}</D:displayname>
<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>
</D:prop></D:set></C:mkcalendar>`
}

async function waitForAnswer(url: string): Promise<void> {
  const endsAt = Date.now() + startLimitMs
  while (Date.now() < endsAt) {
    const isThere = await fetch(url, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`radicale did not answer within ${startLimitMs} ms`)
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
