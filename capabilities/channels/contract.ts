import type { RichBlock } from './rich-block.ts'
import type { TextEntity } from './text-entity.ts'

export type { TextEntity }

/** Where a message came from and where the answer goes. A business chat is not the bot chat with the same number. */
export interface ChatAddress {
  /** Telegram Business connection, or '' for the bot's own chats. */
  readonly businessConnectionId: string
  readonly chatId: string
  /** Forum or private topic, or ''. */
  readonly topicId: string
  readonly chatType: 'private' | 'group' | 'channel'
}

export interface Person {
  /** The channel's number of the person: Telegram's user id; negative where the channel has no numbers. */
  readonly userId: number
  readonly displayName: string | null
  readonly username: string | null
  readonly appLanguage: string | null
}

/** What one update means to the house, whatever the channel. */
export type Inbound =
  | InboundMessage
  /** The client changed a message. */
  | {
      readonly kind: 'edit'
      readonly chat: ChatAddress
      readonly from: Person
      readonly messageId: string
      readonly text: string
      /** As in `InboundMessage`, after the change. */
      readonly attachments?: readonly InboundAttachment[]
      readonly caption?: string
      readonly editedAt: number
    }
  /** The client blocked the bot, or came back. */
  | {
      readonly kind: 'reachability'
      readonly chat: ChatAddress
      readonly from: Person
      readonly isBlocked: boolean
      readonly at: number
    }
  /** The client has read enough of the reply whose draft this is. */
  | { readonly kind: 'stop'; readonly chat: ChatAddress; readonly draftId: number }
  | OwnerSpeech
  /** What this account said through a business connection, shown to it as it stands in the chat. */
  | { readonly kind: 'echo'; readonly chat: ChatAddress; readonly messageId: string; readonly text: string }
  /** Messages that are gone from the chat of a business account. */
  | { readonly kind: 'deletion'; readonly chat: ChatAddress; readonly messageIds: readonly string[] }
  /** Someone connected their own account, changed what may be done there, or disconnected it. */
  | { readonly kind: 'connection'; readonly connection: BusinessConnection }
  /** Known and of no concern: kept in the inbox with its reason, and nowhere else. */
  | {
      readonly kind: 'ignored'
      readonly reason: string
      /** The press of a button that means nothing (any more): whoever pressed it is waiting to be told so. */
      readonly press?: RefusedPress
    }
  /** Not what the channel promised: kept in the inbox, told to the owner. */
  | { readonly kind: 'unreadable'; readonly reason: string }

export interface RefusedPress {
  readonly chat: ChatAddress
  /** What the channel wants to be answered. */
  readonly callbackQueryId: string
  readonly appLanguage: string | null
}

export interface InboundMessage {
  readonly kind: 'message'
  readonly chat: ChatAddress
  readonly from: Person
  /** The channel's id of the message, unique within the chat. */
  readonly messageId: string
  readonly sentAt: number
  /** text, voice, photo, …, command, button. */
  readonly messageKind: string
  /** Text or caption, the label of a pressed button, or a short description where there is none (`[sticker 👍]`). Never empty. */
  readonly text: string
  /** `/start shop_42` is {name: 'start', argument: 'shop_42'}; null for everything else. */
  readonly command: { readonly name: string; readonly argument: string } | null
  /** False: worth keeping, not worth a turn (a sticker, group talk that is not ours). */
  readonly wantsAnswer: boolean
  /** The files it carries, in order. Absent: none. */
  readonly attachments?: readonly InboundAttachment[]
  /** The client's own words beside the files; absent where `text` only describes what there is. */
  readonly caption?: string
  /** The addresses of pages that the channel itself found in the client's words, as they stand there. Absent: it found none, or does not look. */
  readonly links?: readonly string[]
  /**
   * Media ids, reply, forward, album; of a pressed button its `data`, exactly as it was sent, and `buttonMessageId`, the
   * message it stood under. JSON-serialisable; null when there is nothing more to say.
   */
  readonly metadata: Readonly<Record<string, unknown>> | null
}

