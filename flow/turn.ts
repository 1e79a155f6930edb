import type { OutboundPart } from '#capabilities/channels'
import {
  appendMessages,
  type ContextMessage,
  claimTurns,
  type FinishedTurn,
  finishTurns,
  readTurnContexts,
  releaseTurn,
  renewLeases,
  type TurnContext,
} from '#capabilities/conversations'
import type { ConversationId, Database, TurnId, Tx } from '#shared/database'
import { type Bus, type EventBody, type PlatformEvent, type Queue, recordEvents, stampEvents } from '#shared/events'
import { type Clock, createBatcher, errorCode, type Logger, type NewId, sleep } from '#shared/utils'
import type { Agent, Decision } from './agent/index.ts'
import { enqueueParts } from './outbox.ts'
import { performActions } from './perform-actions.ts'

export interface TurnDeps {
  readonly database: Database
  readonly agent: Agent
  readonly bus: Bus
  readonly queue: Queue
  readonly clock: Clock
  readonly newId: NewId
  readonly logger: Logger
  /** How a channel writes markdown: pure, so that the worker needs no connection to it. */
  readonly render: (channel: string, markdown: string) => readonly OutboundPart[]
  /** What is said when answering has failed too often. */
  readonly giveUp: (context: TurnContext) => Decision
  readonly settings: {
    readonly debounceMs: number
    readonly maxWaitMs: number
    readonly leaseMs: number
    /** Answered messages in the prompt. */
    readonly contextWindow: number
    readonly ownerId: number | null
  }
}

/** Runs the turn of a conversation, if one is due and nobody has it. Safe to call too often; never two at a time commit. */
export interface Turns {
  run(conversationId: ConversationId): Promise<void>
  /** Begins nothing more, lets what is being thought end for at most `graceMs`, aborts the rest; that stays due. */
  close(graceMs: number): Promise<void>
}

interface Claim {
  readonly leaseId: string
  readonly context: TurnContext
}

interface Draft {
  readonly turnId: TurnId
  readonly claim: Claim
  readonly decision: Exclude<Decision, { kind: 'cancelled' }>
  readonly startedAt: number
}

// A turn that has failed this often is not tried again by itself: a human is called.
const maxAttempts = 5
const maxBackOffMs = 60_000

