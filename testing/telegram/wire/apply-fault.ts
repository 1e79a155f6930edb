import { assertNever } from '#shared/utils'
import type { FaultEffect } from '../limits/faults.ts'
import type { CallOutcome } from '../state/call-log.ts'
import { budgetKey } from './budget-key.ts'
import type { Exchange } from './exchange.ts'
import { readText } from './params.ts'
import { Refusal } from './refusal.ts'
import { sendGarbage } from './respond.ts'

/** How an exchange can go on. */
export interface Continuations {
  execute(exchange: Exchange): void
  refuse(exchange: Exchange, refusal: Refusal): void
  settle(exchange: Exchange, outcome: CallOutcome): void
}

/** Lets a fault happen to a call. */
export function applyFault(exchange: Exchange, fault: FaultEffect, go: Continuations): void {
  switch (fault.kind) {
    case 'status':
      go.refuse(exchange, makeRefusal(exchange, fault))
      break
    case 'drop':
      exchange.response.destroy()
      go.settle(exchange, { kind: 'dropped' })
      break
    case 'hang':
      go.settle(exchange, { kind: 'hung' })
      break
    case 'garbage':
      sendGarbage(exchange.response)
      go.settle(exchange, { kind: 'garbled' })
      break
    case 'lose-answer':
      exchange.losesAnswer = true
      go.execute(exchange)
      break
    case 'delay':
      exchange.call.world.clock.after(fault.delayMs, () => go.execute(exchange))
      break
    default:
      assertNever(fault)
  }
}

function makeRefusal({ call }: Exchange, fault: FaultEffect & { readonly kind: 'status' }): Refusal {
  const { status, migrateToChatId } = fault
  if (status === 429 || fault.retryAfter !== undefined) {
    const seconds = fault.retryAfter ?? 1
    penalise(call, seconds)
    return new Refusal(status, fault.description ?? `Too Many Requests: retry after ${seconds}`, {
      retry_after: seconds,
    })
  }
  const parameters = migrateToChatId === undefined ? null : { migrate_to_chat_id: migrateToChatId }
  return new Refusal(status, fault.description ?? (usualWords[status] || 'Bad Request'), parameters)
}

const usualWords: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  404: 'Not Found',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

/** From now on the chat is closed for as long as the caller was told, and calls made meanwhile count as violations. */
function penalise(call: Exchange['call'], seconds: number): void {
  if (readText(call.params, 'chat_id') !== '') call.bot.flood.penalise(budgetKey(call.params), seconds)
}