/** The owner wrote to a client themselves, from the account that a business connection belongs to. */
export interface OwnerSpeech {
  readonly kind: 'owner-words'
  readonly chat: ChatAddress
  /** Whom they wrote to. */
  readonly client: Person
  readonly messageId: string
  readonly sentAt: number
  /** As in `InboundMessage`. */
  readonly messageKind: string
  readonly text: string
  readonly metadata: Readonly<Record<string, unknown>> | null
}

/** A person's own account, to which the bot is connected, as the channel describes it now. */
export interface BusinessConnection {
  readonly id: string
  readonly owner: Person
  /** The owner's chat with the bot. */
  readonly ownerChatId: string
  /** False: disconnected. Nothing may be done there any more. */
  readonly isEnabled: boolean
  /** What the owner allows, by the channel's own names: can_reply, can_read_messages, … */
  readonly rights: readonly string[]
}

/** What kinds of files a message may carry, whatever the channel calls them. */
export type AttachmentKind =
  | 'voice'
  | 'audio'
  | 'video-note'
  | 'video'
  | 'animation'
  | 'photo'
  | 'live-photo'
  | 'document'
  | 'sticker'
  /** What a link in the text leads to: its address stands for the file. No channel says so; the words do. */
  | 'page'

/** A file that a message carries, as its channel describes it. Sender and channel may be wrong: the bytes decide. */
export interface InboundAttachment {
  readonly kind: AttachmentKind
  /** Fetches the file, for the account that received it and for no other. */
  readonly fileId: string
  /** The same for every copy of one file, and fetches nothing. */
  readonly fileUniqueId: string
  readonly mimeType: string | null
  readonly sizeBytes: number | null
  readonly durationSeconds: number | null
  readonly fileName: string | null
  readonly width: number | null
  readonly height: number | null
}

/** One update as handed over by a channel. */
export interface InboundUpdate {
  /** The channel's number of the update; unique per account. Numbers need not be consecutive or ordered. */
  readonly updateId: number
  /** The channel's own name for the kind of update. */
  readonly updateKind: string
  /** As received, for the inbox. */
  readonly raw: string
  readonly inbound: Inbound
}

/** An instant as a text names it. */
export interface ShownTime {
  /** Exactly as they stand in the text. */
  readonly words: string
  /** epoch ms */
  readonly at: number
}

/** What goes out with a reply besides its words. */
export interface Attachments {
  /** Rows of buttons under the text; a press comes back as an inbound message of kind `button` with the button's data. */
  readonly buttons?: readonly (readonly Button[])[]
  /** A small file (an invitation, a chart), sent with the text as its caption. */
  readonly document?: OutboundDocument
  /** Instants that the text names: a channel that can shows them in the zone of whoever reads. */
  readonly times?: readonly ShownTime[]
}

/** One part of a reply, ready to leave: small enough for the channel to take whole. Made by `render`. */
export interface OutboundPart extends Omit<Attachments, 'times'> {
  /** Empty only where a document says it all. */
  readonly text: string
  readonly entities: readonly TextEntity[]
  /** The same words with headings, nested lists and tables, for a new message of a channel that shows them. Absent: the text is all. */
  readonly blocks?: readonly RichBlock[]
  /** The channel's id of the message this answers; null for none. */
  readonly replyToMessageId: string | null
  /** The words of that message that are answered, exactly as they stand in it, at most 1,024 UTF-16 units. Absent: all of it. */
  readonly quote?: string
  /** The channel's id of a message of ours in this chat whose text and buttons it replaces, and whose id it keeps. Absent: none. */
  readonly editsMessageId?: string
  /** It is no message: a topic with this name is opened in the chat, and `sent` tells its id. Absent: it is a message. */
  readonly opensTopic?: string
  /** Said aloud, as a voice message that is made when it leaves; `text` is empty then. Absent: it is written. */
  readonly spokenText?: string
}

export interface Button {
  /** Not empty. Channels cut a longer one than they can show (Telegram: about 64 bytes). */
  readonly text: string
  /** 1 to 56 bytes of UTF-8 (Telegram's 64 but for its seal). Only code reads it; what cannot be sealed can be forged, so it grants nothing by itself. */
  readonly data: string
}

