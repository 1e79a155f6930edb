import type { IncomingMessage, ServerResponse } from 'node:http'
import { findMethod } from '../methods/index.ts'
import type { CallOutcome, CallRecord } from '../state/call-log.ts'
import type { BotAccount, World } from '../state/world.ts'
import type { Answer } from './api-call.ts'
import { applyFault } from './apply-fault.ts'
import { type ParsedBody, parseBody } from './body/parse-body.ts'
import { readBody } from './body/read-body.ts'
import { budgetKey } from './budget-key.ts'
import type { Exchange } from './exchange.ts'
import { readText } from './params.ts'
import { Refusal, tooManyRequests } from './refusal.ts'
import { sendAnswer, sendRefusal } from './respond.ts'

export interface IncomingCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly methodName: string
  readonly query: string
}

/** Answers one call. All waiting happens inside; nothing is thrown to the caller. */
export function handleCall(world: World, bot: BotAccount, incoming: IncomingCall): void {
  readBody(incoming.request, body => {
    if (body === null) return sendRefusal(incoming.response, new Refusal(413, 'Request Entity Too Large'))
    try {
      const contentType = incoming.request.headers['content-type'] ?? ''
      const parsed = parseBody(body, contentType, incoming.query)
      travel(world, () => start(world, bot, incoming, parsed))
    } catch (error) {
      sendRefusal(incoming.response, asRefusal(error))
    }
  })
}

/** What a call does, it does when it arrives. */
function travel({ clock, settings: { latencyMs } }: World, arrive: () => void): void {
  if (latencyMs === null) arrive()
  else clock.after(latencyMs(), arrive)
}

function start(world: World, bot: BotAccount, incoming: IncomingCall, { params, files }: ParsedBody): void {
  const name = incoming.methodName === '' ? readText(params, 'method') : incoming.methodName
  const method = findMethod(name)
  const record: CallRecord = {
    method: method?.name ?? name,
    atMs: world.clock.now(),
    params,
    files: files.size === 0 ? noNames : [...files.values()].map(file => file.name),
    outcome: pending,
  }
  bot.calls.push(record)
  world.signals.emit({ kind: 'calling', bot, call: record })
  if (method === null) {
    const refusal = new Refusal(404, 'Not Found: method not found')
    sendRefusal(incoming.response, refusal)
    conclude(world, bot, record, refused(refusal))
    return
  }
  const call = { world, bot, params, files }
  const exchange: Exchange = { call, method, response: incoming.response, record, losesAnswer: false }
  const fault = world.faults.isEmpty ? null : world.faults.take(faultTarget(exchange))
  if (fault === null) execute(exchange)
  else applyFault(exchange, fault, { execute, refuse, settle })
}

const noNames: readonly string[] = []
const pending: CallOutcome = { kind: 'pending' }
const succeeded: CallOutcome = { kind: 'ok' }
const answerLost: CallOutcome = { kind: 'answer-lost' }

function faultTarget({ call, method }: Exchange) {
  const chatId = readText(call.params, 'chat_id')
  return { method: method.name, botId: call.bot.id, chatId: chatId === '' ? null : Number(chatId) }
}

function execute(exchange: Exchange): void {
  try {
    if (exchange.method.isMetered) meter(exchange)
    const result = exchange.method.run(exchange.call)
    if (result instanceof Promise) wait(exchange, result)
    else finish(exchange, result)
  } catch (error) {
    refuse(exchange, asRefusal(error))
  }
}

/** Refuses a call for which the chat or the bot has no room left. */
function meter({ call, method }: Exchange): void {
  const chatId = Number(readText(call.params, 'chat_id'))
  const key = budgetKey(call.params)
  const seconds = call.bot.flood.admit({ method: method.name, chatId, key, isGroup: chatId < 0 })
  if (seconds > 0) throw tooManyRequests(seconds)
}

/** A call that takes its time: a long poll. When its caller hangs up first, it is forgotten. */
function wait(exchange: Exchange, result: Promise<Answer>): void {
  const forget = (): void => {
    exchange.call.bot.poll.abandon()
    settle(exchange, { kind: 'abandoned' })
  }
  exchange.response.once('close', forget)
  result
    .finally(() => exchange.response.off('close', forget))
    .then(answer => finish(exchange, answer))
    .catch((error: unknown) => refuse(exchange, asRefusal(error)))
}

function finish(exchange: Exchange, answer: Answer): void {
  if (exchange.losesAnswer) {
    exchange.response.destroy()
    settle(exchange, answerLost)
  } else {
    sendAnswer(exchange.response, answer)
    settle(exchange, succeeded)
  }
}

function refuse(exchange: Exchange, refusal: Refusal): void {
  sendRefusal(exchange.response, refusal)
  settle(exchange, refused(refusal))
}

function settle(exchange: Exchange, outcome: CallOutcome): void {
  conclude(exchange.call.world, exchange.call.bot, exchange.record, outcome)
}

function conclude(world: World, bot: BotAccount, record: CallRecord, outcome: CallOutcome): void {
  record.outcome = outcome
  world.signals.emit({ kind: 'called', bot, call: record })
}

function refused(refusal: Refusal): CallOutcome {
  const retryAfter = refusal.parameters?.retry_after ?? null
  return { kind: 'refused', status: refusal.status, description: refusal.message, retryAfter }
}

/** A defect of the emulator itself is told as the server would tell its own, with the reason for whoever reads the test. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal(500, `Internal Server Error: ${error instanceof Error ? error.stack : String(error)}`)
}
