import type { PollOutcome } from '../delivery/long-poll.ts'
import type { BotAccount, World } from '../state/world.ts'
import { type Answer, defineMethod } from '../wire/api-call.ts'
import { type Params, readInteger } from '../wire/params.ts'
import { Refusal } from '../wire/refusal.ts'
import { keepAllowedUpdates } from './keep-allowed-updates.ts'
import { refuseConflict } from './refuse-conflict.ts'

const maxTimeoutSeconds = 50
const maxUpdates = 100
const webhookConflict =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
const pollConflict = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'

export const getUpdates = defineMethod({
  name: 'getUpdates',
  isMetered: false,
  run({ world, bot, params }) {
    if (bot.webhook !== null) return refuseConflict(world, bot, new Refusal(409, webhookConflict))
    keepAllowedUpdates(bot, params)
    const outcome = bot.poll.request(guardAgainstHaste(world, bot, readRequest(params)))
    if (outcome instanceof Promise) return outcome.then(later => toAnswer(world, bot, later))
    return toAnswer(world, bot, outcome)
  },
})

interface PollArguments {
  readonly offset: number
  readonly limit: number
  readonly timeoutMs: number
}

function readRequest(params: Params): PollArguments {
  return {
    offset: readInteger(params, 'offset'),
    limit: clamp(readInteger(params, 'limit', maxUpdates), 1, maxUpdates),
    timeoutMs: clamp(readInteger(params, 'timeout'), 0, maxTimeoutSeconds) * 1000,
  }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

const lastPolls = new WeakMap<BotAccount, { readonly offset: number; readonly atMs: number }>()

/** The server slows a bot that asks for the same offset again and again; a frozen test clock would never let it go. */
function guardAgainstHaste(world: World, bot: BotAccount, request: PollArguments): PollArguments {
  if (world.settings.rateLimits === null) return request
  const nowMs = world.clock.now()
  const last = lastPolls.get(bot)
  lastPolls.set(bot, { offset: request.offset, atMs: nowMs })
  if (last?.offset !== request.offset || nowMs >= last.atMs + 3_000) return request
  const limit = nowMs < last.atMs + 500 ? 1 : request.limit
  return { offset: request.offset, limit, timeoutMs: Math.max(3_000, request.timeoutMs) }
}

function toAnswer(world: World, bot: BotAccount, outcome: PollOutcome): Answer | Promise<Answer> {
  if (outcome.kind === 'updates') return { json: `[${outcome.updates.map(update => update.json).join(',')}]` }
  const words = outcome.with === 'getUpdates' ? pollConflict : 'Conflict: terminated by setWebhook request'
  return refuseConflict(world, bot, new Refusal(409, words))
}