export interface OutboundDocument {
  readonly fileName: string
  readonly mimeType: string
  /** Text; or bytes in base64, where `encoding` says so. `documentBytes` reads both. */
  readonly content: string
  readonly encoding?: 'base64'
  /** Shown in the chat rather than offered as a file, where the channel can: PNG or JPEG of at most 10 MB. */
  readonly isPicture?: true
  /** `content` is empty, and is made when it leaves: all that is held of the person whose chat it is. Nowhere kept. */
  readonly holdsPerson?: true
}

/** What became of a send. There is no idempotency key on the wire, so "we do not know" is an outcome of its own. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly externalId: string }
  /** The channel asks for silence. Nothing was sent. */
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  /** It certainly did not arrive (no connection, 5xx): the same send may be tried again. */
  | { readonly kind: 'not-sent'; readonly code: string }
  /** The request left and no answer came back: it may have arrived. Never send it again by itself. */
  | { readonly kind: 'unknown'; readonly code: string }
  /** The person does not want or cannot receive messages: nothing more to this chat until they write. */
  | { readonly kind: 'blocked'; readonly code: string }
  /** The chat has a new id; send there. */
  | { readonly kind: 'moved'; readonly chatId: string }
  /** Refused for good. */
  | { readonly kind: 'failed'; readonly code: string }

export interface FetchLimits {
  /** Checked before the download by what the channel says, and while it runs by what comes. */
  readonly maxBytes: number
  /** The caller's deadline. */
  readonly signal: AbortSignal
}

/** What became of a file that was asked for. */
export type FetchedFile =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  /** Larger than the caller or the channel allows. */
  | { readonly kind: 'too-big' }
  /** The channel has no such file, or gives it to nobody: asking again is useless. */
  | { readonly kind: 'gone'; readonly code: string }
  /** No connection, a time-out, a penalty: it may work later. */
  | { readonly kind: 'not-fetched'; readonly code: string; readonly retryAfterMs: number | null }

/** A reply that is still being written. */
export interface Draft {
  /** Not zero; another one in the same chat is another reply. */
  readonly id: number
  /** The reply so far. */
  readonly markdown: string
}

/** A way to hear and speak for one account. It keeps no conversation state: that is the database's. */
export interface Channel {
  /** telegram, webchat, memory. */
  readonly name: string
  /**
   * Turns a model's markdown into parts that the channel accepts, in order, nothing lost; each part is one send. A document goes
   * with the last text, or after it where that is too long for a caption; buttons stand under the last text. Nothing to put
   * buttons under: no buttons. Pure. Throws AppError `channel.invalid_button` for a button without text or with unfit data.
   */
  render(markdown: string, attached?: Attachments): readonly OutboundPart[]
  /**
   * Asks the flood budget of this chat and this bot for a place. 0: the place is taken, send now. Otherwise: milliseconds to
   * wait before asking again; nothing is taken.
   */
  admit(chat: ChatAddress): number
  /** Sends one part, once: no retry inside. Never throws for an answer of the channel; the outcome says it. */
  send(chat: ChatAddress, part: OutboundPart, signal: AbortSignal): Promise<SendOutcome>
  /** Shows that an answer is being written. Shed without a word when the flood budget has no room. */
  showTyping(chat: ChatAddress, signal: AbortSignal): Promise<void>
  /**
   * Shows how far a reply has been written; it goes by itself when the reply comes, and at the latest after half a minute. False: it
   * was shed because the flood budget has no room, did not get through, or nothing can be shown there.
   */
  showDraft(chat: ChatAddress, draft: Draft, signal: AbortSignal): Promise<boolean>
  /** Marks a chat as read up to a message of the client. Best effort, shed like typing. Absent: the channel has no such marks. */
  markRead?(chat: ChatAddress, messageId: string, signal: AbortSignal): Promise<void>
  /** Fetches what a message carried, into memory; a bounded number of tries inside. Never throws for what the channel does. */
  fetchFile(fileId: string, limits: FetchLimits): Promise<FetchedFile>
}

/** Takes a batch of updates; resolves when they are stored. Only then may the channel acknowledge them. */
export type Receive = (updates: readonly InboundUpdate[]) => Promise<void>
