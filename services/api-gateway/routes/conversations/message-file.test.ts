import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '#capabilities/access'
import type { FetchedFile } from '#capabilities/channels'
import { type Furnished, type FurnishedMessage, furnishInbox } from '../../../../testing/dashboard/furnish-inbox.ts'
import { startTestGateway, type TestGateway } from '../../../../testing/gateway-harness.ts'

const bytes = Buffer.from('OggS and a voice')
const fetched: FetchedFile = { kind: 'fetched', bytes }
const voice = { fileId: 'of-the-bot-alone', durationSeconds: 3 }

describe('the file of a message', () => {
  let test: TestGateway
  let answer: FetchedFile | Promise<FetchedFile>
  let asked: unknown[]
  beforeEach(async () => {
    asked = []
    answer = fetched
    test = await startTestGateway({
      fetchClientFile: async (...wish) => {
        asked.push(wish.slice(0, 2))
        return answer
      },
    })
  })
  afterEach(() => test.close())

  /** Conversations of one message each. */
  async function furnish(...said: readonly Omit<FurnishedMessage, 'by' | 'text'>[]): Promise<readonly Furnished[]> {
    const place = { database: test.deps.database, accountId: test.deps.webchat.accountId }
    const chats = said.map(message => ({
      name: 'Anna',
      said: [{ ...message, by: 'user', text: 'Heard' } as const],
      endedMinutesAgo: 1,
    }))
    return furnishInbox(place, chats, test.clock.now())
  }
  async function furnishOne(kind: string, media: NonNullable<FurnishedMessage['media']>): Promise<string> {
    const [chat] = await furnish({ kind, media })
    if (chat === undefined) throw new TypeError('one was furnished')
    return addressOf(chat)
  }
  const addressOf = ({ conversationId, messageIds }: Furnished) =>
    `${test.url}/api/v1/conversations/${conversationId}/messages/${messageIds[0]}/file`
  const get = async (address: string, role: Role = 'viewer') => fetch(address, { headers: await test.keyOf(role) })

  it('comes from the channel, as whoever received it, and is kept nowhere', async () => {
    const response = await get(await furnishOne('voice', voice))
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
    expect(response.headers.get('content-type')).toBe('audio/ogg')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(asked).toEqual([[test.deps.webchat.accountId, voice.fileId]])
  })

  it('opens for nobody who is not signed in', async () => {
    expect((await fetch(await furnishOne('voice', voice))).status).toBe(401)
    expect(asked).toEqual([])
  })

  it.each([
    ['document', 'text/html', 'application/octet-stream', 'attachment'],
    ['document', 'image/svg+xml', 'application/octet-stream', 'attachment'],
    ['document', 'audio/ogg; x="\r\nset-cookie: a=b', 'application/octet-stream', 'attachment'],
    ['photo', null, 'image/jpeg', 'inline'],
    ['video', 'video/mp4', 'video/mp4', 'inline'],
  ])('is never run by a browser: %s as %s', async (kind, mimeType, type, disposition) => {
    const response = await get(await furnishOne(kind, { ...voice, mimeType, fileName: 'Имя "x".html' }))
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-disposition')).toMatch(new RegExp(`^${disposition}; filename="`))
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('set-cookie')).toBeNull()
  })

  it.each([
    [{ kind: 'gone', code: 'http_400' }, 404, 'file.gone'],
    [{ kind: 'too-big' }, 413, 'file.too_big'],
    [{ kind: 'not-fetched', code: 'http_429', retryAfterMs: 7000 }, 503, 'file.channel_unreachable'],
  ] as const)('that cannot be had is said to be so: %o', async (outcome, status, code) => {
    answer = outcome
    const response = await get(await furnishOne('voice', voice))
    expect([response.status, await response.json()]).toMatchObject([status, { code }])
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '7' : null)
  })

  it('is not found where none came, where the channel keeps none, and in another conversation', async () => {
    const chats = await furnish({ kind: 'text' }, { kind: 'document', media: { fileName: 'x.pdf' } }, { media: voice })
    const [wordy, fileless, whole] = chats
    if (wordy === undefined || fileless === undefined || whole === undefined)
      throw new TypeError('three were furnished')
    for (const chat of [wordy, fileless, { ...wordy, messageIds: whole.messageIds }]) {
      const response = await get(addressOf(chat))
      expect([response.status, await response.json()]).toMatchObject([404, { code: 'file.not_found' }])
    }
    expect(asked).toEqual([])
  })

  it('waits its turn when others are fetched', async () => {
    let release = (file: FetchedFile): void => void file
    answer = new Promise(done => {
      release = done
    })
    const address = await furnishOne('voice', voice)
    const first = [1, 2, 3].map(() => get(address))
    await expect.poll(() => asked.length, { timeout: 30_000 }).toBe(3)
    const refused = await get(address)
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'file.busy' }])
    release(fetched)
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await get(address)).status).toBe(200)
  })
})
