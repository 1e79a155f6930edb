import type { ChatLog } from '../state/chat-log.ts'
import type { ApiCall } from '../wire/api-call.ts'
import { readInteger } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

/** The topic a call names; undefined for none. Refuses one that the chat does not have. */
export function checkThread(call: ApiCall, log: ChatLog): number | undefined {
  const threadId = readInteger(call.params, 'message_thread_id')
  if (threadId <= 0) return undefined
  if (!log.threads.has(threadId)) throw badRequest('message thread not found')
  return threadId
}
