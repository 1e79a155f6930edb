import { readFileSync } from 'node:fs'
import { createServer, get, request } from 'node:http'
import { createServer as createTlsServer, request as requestTls } from 'node:https'
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Egress, watchEgress } from './egress.ts'

let egress: Egress
const servers: Server[] = []
beforeEach(() => {
  egress = watchEgress(1000)
})
afterEach(() => {
  egress.stop()
  for (const server of servers.splice(0)) server.close()
})

async function listen(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const answer = 'a'.repeat(5000)
const web = () =>
  listen(createServer((incoming, response) => void incoming.resume().on('end', () => response.end(answer))))

const found = (host: string) => egress.list().find(entry => entry.host === host)

/** Ends when the connection has. */
async function ask(open: () => ReturnType<typeof request>, body = ''): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const asked = open()
    asked.on('error', reject)
    asked.on('response', response => response.resume())
    asked.on('close', () => resolve())
    asked.end(body)
  })
}

it('counts the requests and bytes of each host, by the name that was asked for', async () => {
  const port = await web()
  for (let times = 0; times < 3; times++)
    await ask(() => request({ host: 'localhost', port, method: 'POST', agent: false }), 'b'.repeat(2000))
  const entry = found('localhost')
  expect(entry).toMatchObject({ requests: 3, connections: 3, isOutside: false })
  expect(entry?.bytesSent).toBeGreaterThan(3 * 2000)
  expect(entry?.bytesSent).toBeLessThan(3 * 2500)
  expect(entry?.bytesReceived).toBeGreaterThan(3 * 5000)
  expect(entry?.bytesReceived).toBeLessThan(3 * 5500)
  expect(egress.list()).toHaveLength(1)
})

it('counts what a connection that is still open has carried', async () => {
  const held = createTcpServer(socket => socket.pipe(socket))
  const port = await listen(held)
  const socket = connect(port, '127.0.0.1')
  await new Promise<void>(resolve => socket.once('connect', resolve))
  socket.write('c'.repeat(700))
  await new Promise<void>(resolve => socket.once('data', () => resolve()))
  expect(found('127.0.0.1')).toMatchObject({ requests: 0, connections: 1, bytesSent: 700, isOutside: false })
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.destroy()
  await closed
  expect(found('127.0.0.1')).toMatchObject({ bytesSent: 700 })
})

// Made for this test alone, for the name localhost; it opens nothing.
const identity = readFileSync(join(import.meta.dirname, 'fixtures/localhost.pem'))

it('counts HTTPS, as it was before encryption', async () => {
  const port = await listen(
    createTlsServer(
      { key: identity, cert: identity },
      (incoming, response) => void incoming.resume().on('end', () => response.end(answer)),
    ),
  )
  const options = { host: 'localhost', port, method: 'POST', agent: false as const, ca: identity }
  await ask(() => requestTls(options), 'd'.repeat(3000))
  const entry = found('localhost')
  expect(entry).toMatchObject({ requests: 1, connections: 1, isOutside: false })
  expect(entry?.bytesSent).toBeGreaterThan(3000)
  expect(entry?.bytesSent).toBeLessThan(3500)
  expect(entry?.bytesReceived).toBeGreaterThan(5000)
  expect(entry?.bytesReceived).toBeLessThan(5500)
})

it('counts fetch, and an attempt that reached nobody', async () => {
  const port = await web()
  await (await fetch(`http://127.0.0.1:${port}/`)).text()
  expect(found('127.0.0.1')).toMatchObject({ connections: 1 })
  await ask(() => get({ host: '127.0.0.9', port: 9, agent: false })).catch(() => {})
  expect(found('127.0.0.9')).toMatchObject({ requests: 1, connections: 0, bytesSent: 0, isOutside: null })
})

it('remembers a hundred hosts, and the rest as one', async () => {
  const refused = (host: string) => ask(() => get({ host, port: 9, agent: false })).catch(() => {})
  await Promise.all(Array.from({ length: 120 }, (_, index) => refused(`127.0.1.${index}`)))
  expect(egress.list()).toHaveLength(101)
  expect(found('other')).toMatchObject({ requests: 20 })
})

it('counts nothing any more once it is stopped', async () => {
  egress.stop()
  const port = await web()
  await ask(() => request({ host: 'localhost', port, agent: false }))
  expect(egress.list()).toEqual([])
})
