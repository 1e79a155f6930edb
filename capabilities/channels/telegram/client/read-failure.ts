import { GrammyError, HttpError } from 'grammy'
import { errorCode } from '#shared/utils'
import { NoAnswerError } from './no-answer-error.ts'

/** What a rejected call says, before anyone decides what to do about it. */
export type TelegramFailure =
  /** Telegram answered, and refused. `description` is the server's own text: it never quotes the message. */
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly description: string
      /** Null when Telegram named no time. */
      readonly retryAfterMs: number | null
      /** The supergroup that took the group's place; null for every other refusal. */
      readonly migratedToChatId: string | null
    }
  | { readonly kind: 'no-answer'; readonly code: string; readonly mayHaveArrived: boolean }

/** Reads the rejection of any client call. An error that is neither grammY's nor ours counts as "may have arrived". */
export function readFailure(error: unknown): TelegramFailure {
  if (error instanceof GrammyError) return readRefusal(error)
  const inner = error instanceof HttpError ? error.error : error
  if (inner instanceof NoAnswerError) {
    return { kind: 'no-answer', code: inner.code, mayHaveArrived: inner.mayHaveArrived }
  }
  return { kind: 'no-answer', code: errorCode(inner), mayHaveArrived: true }
}

function readRefusal({ error_code, description, parameters }: GrammyError): TelegramFailure {
  if (typeof error_code !== 'number') return { kind: 'no-answer', code: 'invalid_answer', mayHaveArrived: true }
  const seconds = parameters.retry_after ?? secondsInText(description)
  return {
    kind: 'refused',
    status: error_code,
    description: description ?? '',
    retryAfterMs: seconds === null ? null : seconds * 1000,
    migratedToChatId: parameters.migrate_to_chat_id === undefined ? null : String(parameters.migrate_to_chat_id),
  }
}

/** Some proxies strip `parameters`; the text `Too Many Requests: retry after N` still carries the number. */
function secondsInText(description: string | undefined): number | null {
  const found = /retry after (\d+)/i.exec(description ?? '')
  return found === null ? null : Number(found[1])
}
