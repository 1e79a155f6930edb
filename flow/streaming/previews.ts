import type { ChatAddress } from '#capabilities/channels'
import type { AccountId, ConversationId } from '#shared/database'
import type { ReadingAlong } from '../agent/index.ts'

export interface NewPreview {
  readonly accountId: AccountId
  readonly conversationId: ConversationId
  readonly chat: ChatAddress
  /** Not zero; another one in the same chat is another reply. */
  readonly draftId: number
}

/** A reply that is being written, as whoever shows it sees it. */
export interface Preview extends NewPreview {
  /** What may be shown by now, as markdown; '' for nothing yet. */
  safeSoFar(): string
  /** What stands in the chat now; '' for nothing. */
  shown(): string
  /** This stands in the chat now. */
  markShown(markdown: string): void
}

/** A reply that is being written, as the turn holds it that writes it. */
export interface OpenPreview extends ReadingAlong {
  /** Nothing more of it is shown from now on. */
  close(): void
}

/** Which draft a client has stopped. */
export interface StoppedDraft {
  readonly chat: Pick<ChatAddress, 'chatId' | 'topicId'>
  readonly draftId: number
}

/**
 * The replies that this process is writing and showing. It lives in memory: where the one who thinks and the one who speaks are two
 * processes, nobody reads along, and typing is shown instead.
 */
export interface Previews {
  /** From now on this process shows the account's previews, until the returned function is called. */
  serve(accountId: AccountId): () => void
  /** Null where nobody reads along: the account shows none, or this is no private chat of the bot itself. */
  open(preview: NewPreview): OpenPreview | null
  /** What the account is writing now, as far as the model has begun. */
  list(accountId: AccountId): readonly Preview[]
  /** Whether something of a reply that is being written stands in the chat. */
  isShown(conversationId: ConversationId): boolean
  /** The client has read enough. Nothing, if the reply is not being written any more. */
  stop(accountId: AccountId, draft: StoppedDraft): void
  /** A person of the business has read enough for the client. Nothing, where nothing is being written. */
  stopIn(conversationId: ConversationId): void
}

interface Entry {
  readonly preview: Preview
  readonly stopping: AbortController
  /** Null until the model has begun. */
  safeSoFar: (() => string) | null
  shown: string
}

export function createPreviews(): Previews {
  const served = new Set<AccountId>()
  const entries = new Map<ConversationId, Entry>()
  return {
    serve(accountId) {
      served.add(accountId)
      return () => void served.delete(accountId)
    },
    open(facts) {
      if (!served.has(facts.accountId) || !isOwnPrivateChat(facts.chat)) return null
      const entry = createEntry(facts)
      entries.set(facts.conversationId, entry)
      return toOpenPreview(entry, () => {
        if (entries.get(facts.conversationId) === entry) entries.delete(facts.conversationId)
      })
    },
    list: accountId =>
      [...entries.values()]
        .filter(({ preview, safeSoFar }) => preview.accountId === accountId && safeSoFar !== null)
        .map(({ preview }) => preview),
    isShown: conversationId => (entries.get(conversationId)?.shown ?? '') !== '',
    stop(accountId, draft) {
      for (const { preview, stopping } of entries.values()) {
        if (preview.accountId === accountId && isSame(preview, draft)) stopping.abort('client.stopped')
      }
    },
    stopIn: conversationId => entries.get(conversationId)?.stopping.abort('operator.stopped'),
  }
}

/** A draft for a business account's chat would go to another one, and groups take none. */
function isOwnPrivateChat({ businessConnectionId, chatType }: ChatAddress): boolean {
  return businessConnectionId === '' && chatType === 'private'
}

function createEntry(facts: NewPreview): Entry {
  const entry: Entry = {
    preview: {
      ...facts,
      safeSoFar: () => entry.safeSoFar?.() ?? '',
      shown: () => entry.shown,
      markShown(markdown) {
        entry.shown = markdown
      },
    },
    stopping: new AbortController(),
    safeSoFar: null,
    shown: '',
  }
  return entry
}

function toOpenPreview(entry: Entry, close: () => void): OpenPreview {
  return {
    show(safeSoFar) {
      entry.safeSoFar = safeSoFar
    },
    shown: () => entry.shown,
    stopped: entry.stopping.signal,
    close,
  }
}

function isSame({ chat, draftId }: Preview, draft: StoppedDraft): boolean {
  return draftId === draft.draftId && chat.chatId === draft.chat.chatId && chat.topicId === draft.chat.topicId
}
