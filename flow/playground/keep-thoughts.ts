import type { TurnId, Tx } from '#shared/database'
import type { ReplyDecision, TurnFacts } from '../agent/index.ts'

/** How the ids of web chats begin in which somebody tries the agent out. */
export const playgroundPrefix = 'play-'

/** What is kept of one answer in a test chat, as JSON in `turn_thoughts`. */
export interface KeptThoughts {
  readonly stage: string | null
  readonly stageBefore: string | null
  readonly intent: string | null
  readonly fitScore: number | null
  /** What is known of the client after the answer. */
  readonly slots: readonly {
    readonly name: string
    readonly value: string
    readonly confidence: number
    readonly isNew: boolean
  }[]
  readonly passages: readonly { readonly source: string; readonly text: string }[]
  readonly prompt: readonly { readonly role: string; readonly content: string }[]
  readonly backed: readonly { readonly kind: string; readonly claim: string; readonly source: string }[]
  readonly drafts: readonly {
    readonly text: string
    readonly unbacked: readonly { readonly kind: string; readonly claim: string; readonly sentence: string }[]
  }[]
  readonly actions: readonly string[]
}

interface Thought {
  readonly turnId: TurnId
  readonly facts: TurnFacts
  readonly decision: { readonly kind: 'silent' } | ReplyDecision
}

// Enough to compare what was tried this month; of clients nothing is ever kept here.
const keptMs = 30 * 86_400_000

/** Keeps how the answers in test chats came about; answers to clients leave nothing here. */
export async function keepThoughts(tx: Tx, thoughts: readonly Thought[], nowMs: number): Promise<void> {
  const rows = thoughts.flatMap(({ turnId, facts, decision }) =>
    isPlayground(facts) && decision.kind === 'reply'
      ? [
          {
            turn_id: turnId,
            conversation_id: facts.turn.conversationId,
            thoughts: JSON.stringify(describe(facts, decision)),
            created_at: nowMs,
          },
        ]
      : [],
  )
  if (rows.length === 0) return
  await tx
    .deleteFrom('turn_thoughts')
    .where('created_at', '<', nowMs - keptMs)
    .execute()
  await tx.insertInto('turn_thoughts').values(rows).execute()
}

function isPlayground({ turn }: TurnFacts): boolean {
  return turn.channel === 'webchat' && turn.chatId.startsWith(playgroundPrefix)
}

function describe({ lead }: TurnFacts, { progress, claims, thoughts, actions }: ReplyDecision): KeptThoughts {
  const slots = new Map([...(lead?.slots ?? [])].map(([name, slot]) => [name, toSlot(slot, false)]))
  for (const change of progress?.slots ?? []) slots.set(change.slot, toSlot(change, true))
  return {
    stage: progress?.move?.stage ?? lead?.stage ?? null,
    stageBefore: lead?.stage ?? null,
    intent: progress?.intent ?? lead?.intent ?? null,
    fitScore: progress?.fit?.score ?? lead?.fitScore ?? null,
    slots: [...slots].map(([name, slot]) => ({ name, ...slot })),
    passages: (thoughts?.passages ?? []).map(({ source, text }) => ({ source, text })),
    prompt: (thoughts?.prompt ?? []).map(({ role, content }) => ({ role, content })),
    backed: claims.map(({ kind, claim, source }) => ({ kind, claim, source })),
    drafts: thoughts?.drafts ?? [],
    actions: actions.map(({ kind }) => kind),
  }
}

function toSlot({ value, confidence }: { readonly value: string; readonly confidence: number }, isNew: boolean) {
  return { value, confidence, isNew }
}

/** For a row of `turn_thoughts`, which this module wrote. */
export function parseThoughts(json: string): KeptThoughts {
  return JSON.parse(json) as KeptThoughts
}
