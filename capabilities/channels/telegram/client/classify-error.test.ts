import type { RequestListener } from 'node:http'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { createFakeClock, type FakeClock, Secret } from '#shared/utils'
import { type LoopbackServer, startLoopbackServer } from '../../../../testing/loopback-server.ts'
import type { SendOutcome } from '../../contract.ts'
import { toBotChatId } from '../calls/build-address.ts'
import { callSignal } from './call-signal.ts'
import { classifyError } from './classify-error.ts'
import { createTelegramClient } from './create-client.ts'
import { NoAnswerError } from './no-answer-error.ts'

const TOKEN = '42:secret-token'
let server: LoopbackServer | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})

describe('what Telegram answers', () => {
  const answers: readonly (readonly [status: number, description: string, outcome: SendOutcome])[] = [
    [400, 'Bad Request: chat not found', { kind: 'failed', code: 'chat_not_found' }],
    [400, 'Bad Request: message is too long', { kind: 'failed', code: 'message_too_long' }],
    [400, 'Bad Request: message caption is too long', { kind: 'failed', code: 'caption_too_long' }],
    [400, 'Bad Request: file must be non-empty', { kind: 'failed', code: 'file_empty' }],
    [400, 'Bad Request: there is no document in the request', { kind: 'failed', code: 'file_missing' }],
    [400, 'Bad Request: BUTTON_DATA_INVALID', { kind: 'failed', code: 'invalid_button' }],
    [400, 'Bad Request: REPLY_MARKUP_TOO_LONG', { kind: 'failed', code: 'invalid_button' }],
    [
      400,
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
      { kind: 'failed', code: 'invalid_button' },
    ],
    [400, 'Bad Request: message text is empty', { kind: 'failed', code: 'message_empty' }],
    [400, 'Bad Request: message is not modified', { kind: 'failed', code: 'not_modified' }],
    [400, 'Bad Request: message to edit not found', { kind: 'failed', code: 'message_not_found' }],
    [400, "Bad Request: message can't be edited", { kind: 'failed', code: 'not_editable' }],
    [400, 'Bad Request: message thread not found', { kind: 'failed', code: 'topic_not_found' }],
    [400, 'Bad Request: TOPIC_CLOSED', { kind: 'blocked', code: 'topic_closed' }],
    [400, 'Bad Request: BUSINESS_PEER_INVALID', { kind: 'failed', code: 'business_peer_invalid' }],
    [400, 'Bad Request: BUSINESS_CONNECTION_INVALID', { kind: 'failed', code: 'business_connection_invalid' }],
    [
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
      { kind: 'failed', code: 'query_too_old' },
    ],
    [
      400,
      'Bad Request: not enough rights to send text messages to the chat',
      { kind: 'blocked', code: 'no_write_rights' },
    ],
    [400, 'Bad Request: something of next year', { kind: 'failed', code: 'http_400' }],
    [401, 'Unauthorized', { kind: 'failed', code: 'unauthorized' }],
    [403, 'Forbidden: bot was blocked by the user', { kind: 'blocked', code: 'bot_blocked' }],
    [403, 'Forbidden: user is deactivated', { kind: 'blocked', code: 'user_deactivated' }],
    [403, 'Forbidden: bot was kicked from the supergroup chat', { kind: 'blocked', code: 'bot_kicked' }],
    [403, "Forbidden: bot can't initiate conversation with a user", { kind: 'blocked', code: 'cannot_initiate' }],
    [403, 'Forbidden: bot is not a member of the channel chat', { kind: 'blocked', code: 'bot_not_member' }],
    [403, 'Forbidden: something of next year', { kind: 'blocked', code: 'forbidden' }],
    [404, 'Not Found', { kind: 'failed', code: 'http_404' }],
    [413, 'Request Entity Too Large', { kind: 'failed', code: 'http_413' }],
    [429, 'Too Many Requests: retry after 7', { kind: 'rate-limited', retryAfterMs: 7_000 }],
    [429, 'Too Many Requests', { kind: 'rate-limited', retryAfterMs: 5_000 }],
    [500, 'Internal Server Error', { kind: 'not-sent', code: 'http_500' }],
    [502, 'Bad Gateway', { kind: 'not-sent', code: 'http_502' }],
    [504, 'Gateway Timeout', { kind: 'unknown', code: 'http_504' }],
  ]

  it.each(answers)('%i %s', async (status, description, outcome) => {
    expect(await sendAgainst(replyWith(status, { ok: false, error_code: status, description }))).toEqual(outcome)
  })

  it('takes the time of a 429 from the parameters first', async () => {
    const body = { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 12 } }
    expect(await sendAgainst(replyWith(429, body))).toEqual({ kind: 'rate-limited', retryAfterMs: 12_000 })
  })

  it('names the supergroup that a group has become', async () => {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat'
    const parameters = { migrate_to_chat_id: -1001234567890 }
    expect(await sendAgainst(replyWith(400, { ok: false, error_code: 400, description, parameters }))).toEqual({
      kind: 'moved',
      chatId: '-1001234567890',
    })
  })
})

