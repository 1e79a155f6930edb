import type { ChatAddress, Draft } from '../../contract.ts'
import { callSignal } from '../client/call-signal.ts'
import type { TelegramClient } from '../client/create-client.ts'
import { renderMarkdown } from '../format/render-markdown.ts'
import { findBotPlace } from './build-address.ts'
import { buildEntities } from './build-part.ts'
import { type CourtesyDeps, tryCourtesy } from './try-courtesy.ts'

type SendDraft = Parameters<TelegramClient['raw']['sendMessageDraft']>[0]

/**
 * Shows a reply that is still being written, with a button to stop it. Telegram knows drafts in the bot's own private chats only: the
 * same call for a business account's chat would write to another one.
 */
export async function sendDraft(
  deps: CourtesyDeps & { readonly client: TelegramClient },
  chat: ChatAddress,
  { draft, signal }: { readonly draft: Draft; readonly signal: AbortSignal },
): Promise<boolean> {
  const request = buildDraft(chat, draft)
  if (request === null || !deps.budget.admitCourtesy(chat)) return false
  const send = () => deps.client.raw.sendMessageDraft(request, callSignal(signal))
  const call = () => deps.budget.inTheAir.follow(chat.chatId, send)
  return tryCourtesy(deps, { method: 'sendMessageDraft', chat, call })
}

/** Null where there can be no draft. What does not fit into one message is shown as far as it does. Pure. */
export function buildDraft(chat: ChatAddress, { id, markdown }: Draft): SendDraft | null {
  const place = chat.chatType === 'private' ? findBotPlace(chat) : null
  const [part] = renderMarkdown(markdown)
  if (place === null || part === undefined) return null
  return {
    ...place,
    ...(chat.topicId !== '' && { message_thread_id: Number(chat.topicId) }),
    draft_id: id,
    text: part.text,
    entities: buildEntities(part.entities),
    can_stop: true,
    // What was shown is then sent as the answer: until it comes, it should not vanish.
    keep_on_stop: true,
  }
}
