import { attach } from '../attach.ts'
import type {
  Attachments,
  Channel,
  ChatAddress,
  Draft,
  FetchedFile,
  FetchLimits,
  OutboundPart,
  SendOutcome,
} from '../contract.ts'
import type { FloodPenalty } from '../telegram/flood/flood-budget.ts'

export interface MemorySend {
  readonly chat: ChatAddress
  readonly part: OutboundPart
  readonly outcome: SendOutcome
}

export interface MemoryDraft extends Draft {
  readonly chat: ChatAddress
}

/** The fake beside the contract: a channel whose outside world is two arrays. */
export interface MemoryChannel extends Channel {
  /** Every send, in order, with what became of it. */
  readonly sends: readonly MemorySend[]
  /** Every chat in which typing was shown, in order. */
  readonly typings: readonly ChatAddress[]
  /** Every read mark that was set, in order. */
  readonly reads: readonly { readonly chat: ChatAddress; readonly messageId: string }[]
  /** Every draft that was shown, in order. */
  readonly drafts: readonly MemoryDraft[]
  /** What arrived in a chat, in order. */
  partsIn(chatId: string): readonly OutboundPart[]
  /** The texts of it. */
  textsIn(chatId: string): readonly string[]
  /** What the next sends come to, one each; after the last of them sends succeed again. */
  script(...outcomes: readonly SendOutcome[]): void
  /** What the next admissions answer, in milliseconds, one each; after the last of them there is room again. */
  scriptWaits(...waitsMs: readonly number[]): void
  /** What the channel holds under a file's id from now on; null: nothing any more. */
  hold(fileId: string, bytes: Uint8Array | null): void
  /** What the next fetches come to, one each, instead of what is held. */
  scriptFetches(...outcomes: readonly FetchedFile[]): void
  /** The ids of all files that were asked for, in order. */
  readonly fetches: readonly string[]
}

export interface MemoryChannelOptions {
  /** Told of every scripted `rate-limited`, as Telegram's flood budget tells of a 429. Must not throw. */
  readonly onPenalty?: (penalty: FloodPenalty) => void
}

const MAX_UNITS = 4096
const MAX_CAPTION_UNITS = 1024

/** Sends succeed with ids 1, 2, …; there is room for all. What was scripted as `unknown` did arrive: that is the hard case. */
export function createMemoryChannel({ onPenalty }: MemoryChannelOptions = {}): MemoryChannel {
  const sends: MemorySend[] = []
  const typings: ChatAddress[] = []
  const reads: { readonly chat: ChatAddress; readonly messageId: string }[] = []
  const drafts: MemoryDraft[] = []
  const outcomes: SendOutcome[] = []
  const waitsMs: number[] = []
  const files = new Map<string, Uint8Array>()
  const fetches: string[] = []
  const fetchOutcomes: FetchedFile[] = []
  const partsIn = (chatId: string): readonly OutboundPart[] =>
    sends.filter(send => send.chat.chatId === chatId && hasArrived(send)).map(send => send.part)
  return {
    name: 'memory',
    sends,
    typings,
    reads,
    drafts,
    fetches,
    partsIn,
    textsIn: chatId => partsIn(chatId).map(part => part.text),
    script: (...scripted) => void outcomes.push(...scripted),
    scriptWaits: (...scripted) => void waitsMs.push(...scripted),
    render: (markdown, attached: Attachments = {}) => attach(renderPlain(markdown), attached, MAX_CAPTION_UNITS),
    admit: () => waitsMs.shift() ?? 0,
    async send(chat, part, signal) {
      const outcome = signal.aborted
        ? ABORTED
        : (outcomes.shift() ?? { kind: 'sent', externalId: part.editsMessageId ?? `${sends.length + 1}` })
      sends.push({ chat, part, outcome })
      if (outcome.kind === 'rate-limited') onPenalty?.(penaltyIn(chat, outcome.retryAfterMs))
      return outcome
    },
    async markRead(chat, messageId) {
      reads.push({ chat, messageId })
    },
    async showTyping(chat, signal) {
      if (!signal.aborted) typings.push(chat)
    },
    async showDraft(chat, draft, signal) {
      if (!signal.aborted) drafts.push({ chat, ...draft })
      return !signal.aborted
    },
    hold: (fileId, bytes) => void (bytes === null ? files.delete(fileId) : files.set(fileId, bytes)),
    scriptFetches: (...scripted) => void fetchOutcomes.push(...scripted),
    async fetchFile(fileId, limits) {
      fetches.push(fileId)
      return fetchOutcomes.shift() ?? fetchHeld(files.get(fileId), limits)
    },
  }
}

function penaltyIn({ chatId, chatType }: ChatAddress, retryAfterMs: number): FloodPenalty {
  return { method: 'send', chatId, chatType, retryAfterMs }
}

function fetchHeld(bytes: Uint8Array | undefined, { maxBytes, signal }: FetchLimits): FetchedFile {
  if (signal.aborted) return { kind: 'not-fetched', code: 'aborted', retryAfterMs: null }
  if (bytes === undefined) return { kind: 'gone', code: 'file_unknown' }
  return bytes.length > maxBytes ? { kind: 'too-big' } : { kind: 'fetched', bytes }
}

const ABORTED: SendOutcome = { kind: 'not-sent', code: 'aborted' }

function hasArrived({ outcome }: MemorySend): boolean {
  return outcome.kind === 'sent' || outcome.kind === 'unknown'
}

/** The markdown as it is, cut into pieces that split no word where that can be helped, and never a character. */
function renderPlain(markdown: string): readonly OutboundPart[] {
  const parts: OutboundPart[] = []
  for (let rest = markdown; rest.trim() !== ''; ) {
    const text = rest.length <= MAX_UNITS ? rest : rest.slice(0, cutBefore(rest, MAX_UNITS))
    parts.push({ text, entities: [], replyToMessageId: null })
    rest = rest.slice(text.length)
  }
  return parts
}

/** Behind the last white space before `at`; without any, one less when the cut would fall into a surrogate pair. */
function cutBefore(text: string, at: number): number {
  const space = text.slice(0, at).search(/\s\S*$/)
  if (space > 0) return space + 1
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}
