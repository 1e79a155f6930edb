import type { OutboundPart } from '#capabilities/channels'
import {
  appendMessages,
  type ContextMessage,
  type FinishedTurn,
  finishTurns,
  type TurnContext,
} from '#capabilities/conversations'
import type { Database, TurnId, Tx } from '#shared/database'
import { type Bus, type EventBody, type PlatformEvent, recordEvents, stampEvents } from '#shared/events'
import { type Batcher, type Clock, createBatcher, type NewId } from '#shared/utils'
import type { Decision } from './agent/index.ts'
import { enqueueParts } from './outbox.ts'
import { performActions } from './perform-actions.ts'

/** What a turn saw and what it came to, ready to be made true. */
export interface Draft {
  readonly turnId: TurnId
  readonly leaseId: string
  readonly context: TurnContext
  readonly decision: Exclude<Decision, { kind: 'cancelled' }>
  readonly startedAt: number
}

export interface CommitDeps {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly newId: NewId
  /** How a channel writes markdown: pure, so that the worker needs no connection to it. */
  readonly render: (channel: string, markdown: string) => readonly OutboundPart[]
  readonly settings: { readonly debounceMs: number; readonly maxWaitMs: number; readonly ownerId: number | null }
}

/**
 * Makes a decision true in one transaction: turn, message, queued parts, actions, events; or not at all, when the claim is lost,
 * a human has the chat, or something newer came. Drafts that are ready together share a transaction. Resolves with whether.
 */
export function createCommit(deps: CommitDeps): Batcher<Draft, boolean> {
  return createBatcher({
    maxItems: 64,
    run: async drafts => {
      // Nothing leaves before the speaker's durable mark, and that makes this commit, which came before it, durable too.
      const { committed, events } = await deps.database.lazyTransaction(tx => commitDrafts(tx, deps, drafts))
      deps.bus.publish(events)
      return drafts.map(draft => committed.has(draft))
    },
  })
}

interface Committed {
  readonly committed: ReadonlySet<Draft>
  readonly events: readonly PlatformEvent[]
}

async function commitDrafts(tx: Tx, deps: CommitDeps, drafts: readonly Draft[]): Promise<Committed> {
  const nowMs = deps.clock.now()
  const numbers = await finishTurns(tx, drafts.map(toFinishedTurn), { ...deps.settings, nowMs })
  const finished = drafts.filter(draft => numbers.has(draft.context.conversationId))
  await insertTurns(tx, finished, numbers, nowMs)
  await enqueueReplies(tx, deps, finished, nowMs)
  const bodies = finished.map(toFinishedEvent)
  for (const draft of finished) bodies.push(...(await performActions(tx, toActor(deps, draft), nowMs)))
  const events = stampEvents(bodies, deps.clock, deps.newId)
  await recordEvents(tx, events)
  return { committed: new Set(finished), events }
}

function toFinishedTurn({ context, leaseId, decision }: Draft): FinishedTurn {
  return {
    conversationId: context.conversationId,
    leaseId,
    revision: context.revision,
    lastMessageId: lastSeen(context),
    language: decision.kind === 'reply' ? decision.language : null,
  }
}

function lastSeen(context: TurnContext) {
  return context.unanswered.at(-1)?.id ?? context.answeredMessageId
}

async function insertTurns(
  tx: Tx,
  drafts: readonly Draft[],
  numbers: Awaited<ReturnType<typeof finishTurns>>,
  nowMs: number,
): Promise<void> {
  if (drafts.length === 0) return
  const rows = drafts.map(({ turnId, context, decision, startedAt }) => ({
    id: turnId,
    conversation_id: context.conversationId,
    number: numbers.get(context.conversationId) ?? 0,
    outcome: outcomeOf(decision),
    reason: decision.reason,
    first_message_id: context.unanswered[0]?.id ?? context.answeredMessageId,
    last_message_id: lastSeen(context),
    ...modelColumns(decision),
    started_at: startedAt,
    finished_at: nowMs,
  }))
  await tx.insertInto('turns').values(rows).execute()
}

function outcomeOf(decision: Draft['decision']): 'replied' | 'handed-off' | 'silent' {
  if (decision.kind === 'silent') return 'silent'
  return decision.actions.some(action => action.kind === 'call-human') ? 'handed-off' : 'replied'
}

function modelColumns(decision: Draft['decision']) {
  const model = decision.kind === 'reply' ? decision.model : null
  return {
    model: model?.name ?? null,
    prompt_tokens: model?.usage?.promptTokens ?? null,
    completion_tokens: model?.usage?.completionTokens ?? null,
    first_token_ms: model?.firstTokenMs ?? null,
  }
}

async function enqueueReplies(tx: Tx, deps: CommitDeps, drafts: readonly Draft[], nowMs: number): Promise<void> {
  const replies = drafts.flatMap(draft =>
    draft.decision.kind === 'reply' ? [{ draft, texts: draft.decision.texts }] : [],
  )
  const messages = await appendMessages(
    tx,
    replies.map(({ draft, texts }) => ({
      conversationId: draft.context.conversationId,
      role: 'assistant',
      content: texts.join('\n\n'),
      timestamp: nowMs,
      kind: 'text',
      externalId: null,
      contactId: null,
      turnId: draft.turnId,
      metadata: null,
    })),
  )
  const messageOf = new Map(messages.map(message => [message.turnId, message.id]))
  const queued = replies.map(({ draft: { turnId, context }, texts }) => ({
    keyPrefix: turnId,
    accountId: context.accountId,
    conversationId: context.conversationId,
    turnId,
    messageId: messageOf.get(turnId) ?? null,
    parts: renderReply(deps, context, texts),
  }))
  await enqueueParts(tx, queued, nowMs)
}

function renderReply(deps: CommitDeps, context: TurnContext, texts: readonly string[]): readonly OutboundPart[] {
  const parts = texts.flatMap(text => deps.render(context.channel, text))
  // In a group the reply says whom it answers; in a private chat that would only repeat the client's words.
  const answered = context.chatType === 'private' ? undefined : context.unanswered.findLast(isWritten)
  const replyTo = answered?.externalId ?? null
  return parts.map((part, index) => (index === 0 ? { ...part, replyToMessageId: replyTo } : part))
}

/** A pressed button is an answer of ours, not a message that one could reply to. */
function isWritten(message: ContextMessage): boolean {
  return message.kind !== 'button'
}

function toFinishedEvent({ turnId, context, decision }: Draft): EventBody {
  return { type: 'turn.finished', conversationId: context.conversationId, turnId, outcome: outcomeOf(decision) }
}

function toActor({ settings, newId, render }: CommitDeps, { context, decision }: Draft) {
  const actions = decision.kind === 'reply' ? decision.actions : []
  return { context, actions, ownerId: settings.ownerId, newId, render }
}
