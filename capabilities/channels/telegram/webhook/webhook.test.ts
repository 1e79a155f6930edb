import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { type LogFields, type Logger, Secret, silentLogger, systemClock } from '#shared/utils'
import type { InboundUpdate, Receive } from '../../contract.ts'
import { updateIdOf } from '../read-update.ts'
import { createWebhookHandler } from './create-webhook-handler.ts'
import { createWebhookServer, type WebhookServer } from './create-webhook-server.ts'

const SECRET = 'right_secret-1'
const delivery = { update_id: 7, message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: 'hi' } }
const opened: WebhookServer[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map(server => server.close(1_000)))
})

describe('a delivery', () => {
  it('is stored, then answered with 200', async () => {
    const stored: InboundUpdate[] = []
    const url = await listen(async updates => void stored.push(...updates))
    expect((await deliver(url)).status).toBe(200)
    expect(stored.map(update => update.updateId)).toEqual([7])
  })

  it('is not answered before it is stored', async () => {
    const order: string[] = []
    const url = await listen(async () => {
      await new Promise(resolve => setImmediate(resolve))
      order.push('stored')
    })
    await deliver(url)
    order.push('answered')
    expect(order).toEqual(['stored', 'answered'])
  })

  it('that cannot be stored is answered with 503, so that it comes again', async () => {
    const url = await listen(async () => {
      throw new Error('database is locked')
    })
    expect((await deliver(url)).status).toBe(503)
  })

  it('whose parser throws is stored as unreadable', async () => {
    const stored: InboundUpdate[] = []
    const url = await listen(
      async updates => void stored.push(...updates),
      () => {
        throw new RangeError('a bug')
      },
    )
    expect((await deliver(url)).status).toBe(200)
    expect(stored).toEqual([
      {
        updateId: 7,
        updateKind: 'message',
        raw: JSON.stringify(delivery),
        inbound: { kind: 'unreadable', reason: 'parser_failed: RangeError' },
      },
    ])
  })

  it('keeps its connection for the next one', async () => {
    const url = await listen(async () => {})
    const response = await deliver(url)
    expect(response.headers.get('connection')).toBe('keep-alive')
    expect(response.headers.get('keep-alive')).toBe('timeout=75')
  })
})

describe('what is not a delivery', () => {
  const refusals: readonly (readonly [what: string, status: number, change: RequestInit])[] = [
    ['a GET', 405, { method: 'GET', body: null }],
    ['no secret', 401, { headers: { 'content-type': 'application/json' } }],
    ['a wrong secret', 401, { headers: headers({ secret: 'right_secret-2' }) }],
    ['a prefix of the secret', 401, { headers: headers({ secret: SECRET.slice(0, -1) }) }],
    ['a form', 415, { headers: headers({ type: 'application/x-www-form-urlencoded' }) }],
    ['invalid JSON', 400, { body: '{"update_id":' }],
    ['JSON without an update id', 400, { body: '{"message":{}}' }],
    ['null', 400, { body: 'null' }],
    ['an update id that is no number', 400, { body: '{"update_id":"7"}' }],
    ['more than 1 MiB', 413, { body: JSON.stringify({ update_id: 7, pad: 'x'.repeat(1024 * 1024) }) }],
  ]

  it.each(refusals)('%s is refused with %i and reaches nobody', async (_, status, change) => {
    let count = 0
    const url = await listen(async () => void count++)
    expect((await deliver(url, change)).status).toBe(status)
    expect(count).toBe(0)
  })

  it('more than 1 MiB without a declared length is refused with 413', async () => {
    const url = await listen(async () => {})
    const body = new ReadableStream({
      start(controller) {
        for (let piece = 0; piece < 40; piece++) controller.enqueue(new Uint8Array(64 * 1024))
        controller.close()
      },
    })
    expect((await deliver(url, { body, duplex: 'half' } as RequestInit)).status).toBe(413)
  })

  it('a sender that goes away in mid-body harms nobody', async () => {
    const stored: InboundUpdate[] = []
    const lines: string[] = []
    const url = await listen(async updates => void stored.push(...updates), undefined, recordTo(lines))
    await cutOff(url)
    expect((await deliver(url)).status).toBe(200)
    expect(stored).toHaveLength(1)
    expect(lines).toEqual(['telegram.webhook_cut_off'])
  })

  it('an empty secret is refused before anything listens', () => {
    const build = () =>
      createWebhookHandler({
        secret: new Secret(''),
        parse,
        receive: async () => {},
        logger: silentLogger,
      })
    expect(build).toThrow(expect.objectContaining({ code: 'telegram.invalid_webhook_secret' }))
  })
})

describe('the server', () => {
  it('knows no other path', async () => {
    const url = await listen(async () => {})
    expect((await deliver(`${url}/more`)).status).toBe(404)
    expect((await deliver(`${url}?query=1`)).status).toBe(200)
  })

  it('names the taken port', async () => {
    const { port } = await open(async () => {})
    await expect(open(async () => {}, port)).rejects.toMatchObject({ code: 'telegram.webhook_port_taken' })
  })

  it('answers what is being stored before it closes', async () => {
    let commit = (): void => {}
    let began = (): void => {}
    const hasBegun = new Promise<void>(resolve => {
      began = resolve
    })
    const server = await open(() => {
      began()
      return new Promise(resolve => {
        commit = resolve
      })
    })
    const answered = deliver(`http://127.0.0.1:${server.port}/hook`)
    await hasBegun
    const closed = server.close(60_000)
    commit()
    expect((await answered).status).toBe(200)
    await closed
  })
})

function parse(update: unknown): InboundUpdate {
  const updateId = updateIdOf(update) ?? -1
  return { updateId, updateKind: 'message', raw: '', inbound: { kind: 'ignored', reason: 'test' } }
}

async function listen(receive: Receive, parser = parse, logger: Logger = silentLogger): Promise<string> {
  const { port } = await open(receive, 0, parser, logger)
  return `http://127.0.0.1:${port}/hook`
}

async function open(receive: Receive, port = 0, parser = parse, logger: Logger = silentLogger): Promise<WebhookServer> {
  const handler = createWebhookHandler({ secret: new Secret(SECRET), parse: parser, receive, logger })
  const server = await createWebhookServer({
    host: '127.0.0.1',
    port,
    handlers: new Map([['/hook', handler]]),
    clock: systemClock,
  })
  opened.push(server)
  return server
}

function deliver(url: string, change: RequestInit = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: headers({}), body: JSON.stringify(delivery), ...change })
}

function headers({ secret = SECRET, type = 'application/json' }: { secret?: string; type?: string }) {
  return { 'content-type': type, 'x-telegram-bot-api-secret-token': secret }
}

/** Sends half a delivery and hangs up; resolves when the server has noticed. */
async function cutOff(url: string): Promise<void> {
  const { hostname, port, pathname } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`)
  socket.write(`x-telegram-bot-api-secret-token: ${SECRET}\r\ncontent-length: 100\r\n\r\n{"update_id"`)
  await once(socket, 'ready')
  await new Promise(resolve => setImmediate(resolve))
  socket.destroy()
  await once(socket, 'close')
}

function recordTo(lines: string[]): Logger {
  const record = (event: string, _fields?: LogFields) => void lines.push(event)
  return { debug: record, info: record, warn: record, error: record, child: () => recordTo(lines) }
}
