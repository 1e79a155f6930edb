import { toBotChatId } from '../calls/build-address.ts'
import { callSignal } from '../client/call-signal.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { readFailure } from '../client/read-failure.ts'

export type OwnerChat =
  /** `name` is the person's first name. */
  | { readonly kind: 'open'; readonly name: string }
  /** Telegram knows no chat between the bot and this person: they have never written to it, or the number is wrong. */
  | { readonly kind: 'not-opened' }
  /** Telegram could not be asked. */
  | { readonly kind: 'unknown'; readonly code: string }

/** Whether the bot can write to the owner. Asks `getChat`, once; sends nothing. Does not reject for anything Telegram can do. */
export async function findOwnerChat(client: TelegramClient, ownerId: number, signal: AbortSignal): Promise<OwnerChat> {
  try {
    const chat = await client.raw.getChat({ chat_id: toBotChatId(ownerId) }, callSignal(signal))
    return { kind: 'open', name: chat.first_name ?? '' }
  } catch (error) {
    const failure = readFailure(error)
    if (failure.kind === 'no-answer') return { kind: 'unknown', code: failure.code }
    if (failure.status === 400 || failure.status === 403) return { kind: 'not-opened' }
    return { kind: 'unknown', code: `http_${failure.status}` }
  }
}
