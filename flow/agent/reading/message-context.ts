import { z } from 'zod'
import type { ContextMessage } from '#capabilities/conversations'
import { isSpoken } from '../../media/is-spoken.ts'

/** What a message brings along that its writer did not say: data for the model, and never words of the client's for our rules. */
export interface MessageContext {
  /** Whose words these are: somebody's name; null: the writer's own. */
  readonly forwardedFrom: string | null
  /** What it replies to or quotes; null: nothing. */
  readonly quoted: string | null
  /** A contact card of somebody else's. */
  readonly isForeignCard: boolean
  /** The writer's own card. */
  readonly ownName: string | null
  readonly files: readonly AttachedFile[]
}

/** A file or a page that came with a message. */
export interface AttachedFile {
  /** photo, document, page. */
  readonly kind: string
  readonly name: string | null
  /** What it says or shows; null: nobody could read it, and `code` says why. */
  readonly text: string | null
  /** What reads it is away: it will be read when that is back. */
  readonly isAwaited: boolean
  readonly code: string | null
}

const nothing: MessageContext = { forwardedFrom: null, quoted: null, isForeignCard: false, ownName: null, files: [] }

// Written by the channel and by whoever reads files; what is not as expected is left out rather than costing the turn.
const metadataSchema = z.object({
  forward: z.object({ from: z.string().optional(), userId: z.number().optional() }).optional().catch(undefined),
  replyTo: z.object({ text: z.string().optional() }).optional().catch(undefined),
  quote: z.string().optional().catch(undefined),
  contact: z
    .object({ firstName: z.string(), lastName: z.string().optional(), userId: z.number().optional() })
    .optional()
    .catch(undefined),
  media: z
    .array(
      z.object({
        kind: z.string(),
        state: z.string(),
        name: z.string().nullish(),
        text: z.string().nullish(),
        code: z.string().nullish(),
      }),
    )
    .optional()
    .catch(undefined),
})

type Metadata = z.infer<typeof metadataSchema>

// A message is looked at several times in a turn, and most bring nothing along.
const known = new WeakMap<ContextMessage, MessageContext>()

/** `clientId` is the channel's number of the person whose chat it is. */
export function contextOf(message: ContextMessage, clientId: number): MessageContext {
  if (message.metadata === null || message.role !== 'user') return nothing
  const found = known.get(message)
  if (found !== undefined) return found
  const context = readContext(metadataSchema.safeParse(parseJson(message.metadata)).data ?? {}, clientId)
  known.set(message, context)
  return context
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function readContext({ forward, replyTo, quote, contact, media = [] }: Metadata, clientId: number): MessageContext {
  const isForeign = forward !== undefined && forward.userId !== clientId
  const cardOwner = contact === undefined ? null : (contact.userId ?? clientId)
  const name = contact === undefined ? '' : [contact.firstName, contact.lastName].filter(Boolean).join(' ')
  return {
    forwardedFrom: isForeign ? (forward.from ?? 'somebody') : null,
    quoted: quote ?? replyTo?.text ?? null,
    isForeignCard: cardOwner !== null && cardOwner !== clientId,
    ownName: cardOwner === clientId && name !== '' ? name : null,
    // What was heard is the message's own words.
    files: media
      .filter(({ kind, text, code }) => !isSpoken(kind) && (text != null || code != null))
      .map(({ kind, state, name: fileName = null, text = null, code = null }) => ({
        ...{ kind, name: fileName, text, code },
        isAwaited: state === 'later',
      })),
  }
}

/** What the client says in a message, as far as rules may read it: not what somebody else wrote, nor somebody else's number. */
export function ownWords(message: ContextMessage, clientId: number): string {
  const { forwardedFrom, isForeignCard } = contextOf(message, clientId)
  return forwardedFrom !== null || isForeignCard ? '' : message.content
}

/** The texts of its files, which the client brought and did not write. */
export function fileTexts(message: ContextMessage, clientId: number): readonly string[] {
  return contextOf(message, clientId).files.flatMap(({ text }) => text ?? [])
}

/** Whether a message brings files and not a word of the client's: its text only describes what there is. */
export function isOnlyFile({ kind, content }: ContextMessage): boolean {
  return kind !== 'text' && /^\[[^\]\n]*\]$/.test(content)
}
