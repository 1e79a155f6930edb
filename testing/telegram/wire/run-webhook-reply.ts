import { findMethod } from '../methods/index.ts'
import type { BotAccount, WebhookReply, World } from '../state/world.ts'
import { parseBody } from './body/parse-body.ts'
import { readText } from './params.ts'
import { Refusal } from './refusal.ts'

const neverByReply: ReadonlySet<string> = new Set(['deletewebhook', 'setwebhook', 'close', 'logout'])

/** Executes the method named in a webhook's answer, if any. The caller learns nothing of its result, so a refusal is lost too. */
export function runWebhookReply(world: World, bot: BotAccount, reply: WebhookReply): void {
  try {
    const { params, files } = parseBody(Buffer.from(reply.body), reply.contentType, '')
    const name = readText(params, 'method').toLowerCase()
    const method = name.startsWith('get') || neverByReply.has(name) ? null : findMethod(name)
    if (method !== null) void method.run({ world, bot, params, files })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}
