import { AppError, type Clock, type Logger, systemClock } from '#shared/utils'
import type { Channel, ChatAddress, Draft, OutboundPart, SendOutcome } from '../contract.ts'
import type { ButtonSeal } from './buttons/button-seal.ts'
import { buildPlace, findBusinessPlace } from './calls/build-address.ts'
import { buildEdit, buildTopic } from './calls/build-change.ts'
import { buildDocument, buildMessage, buildPhoto, buildVoice } from './calls/build-part.ts'
import { buildRichMessage } from './calls/build-rich-message.ts'
import { createPlainerParts } from './calls/plainer-parts.ts'
import { sendDraft } from './calls/send-draft.ts'
import { tryCourtesy } from './calls/try-courtesy.ts'
import { withoutRefused } from './calls/without-refused.ts'
import { callSignal } from './client/call-signal.ts'
import { classifyError } from './client/classify-error.ts'
import type { TelegramClient } from './client/create-client.ts'
import { createFetchFile } from './files/fetch-file.ts'
import type { FloodBudget } from './flood/flood-budget.ts'
import { renderMarkdown } from './format/render-markdown.ts'

export interface TelegramChannelOptions {
  readonly client: TelegramClient
  readonly budget: FloodBudget
  readonly seal: ButtonSeal
  readonly logger: Logger
  /** Makes voice messages of words: OGG with Opus; null when it cannot. Absent: nothing is spoken. */
  readonly speak?: (text: string) => Promise<Uint8Array | null>
  /** Replies that text would flatten go out as rich messages, or as text where Telegram refuses that. Default: all are text. */
  readonly richMessages?: boolean
  /** Default: the system's. */
  readonly clock?: Clock
}

/**
 * Speaks for one bot, in its own chats and for the business accounts it is connected to. `send` does not ask the budget: call
 * `admit` first. A 429 on any call silences its chat in the budget.
 */