describe('what comes between us and Telegram', () => {
  it.each<readonly [status: number, outcome: SendOutcome]>([
    [502, { kind: 'not-sent', code: 'http_502' }],
    [503, { kind: 'not-sent', code: 'http_503' }],
    [504, { kind: 'unknown', code: 'http_504' }],
    [200, { kind: 'unknown', code: 'invalid_answer' }],
  ])('a page of HTML with status %i', async (status, outcome) => {
    expect(await sendAgainst((_, response) => response.writeHead(status).end('<html>oops</html>'))).toEqual(outcome)
  })

  it('a connection refused is not sent', async () => {
    const closed = await startLoopbackServer(() => {})
    await closed.stop()
    expect(await sendTo(closed.url)).toEqual({ kind: 'not-sent', code: 'ECONNREFUSED' })
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN'])('a name that does not resolve (%s) is not sent', code => {
    expect(classifyError(new NoAnswerError(code, false))).toEqual({ kind: 'not-sent', code })
  })

  it('a connection cut after the request is unknown', async () => {
    expect(await sendAgainst(request => request.resume().on('end', () => request.socket.destroy()))).toEqual({
      kind: 'unknown',
      code: 'ECONNRESET',
    })
  })

  it('an answer cut in the middle is unknown', async () => {
    const outcome = await sendAgainst((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('{"ok":', () => response.destroy())
    })
    expect(outcome).toEqual({ kind: 'unknown', code: 'ECONNRESET' })
  })

  it('an answer that does not come in 30 s is unknown', async () => {
    const clock = createFakeClock()
    expect(await sendAgainst(() => void clock.advance(30_000), { clock })).toEqual({
      kind: 'unknown',
      code: 'answer_timeout',
    })
  })

  it('a connection that does not stand in 10 s is not sent', async () => {
    const clock = createFakeClock()
    // The server speaks no TLS, so the handshake waits for ever.
    server = await startLoopbackServer(() => {})
    const sent = sendTo(server.url.replace('http:', 'https:'), { clock })
    await clock.advance(10_000)
    expect(await sent).toEqual({ kind: 'not-sent', code: 'connect_timeout' })
  })

  it('an abort before the request is not sent', async () => {
    expect(await sendTo('http://127.0.0.1:9', { signal: AbortSignal.abort() })).toEqual({
      kind: 'not-sent',
      code: 'aborted',
    })
  })

  it('an abort after the request is unknown', async () => {
    const controller = new AbortController()
    const outcome = await sendAgainst(() => controller.abort(), { signal: controller.signal })
    expect(outcome).toEqual({ kind: 'unknown', code: 'aborted' })
  })
})

it('no error of the client names the token or the text', async () => {
  const closed = await startLoopbackServer(() => {})
  await closed.stop()
  const error = await failTo(closed.url, {}).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect(inspect(error, { depth: 10 })).not.toMatch(/secret-token|client words/)
})

interface Circumstances {
  readonly clock?: FakeClock
  readonly signal?: AbortSignal
}

function replyWith(status: number, body: object): RequestListener {
  return (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function sendAgainst(handle: RequestListener, circumstances: Circumstances = {}): Promise<SendOutcome> {
  server = await startLoopbackServer(handle)
  return sendTo(server.url, circumstances)
}

async function sendTo(apiRoot: string, circumstances: Circumstances = {}): Promise<SendOutcome> {
  try {
    await failTo(apiRoot, circumstances)
  } catch (error) {
    return classifyError(error)
  }
  throw new TypeError('the call succeeded')
}

function failTo(apiRoot: string, { clock = createFakeClock(), signal = new AbortController().signal }: Circumstances) {
  const client = createTelegramClient({ token: new Secret(TOKEN), apiRoot, clock })
  return client.raw.sendMessage({ chat_id: toBotChatId(7), text: 'client words' }, callSignal(signal))
}
