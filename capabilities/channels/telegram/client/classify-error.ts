import type { SendOutcome } from '../../contract.ts'
import { readFailure, type TelegramFailure } from './read-failure.ts'

/** Waited after a 429 that names no time. Telegram's shortest penalties are of this order. */
const UNNAMED_PENALTY_MS = 5_000

type Refusal = Extract<TelegramFailure, { kind: 'refused' }>
type Verdict = 'blocked' | 'failed'

/**
 * The server's texts that mean something of their own, matched without regard to case; the first that fits counts.
 * `blocked` is a matter of this chat and may pass when the client writes; `failed` is a matter of this message.
 */
const KNOWN_REFUSALS: readonly (readonly [text: string, verdict: Verdict, code: string])[] = [
  ['bot was blocked by the user', 'blocked', 'bot_blocked'],
  ['user is deactivated', 'blocked', 'user_deactivated'],
  ['bot was kicked', 'blocked', 'bot_kicked'],
  ['bot is not a member', 'blocked', 'bot_not_member'],
  ["bot can't initiate conversation", 'blocked', 'cannot_initiate'],
  ["bot can't send messages to", 'blocked', 'cannot_write_to_bots'],
  ['have no rights to send a message', 'blocked', 'no_write_rights'],
  ['not enough rights', 'blocked', 'no_write_rights'],
  ['need administrator rights', 'blocked', 'no_write_rights'],
  ['chat_write_forbidden', 'blocked', 'no_write_rights'],
  ['chat_restricted', 'blocked', 'no_write_rights'],
  ['topic_closed', 'blocked', 'topic_closed'],
  // In a business chat only: more than 24 h after the client's last message, or a chat that the owner left out. The client may
  // well be reached in the bot's own chat.
  ['business_peer_invalid', 'failed', 'business_peer_invalid'],
  ['business_connection_invalid', 'failed', 'business_connection_invalid'],
  ['business connection not found', 'failed', 'business_connection_invalid'],
  ['bot_access_forbidden', 'failed', 'business_right_missing'],
  ['chat not found', 'failed', 'chat_not_found'],
  ['peer_id_invalid', 'failed', 'chat_not_found'],
  ['message thread not found', 'failed', 'topic_not_found'],
  ['quote_text_invalid', 'failed', 'invalid_quote'],
  ['message to be replied not found', 'failed', 'replied_message_not_found'],
  ['message is not modified', 'failed', 'not_modified'],
  ['message to edit not found', 'failed', 'message_not_found'],
  ["message can't be edited", 'failed', 'not_editable'],
  ['query is too old', 'failed', 'query_too_old'],
  ["can't parse entities", 'failed', 'invalid_entities'],
  ["can't parse messageentity", 'failed', 'invalid_entities'],
  ['message is too long', 'failed', 'message_too_long'],
  ['message caption is too long', 'failed', 'caption_too_long'],
  ['file must be non-empty', 'failed', 'file_empty'],
  ['there is no document in the request', 'failed', 'file_missing'],
  ['button_', 'failed', 'invalid_button'],
  ["can't parse inline keyboard button", 'failed', 'invalid_button'],
  ['reply markup is too long', 'failed', 'invalid_button'],
  ['reply_markup_', 'failed', 'invalid_button'],
  ['message text is empty', 'failed', 'message_empty'],
  ['text must be non-empty', 'failed', 'message_empty'],
]

/** What became of a send whose call rejected with `error`. Never throws, and never guesses "not sent". */
export function classifyError(error: unknown): SendOutcome {
  const failure = readFailure(error)
  if (failure.kind === 'refused') return classifyRefusal(failure)
  return { kind: failure.mayHaveArrived ? 'unknown' : 'not-sent', code: failure.code }
}

function classifyRefusal(refusal: Refusal): SendOutcome {
  const { status } = refusal
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: refusal.retryAfterMs ?? UNNAMED_PENALTY_MS }
  if (refusal.migratedToChatId !== null) return { kind: 'moved', chatId: refusal.migratedToChatId }
  // 504 is the one 5xx in which the request was passed on and its fate never learnt.
  if (status === 504) return { kind: 'unknown', code: 'http_504' }
  if (status >= 500) return { kind: 'not-sent', code: `http_${status}` }
  if (status === 401) return { kind: 'failed', code: 'unauthorized' }
  return classifyText(status, refusal.description.toLowerCase())
}

function classifyText(status: number, text: string): SendOutcome {
  for (const [known, kind, code] of KNOWN_REFUSALS) if (text.includes(known)) return { kind, code }
  // Every 403 is about the chat, whatever words Telegram finds for it next year.
  return status === 403 ? { kind: 'blocked', code: 'forbidden' } : { kind: 'failed', code: `http_${status}` }
}