export function createTurns(deps: TurnDeps): Turns {
  const { clock, settings } = deps
  const running = new Map<
    ConversationId,
    { readonly leaseId: string; readonly controller: AbortController; readonly mayCancelUntil: number }
  >()
  const active = new Set<Promise<void>>()
  let isClosed = false
  const claim = createBatcher<ConversationId, Claim | null>({ maxItems: 64, run: claimAll })
  const commit = createBatcher<Draft, boolean>({ maxItems: 64, run: commitAll })
  const stopListening = [
    deps.bus.subscribe('message.received', event => cancelRunning(event.conversationId, false)),
    deps.bus.subscribe('conversation.handed_off', event => cancelRunning(event.conversationId, true)),
  ]
  let stopRenewing = scheduleRenewal()

  return { run, close }

  function run(conversationId: ConversationId): Promise<void> {
    if (isClosed) return Promise.resolve()
    const turn = runOnce(conversationId).finally(() => active.delete(turn))
    active.add(turn)
    return turn
  }

  async function close(graceMs: number): Promise<void> {
    isClosed = true
    await Promise.race([Promise.all(active), sleep(clock, graceMs)])
    for (const stop of stopListening) stop()
    for (const turn of running.values()) turn.controller.abort()
    stopRenewing()
  }

  async function runOnce(conversationId: ConversationId): Promise<void> {
    const claimed = await claim(conversationId)
    if (claimed === null) return
    try {
      await settle(claimed, await think(claimed))
    } catch (error) {
      await retryLater(claimed, error)
    }
  }

  async function think({ leaseId, context }: Claim): Promise<Draft | null> {
    const startedAt = clock.now()
    const controller = new AbortController()
    // Whoever has waited for maxWaitMs gets this answer even though they have written more meanwhile.
    running.set(context.conversationId, {
      leaseId,
      controller,
      mayCancelUntil: context.waitingSince + settings.maxWaitMs,
    })
    try {
      const decision =
        context.attempts > maxAttempts ? deps.giveUp(context) : await deps.agent(context, controller.signal)
      if (decision.kind === 'cancelled') return null
      return { turnId: deps.newId() as TurnId, claim: { leaseId, context }, decision, startedAt }
    } finally {
      running.delete(context.conversationId)
    }
  }

  async function settle(claimed: Claim, draft: Draft | null): Promise<void> {
    const { conversationId, accountId } = claimed.context
    if (draft !== null && (await commit(draft))) {
      if (draft.decision.kind === 'reply') deps.queue.wake('outbox', String(accountId))
      return
    }
    // Superseded: what came meanwhile has made the conversation due again; only the claim must go.
    await releaseTurn(deps.database.db, conversationId, claimed.leaseId, null)
    deps.logger.debug('turn.superseded', { conversationId })
    deps.queue.wake('turn', String(conversationId), settings.debounceMs)
  }

  async function retryLater(claimed: Claim, error: unknown): Promise<void> {
    const { conversationId, attempts } = claimed.context
    const pauseMs = Math.min(maxBackOffMs, 1000 * 2 ** (attempts - 1))
    deps.logger.error('turn.failed', { conversationId, attempt: attempts, code: errorCode(error), retryInMs: pauseMs })
    await releaseTurn(deps.database.db, conversationId, claimed.leaseId, clock.now() + pauseMs)
    deps.queue.wake('turn', String(conversationId), pauseMs)
  }

  function cancelRunning(conversationId: ConversationId, always: boolean): void {
    const turn = running.get(conversationId)
    if (turn !== undefined && (always || clock.now() < turn.mayCancelUntil)) turn.controller.abort()
  }

  function scheduleRenewal(): () => void {
    return clock.after(settings.leaseMs / 3, () => {
      void renewRunning().finally(() => {
        stopRenewing = scheduleRenewal()
      })
    })
  }

  async function renewRunning(): Promise<void> {
    const leaseIds = [...new Set([...running.values()].map(turn => turn.leaseId))]
    try {
      await renewLeases(deps.database.db, leaseIds, clock.now() + settings.leaseMs)
    } catch (error) {
      deps.logger.warn('turn.renewal_failed', { code: errorCode(error) })
    }
  }

  async function claimAll(ids: readonly ConversationId[]): Promise<readonly (Claim | null)[]> {
    const leaseId = deps.newId()
    const contexts = await deps.database.transaction(async tx => {
      const claimed = await claimTurns(tx, ids, { leaseId, nowMs: clock.now(), leaseMs: settings.leaseMs })
      return readTurnContexts(tx, claimed, settings.contextWindow)
    })
    const byId = new Map(contexts.map(context => [context.conversationId, context]))
    return ids.map(id => {
      const context = byId.get(id)
      // The same conversation twice in one batch: the first caller gets it.
      byId.delete(id)
      return context === undefined ? null : { leaseId, context }
    })
  }

  async function commitAll(drafts: readonly Draft[]): Promise<readonly boolean[]> {
    const { committed, events } = await deps.database.transaction(tx => commitDrafts(tx, drafts))
    deps.bus.publish(events)
    return drafts.map(draft => committed.has(draft))
  }

  async function commitDrafts(
    tx: Tx,
    drafts: readonly Draft[],
  ): Promise<{ committed: ReadonlySet<Draft>; events: readonly PlatformEvent[] }> {
    const nowMs = clock.now()
    const numbers = await finishTurns(tx, drafts.map(toFinishedTurn), { ...settings, nowMs })
    const finished = drafts.flatMap(draft => {
      const number = numbers.get(draft.claim.context.conversationId)
      return number === undefined ? [] : [{ draft, number }]
    })
    await insertTurns(tx, finished, nowMs)
    await enqueueReplies(
      tx,
      finished.map(({ draft }) => draft),
      nowMs,
    )
    const bodies: EventBody[] = finished.map(({ draft }) => toFinishedEvent(draft))
    for (const { draft } of finished) bodies.push(...(await performActions(tx, toActor(draft), nowMs)))
    const events = stampEvents(bodies, clock, deps.newId)
    await recordEvents(tx, events)
    return { committed: new Set(finished.map(({ draft }) => draft)), events }
  }

  async function enqueueReplies(tx: Tx, drafts: readonly Draft[], nowMs: number): Promise<void> {
    const replies = drafts.flatMap(draft =>
      draft.decision.kind === 'reply' ? [{ draft, texts: draft.decision.texts }] : [],
    )
    const messages = await appendMessages(
      tx,
      replies.map(({ draft, texts }) => ({
        conversationId: draft.claim.context.conversationId,
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
    await enqueueParts(
      tx,
      replies.map(({ draft, texts }) => ({
        keyPrefix: draft.turnId,
        accountId: draft.claim.context.accountId,
        conversationId: draft.claim.context.conversationId,
        turnId: draft.turnId,
        messageId: messageOf.get(draft.turnId) ?? null,
        parts: renderReply(draft.claim.context, texts),
      })),
      nowMs,
    )
  }

  function renderReply(context: TurnContext, texts: readonly string[]): readonly OutboundPart[] {
    const parts = texts.flatMap(text => deps.render(context.channel, text))
    // In a group the reply says whom it answers; in a private chat that would only repeat the client's words.
    const answered = context.chatType === 'private' ? undefined : context.unanswered.findLast(isWritten)
    const replyTo = answered?.externalId ?? null
    return parts.map((part, index) => (index === 0 ? { ...part, replyToMessageId: replyTo } : part))
  }

  function toActor(draft: Draft) {
    const { decision, claim } = draft
    return {
      context: claim.context,
      actions: decision.kind === 'reply' ? decision.actions : [],
      ownerId: settings.ownerId,
      newId: deps.newId,
      render: deps.render,
    }
  }
}

/** A pressed button is an answer of ours, not a message that one could reply to. */
function isWritten(message: ContextMessage): boolean {
  return message.kind !== 'button'
}

function toFinishedTurn({ claim, decision }: Draft): FinishedTurn {
  const { context, leaseId } = claim
  return {
    conversationId: context.conversationId,
    leaseId,
    revision: context.revision,
    lastMessageId: context.unanswered.at(-1)?.id ?? context.answeredMessageId,
    language: decision.kind === 'reply' ? decision.language : null,
  }
}

async function insertTurns(
  tx: Tx,
  finished: readonly { readonly draft: Draft; readonly number: number }[],
  nowMs: number,
): Promise<void> {
  if (finished.length === 0) return
  await tx
    .insertInto('turns')
    .values(
      finished.map(({ draft: { turnId, claim, decision, startedAt }, number }) => ({
        id: turnId,
        conversation_id: claim.context.conversationId,
        number,
        outcome: outcomeOf(decision),
        reason: decision.reason,
        first_message_id: claim.context.unanswered[0]?.id ?? claim.context.answeredMessageId,
        last_message_id: claim.context.unanswered.at(-1)?.id ?? claim.context.answeredMessageId,
        ...modelColumns(decision),
        started_at: startedAt,
        finished_at: nowMs,
      })),
    )
    .execute()
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

function outcomeOf(decision: Draft['decision']): 'replied' | 'handed-off' | 'silent' {
  if (decision.kind === 'silent') return 'silent'
  return decision.actions.some(action => action.kind === 'call-human') ? 'handed-off' : 'replied'
}

function toFinishedEvent({ turnId, claim, decision }: Draft): EventBody {
  return { type: 'turn.finished', conversationId: claim.context.conversationId, turnId, outcome: outcomeOf(decision) }
}
