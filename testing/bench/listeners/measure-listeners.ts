import { connect, type Socket } from 'node:net'
import { parseArgs } from 'node:util'
import type { ConversationId, MessageId } from '#shared/database'
import { recordEvents, stampEvents } from '#shared/events'
import { newId, sleep, systemClock } from '#shared/utils'
import { startTestGateway, type TestGateway, testAdminKey } from '../../gateway-harness.ts'

/**
 * What listeners of the event stream cost the gateway: `node --conditions=source --import tsx testing/bench/listeners/measure-listeners.ts
 * --listeners 500 --rate 50`. Listeners and gateway share this process, so the figures are an upper bound.
 */
const { values } = parseArgs({
  options: { listeners: { type: 'string', default: '500' }, rate: { type: 'string', default: '50' } },
})
const listeners = Number(values.listeners)
const perSecond = Number(values.rate)
const seconds = 10

const gateway = await startTestGateway({ clock: systemClock })
const before = await rest()
let bytes = 0
const sockets = await Promise.all(Array.from({ length: listeners }, () => listen(gateway)))
const idle = await rest()
const busy = await pump(gateway)
const frames = await untilQuiet()
console.table({
  'memory per listener (kB)': Math.round(((idle.rss - before.rss) / listeners) * 1024),
  'CPU while idle (% of a core)': idle.cpu,
  [`CPU at ${perSecond} events/s (% of a core)`]: busy.cpu,
  'memory at the end (MB)': Math.round(busy.rss),
  'received (MB)': Math.round(frames / 1e6),
})
for (const socket of sockets) socket.destroy()
await gateway.close()

function listen({ url }: TestGateway): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(
    `GET /api/v1/events HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\nauthorization: Bearer ${testAdminKey}\r\n\r\n`,
  )
  return new Promise(resolve => {
    socket.on('data', chunk => {
      bytes += chunk.length
      resolve(socket)
    })
  })
}

async function rest() {
  return measure(() => sleep(systemClock, 5_000))
}

async function pump({ deps }: TestGateway) {
  const body = {
    type: 'message.received' as const,
    conversationId: null as unknown as ConversationId,
    messageId: 1 as MessageId,
    userId: 1,
  }
  return measure(async () => {
    for (let count = 0; count < perSecond * seconds; count += 1) {
      const events = stampEvents([body], systemClock, newId)
      await deps.database.transaction(tx => recordEvents(tx, events))
      deps.bus.publish(events)
      await sleep(systemClock, 1000 / perSecond)
    }
  })
}

async function measure(work: () => Promise<void>): Promise<{ readonly cpu: number; readonly rss: number }> {
  const [beganAt, cpu] = [systemClock.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  const tookMs = systemClock.now() - beganAt
  return { cpu: Math.round((user + system) / tookMs / 10), rss: process.memoryUsage.rss() / 1024 / 1024 }
}

async function untilQuiet(): Promise<number> {
  let last = -1
  while (bytes !== last) {
    last = bytes
    await sleep(systemClock, 500)
  }
  return bytes
}