export function createTelegramChannel(options: TelegramChannelOptions): Channel {
  const { client, budget, seal, logger, richMessages = false, clock = systemClock } = options
  const fetchFile = createFetchFile({ client, clock })
  const plainerParts = createPlainerParts()
  return {
    name: 'telegram',
    render: (markdown, attached) => renderMarkdown(markdown, attached, { richMessages }),
    admit: chat => budget.admit(chat),
    send,
    showTyping,
    showDraft,
    markRead,
    fetchFile,
  }

  async function send(chat: ChatAddress, part: OutboundPart, signal: AbortSignal): Promise<SendOutcome> {
    if (part.spokenText === undefined) return sendWritten(chat, part, signal)
    await showActivity(chat, 'record_voice', signal)
    const sound = (await options.speak?.(part.spokenText)) ?? null
    // The same words have gone out in writing: nothing is lost but the sound.
    return sound === null ? { kind: 'failed', code: 'voice.not_made' } : sendPart(chat, part, signal, sound)
  }

  async function sendWritten(chat: ChatAddress, part: OutboundPart, signal: AbortSignal): Promise<SendOutcome> {
    const tried = plainerParts.of(chat, part)
    const outcome = await sendPart(chat, tried, signal)
    const plainer = outcome.kind === 'failed' ? withoutRefused(tried, outcome.code) : null
    if (plainer === null) {
      if (outcome.kind !== 'rate-limited') plainerParts.forget(chat, part)
      return outcome
    }
    plainerParts.remember(chat, part, plainer)
    // The refused call has used its place. Where there is no other, the part waits as any other does: who takes the chat over stops it.
    const waitMs = budget.admit(chat)
    return waitMs === 0 ? sendWritten(chat, part, signal) : { kind: 'rate-limited', retryAfterMs: waitMs }
  }

  async function sendPart(
    chat: ChatAddress,
    part: OutboundPart,
    signal: AbortSignal,
    sound?: Uint8Array,
  ): Promise<SendOutcome> {
    const method = methodOf(part)
    try {
      return await budget.inTheAir.follow(chat.chatId, async (): Promise<SendOutcome> => {
        // What it waited for may have met a penalty, which it would walk into.
        const retryAfterMs = budget.silenceMs(chat)
        if (retryAfterMs > 0) return { kind: 'rate-limited', retryAfterMs }
        const id = await call(method, chat, sealButtons(part, chat), signal, sound)
        return { kind: 'sent', externalId: String(id) }
      })
    } catch (error) {
      const outcome = judge(error, part)
      if (outcome.kind === 'rate-limited') {
        const { chatId, chatType } = chat
        budget.penalize({ method, chatId, chatType, retryAfterMs: outcome.retryAfterMs })
      }
      return outcome
    }
  }

  /** Resolves with the id of the message, or of the topic. */
  async function call(
    method: SendMethod,
    chat: ChatAddress,
    part: OutboundPart,
    signal: AbortSignal,
    sound?: Uint8Array,
  ): Promise<number> {
    if (sound !== undefined) return idOf(client.raw.sendVoice(buildVoice(chat, part, sound), callSignal(signal)))
    const { blocks, document, editsMessageId, opensTopic } = part
    if (opensTopic !== undefined) return openTopic(chat, opensTopic, signal)
    if (editsMessageId !== undefined) {
      await client.raw.editMessageText(buildEdit(chat, part, editsMessageId), callSignal(signal))
      return Number(editsMessageId)
    }
    if (blocks !== undefined)
      return idOf(client.raw.sendRichMessage(buildRichMessage(chat, part, blocks), callSignal(signal)))
    if (document === undefined) return idOf(client.raw.sendMessage(buildMessage(chat, part), callSignal(signal)))
    return method === 'sendPhoto'
      ? idOf(client.raw.sendPhoto(buildPhoto(chat, part, document), callSignal(signal)))
      : idOf(client.raw.sendDocument(buildDocument(chat, part, document), callSignal(signal)))
  }

  async function openTopic(chat: ChatAddress, name: string, signal: AbortSignal): Promise<number> {
    const topic = buildTopic(chat, name)
    if (topic === null) throw new AppError('telegram.no_topics', 'a chat of a business account has no topics')
    return (await client.raw.createForumTopic(topic, callSignal(signal))).message_thread_id
  }

  /** Only here is known to whom the buttons go. */
  function sealButtons(part: OutboundPart, chat: ChatAddress): OutboundPart {
    if (part.buttons === undefined) return part
    return {
      ...part,
      buttons: part.buttons.map(row => row.map(button => ({ ...button, data: seal.close(chat, button.data) }))),
    }
  }

  function showDraft(chat: ChatAddress, draft: Draft, signal: AbortSignal): Promise<boolean> {
    return sendDraft({ client, budget, logger }, chat, { draft, signal })
  }

  function showTyping(chat: ChatAddress, signal: AbortSignal): Promise<void> {
    return showActivity(chat, 'typing', signal)
  }

  async function showActivity(
    chat: ChatAddress,
    action: 'typing' | 'record_voice',
    signal: AbortSignal,
  ): Promise<void> {
    if (!budget.admitCourtesy(chat)) return
    const show = () => client.raw.sendChatAction({ ...buildPlace(chat), action }, callSignal(signal))
    const call = () => budget.inTheAir.follow(chat.chatId, show)
    await tryCourtesy({ budget, logger }, { method: 'sendChatAction', chat, call })
  }

  /** Only chats of a business account have read marks that a bot may set. */
  async function markRead(chat: ChatAddress, messageId: string, signal: AbortSignal): Promise<void> {
    const place = findBusinessPlace(chat)
    // It is no message to the chat.
    if (place === null || !budget.admitPressAnswer(chat)) return
    const request = { ...place, message_id: Number(messageId) }
    const call = () => client.raw.readBusinessMessage(request, callSignal(signal))
    await tryCourtesy({ budget, logger }, { method: 'readBusinessMessage', chat, call })
  }
}

async function idOf(sent: Promise<{ readonly message_id: number }>): Promise<number> {
  return (await sent).message_id
}

/** A message that says already what it shall say is as it shall be. */
function judge(error: unknown, { editsMessageId }: OutboundPart): SendOutcome {
  const outcome = classifyError(error)
  const isAsWanted = editsMessageId !== undefined && outcome.kind === 'failed' && outcome.code === 'not_modified'
  return isAsWanted ? { kind: 'sent', externalId: editsMessageId } : outcome
}

type SendMethod =
  | 'createForumTopic'
  | 'editMessageText'
  | 'sendMessage'
  | 'sendRichMessage'
  | 'sendDocument'
  | 'sendPhoto'
  | 'sendVoice'

function methodOf({ blocks, document, editsMessageId, opensTopic, spokenText }: OutboundPart): SendMethod {
  if (spokenText !== undefined) return 'sendVoice'
  if (opensTopic !== undefined) return 'createForumTopic'
  if (editsMessageId !== undefined) return 'editMessageText'
  if (blocks !== undefined) return 'sendRichMessage'
  if (document === undefined) return 'sendMessage'
  return document.isPicture === true ? 'sendPhoto' : 'sendDocument'
}
