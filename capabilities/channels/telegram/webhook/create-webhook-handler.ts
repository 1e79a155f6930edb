import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError, errorCode, type Logger, type Secret } from '#shared/utils'
import type { Receive } from '../../contract.ts'
import { type ParseUpdate, readUpdate } from '../read-update.ts'
import { readBody } from './read-body.ts'

export interface WebhookHandlerOptions {
  /** The `secret_token` given to Telegram: 1–256 of `A-Za-z0-9_-`. */
  readonly secret: Secret
  readonly parse: ParseUpdate
  readonly receive: Receive
  readonly logger: Logger
  /** Default 1 MiB; a Bot API update is a few kilobytes. */
  readonly maxBytes?: number
}

export type WebhookHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Answers Telegram's deliveries: 200 only after `receive` has stored the update, 503 when it could not (Telegram then
 * delivers it again), 401 for a wrong secret, 400, 405, 413 and 415 for what Telegram would never send. Never rejects.
 * Throws AppError `telegram.invalid_webhook_secret` at once when the secret is empty or not of Telegram's alphabet.
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  const isSecret = createSecretCheck(options.secret)
  const { maxBytes = 1024 * 1024 } = options

  return async (request, response) => {
    try {
      answer(response, await judge(request))
    } catch (error) {
      // The sender went away in mid-body: there is nobody to answer.
      options.logger.debug('telegram.webhook_cut_off', { code: errorCode(error) })
      response.destroy()
    }
  }

  async function judge(request: IncomingMessage): Promise<Reply> {
    if (request.method !== 'POST') return { status: 405, headers: { allow: 'POST' } }
    if (!isSecret(request.headers['x-telegram-bot-api-secret-token'])) return refuse(401, 'wrong_secret')
    if (!isJson(request.headers['content-type'])) return refuse(415, 'not_json')
    const body = await readBody(request, maxBytes)
    if (body.kind === 'too-large') return refuse(413, 'too_large')
    const update = readUpdate(parseJson(body.text), options.parse, options.logger)
    if (update === null) return refuse(400, 'not_an_update')
    try {
      await options.receive([update])
      return { status: 200 }
    } catch (error) {
      options.logger.warn('telegram.webhook_not_stored', { updateId: update.updateId, code: errorCode(error) })
      return { status: 503, headers: { 'retry-after': '1' } }
    }
  }

  function refuse(status: number, reason: string): Reply {
    options.logger.warn('telegram.webhook_refused', { status, reason })
    // Telegram opens few new connections a second; only a sender that breaks the rules loses its own.
    return { status, headers: { connection: 'close' } }
  }
}

/** Compares digests, so that neither content nor length of the secret shows in the time it takes. */
function createSecretCheck(secret: Secret): (given: string | readonly string[] | undefined) => boolean {
  if (!/^[\w-]{1,256}$/.test(secret.reveal())) {
    throw new AppError('telegram.invalid_webhook_secret', 'the webhook secret is not 1-256 of A-Z a-z 0-9 _ -')
  }
  const expected = sha256(secret.reveal())
  return given => typeof given === 'string' && timingSafeEqual(sha256(given), expected)
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '')
}

/** Undefined when `text` is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function answer(response: ServerResponse, { status, headers }: Reply): void {
  response.writeHead(status, { 'content-length': 0, ...headers }).end()
}
