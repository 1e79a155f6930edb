import { z } from 'zod'
import type { Inbound } from '../../contract.ts'
import { chatSchema, userSchema } from './message-schema.ts'
import { readPerson } from './read-sender.ts'
import { parseWire } from './wire.ts'

const membershipSchema = z.object({
  chat: chatSchema,
  from: userSchema,
  date: z.int(),
  new_chat_member: z.object({ status: z.string() }),
})

const isBlockedBy = new Map([
  ['kicked', true],
  ['member', false],
])

/** Parses what became of the bot in a chat; in a private chat: blocked by the client, or let in again. */
export function parseMembership(payload: unknown): Inbound {
  const parsed = parseWire(membershipSchema, payload, 'my_chat_member')
  if (parsed.kind === 'unreadable') return parsed
  const { chat, from, date, new_chat_member } = parsed.value
  const isBlocked = isBlockedBy.get(new_chat_member.status)
  if (chat.type !== 'private') return { kind: 'ignored', reason: 'membership.not_private' }
  if (isBlocked === undefined) return { kind: 'ignored', reason: 'membership.other_status' }
  return {
    kind: 'reachability',
    chat: { businessConnectionId: '', chatId: String(chat.id), topicId: '', chatType: 'private' },
    from: readPerson(from),
    isBlocked,
    at: date * 1000,
  }
}
