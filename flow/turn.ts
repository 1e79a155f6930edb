import { claimTurns, releaseTurn, type TurnContext } from '#capabilities/conversations'
import type { ConversationId } from '#shared/database'
import { type Queue, recordEvents, stampEvents } from '#shared/events'
import { createBatcher, errorCode, type Logger, sleep } from '#shared/utils'
import type { Agent, Decision, StrangerBudget, TurnFacts } from './agent/index.ts'
import { type BusinessRoom, findTurnObstacles } from './business/find-obstacles.ts'
import type { Crew } from './cockpit/crew.ts'
import { isDrafting } from './cockpit/drafts/is-held.ts'
import { isPaused, stepBack } from './cockpit/pause.ts'
import type { HeedDeps } from './consents/heed-wishes.ts'
import { attendHumanChats } from './owner/attend-human-chats.ts'
import type { NewPreview, Previews } from './streaming/previews.ts'
import { createAccountPlaces, type Place } from './turn/account-places.ts'
import { type CommitDeps, createCommit, type Draft } from './turn/commit-turns.ts'
import { readTurnFacts } from './turn/read-turn-facts.ts'
import { createRunningTurns } from './turn/running-turns.ts'

export interface TurnDeps extends CommitDeps, Pick<HeedDeps, 'detectLanguage'> {
  readonly agent: Agent
  readonly queue: Queue
  readonly previews: Previews
  readonly logger: Logger
  /** What is said when answering has failed too often. */
  readonly giveUp: (facts: TurnFacts) => Decision
  /** Absent: no chat of a person's own account is answered. */
  readonly business?: BusinessRoom
  readonly settings: CommitDeps['settings'] & {
    readonly leaseMs: number
    readonly crew: Crew
    /** Answers of one account at the same time; null or absent: as many as there are places in all. */
    readonly turnsPerAccount?: number | null
    /** How much of the model a stranger may have in a day. Null or absent: as much as they like. */
    readonly strangerBudget?: StrangerBudget | null
    /** The language of a client of whom nothing else is known. */
    readonly defaultLanguage: string
  }
}

/**
 * Runs the turn of a conversation, if one is due and nobody has it; where a human has the chat, the owner is told instead what came,
 * and a wish not to be written to is heeded. Safe to call too often; never two at a time commit.
 */
export interface Turns {
  run(conversationId: ConversationId): Promise<void>
  /** Begins nothing more, lets what is being thought end for at most `graceMs`, aborts the rest; that stays due. */
  close(graceMs: number): Promise<void>
}

interface Claim {
  readonly leaseId: string
  readonly facts: TurnFacts
  /** Why nothing may be said there; null: nothing stands in the way. */
  readonly obstacle: string | null
}

// A turn that has failed this often is not tried again by itself: a human is called.
const maxAttempts = 5
const maxBackOffMs = 60_000

export function createTurns(deps: TurnDeps): Turns {
  const { clock, database, logger, queue, settings } = deps
  const running = createRunningTurns({ ...deps, leaseMs: settings.leaseMs })
  const { turnsPerAccount = null } = settings
  const places = turnsPerAccount === null ? null : createAccountPlaces(turnsPerAccount, queue)
  const enter = createBatcher<ConversationId, Place | null>({ maxItems: 64, run: findPlaces })
  const claim = createBatcher<ConversationId, Claim | null>({ maxItems: 64, run: ids => claimAll(deps, ids) })
  const commit = createCommit(deps)
  const active = new Set<Promise<void>>()
  let isClosed = false

  return {
    run(conversationId) {
      if (isClosed) return Promise.resolve()
      const turn = runInPlace(conversationId).finally(() => active.delete(turn))
      active.add(turn)
      return turn
    },
    async close(graceMs) {
      isClosed = true
      await Promise.race([Promise.allSettled(active), sleep(clock, graceMs)])
      running.stopAll()
    },
  }

  async function runInPlace(conversationId: ConversationId): Promise<void> {
    if (places === null) return runOnce(conversationId)
    const place = await enter(conversationId)
    if (place === null) return
    try {
      await runOnce(conversationId)
    } finally {
      places.leave(place)
    }
  }

  async function findPlaces(ids: readonly ConversationId[]): Promise<readonly (Place | null)[]> {
    const found = (await places?.enter(database.db, ids)) ?? []
    return ids.map(id => found.find(({ conversationId }) => conversationId === id) ?? null)
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

  async function think({ leaseId, facts, obstacle }: Claim): Promise<Draft | null> {
    const startedAt = clock.now()
    const decision = obstacle === null ? await ponder(facts, leaseId) : ({ kind: 'silent', reason: obstacle } as const)
    if (decision.kind === 'cancelled') return null
    return { turnId: facts.turnId, leaseId, facts, decision, startedAt }
  }

  async function ponder(facts: TurnFacts, leaseId: string): Promise<Decision> {
    const { conversationId, waitingSince, attempts } = facts.turn
    if (attempts > maxAttempts) return deps.giveUp(facts)
    const turn = { conversationId, leaseId, mayStopUntil: waitingSince + settings.maxWaitMs }
    return running.during(turn, signal => decide(facts, signal))
  }

  async function decide(facts: TurnFacts, signal: AbortSignal): Promise<Decision> {
    // What a person has yet to agree to is shown to no client.
    const isHidden = isDrafting(facts, settings.answering, clock.now())
    const preview = isHidden ? null : deps.previews.open(toPreview(facts.turn))
    try {
      return await deps.agent(facts, signal, preview)
    } finally {
      preview?.close()
    }
  }

  async function settle({ leaseId, facts }: Claim, draft: Draft | null): Promise<void> {
    const { conversationId, accountId } = facts.turn
    if (draft !== null && (await commit(draft))) {
      const { turnId, decision, startedAt } = draft
      // The keys of what leaves begin with the turn's id: one search through the log finds a turn from here to the channel.
      logger.debug('turn.committed', {
        conversationId,
        turnId,
        decision: decision.kind,
        tookMs: clock.now() - startedAt,
      })
      if (draft.decision.kind === 'reply') queue.wake('outbox', String(accountId))
      return
    }
    // What came meanwhile has made the conversation due again; only the claim must go.
    await releaseTurn(database.db, { conversationId, leaseId, because: 'superseded' })
    logger.debug('turn.superseded', { conversationId, turnId: facts.turnId })
    queue.wake('turn', String(conversationId), settings.debounceMs)
  }

  async function retryLater({ leaseId, facts }: Claim, error: unknown): Promise<void> {
    const { conversationId, attempts } = facts.turn
    const pauseMs = Math.min(maxBackOffMs, 1000 * 2 ** (attempts - 1))
    const what = { conversationId, turnId: facts.turnId, attempt: attempts, code: errorCode(error) }
    logger.error('turn.failed', { ...what, retryInMs: pauseMs })
    await releaseTurn(database.db, { conversationId, leaseId, because: 'failed', dueAt: clock.now() + pauseMs })
    queue.wake('turn', String(conversationId), pauseMs)
  }
}

function toPreview({ accountId, conversationId, revision, ...chat }: TurnContext): NewPreview {
  // The revision has grown since the last reply, and is never 0: the message that is answered has made it grow.
  return { accountId, conversationId, chat, draftId: revision }
}

/** Claims what is due among `ids` and reads all that the turns need, in one transaction; in it, what is due to a human is seen to. */
async function claimAll(deps: TurnDeps, ids: readonly ConversationId[]): Promise<readonly (Claim | null)[]> {
  const { bus, clock, database, newId, settings } = deps
  const leaseId = newId()
  // A claim that a power cut undoes leaves the conversation due: nothing is lost by not waiting for the disk.
  const { all, obstacles, attended, events } = await database.lazyTransaction(async tx => {
    const nowMs = clock.now()
    const claimed = await claimTurns(tx, ids, { leaseId, nowMs, leaseMs: settings.leaseMs })
    const read = await readTurnFacts(tx, claimed, { ...settings, nowMs, newId })
    const paused = read.filter(isPaused).map(({ turn }) => turn.conversationId)
    const steppedBack = await stepBack(tx, paused, nowMs)
    const others = [...ids.filter(id => !claimed.includes(id)), ...paused]
    const attended = await attendHumanChats(tx, others, deps, nowMs)
    const events = stampEvents([...steppedBack, ...attended.events], clock, newId)
    await recordEvents(tx, events)
    const all = read.filter(facts => !isPaused(facts))
    const obstacles = await findTurnObstacles(
      tx,
      all.map(({ turn }) => turn),
      deps.business,
      nowMs,
    )
    return { all, obstacles, attended, events }
  })
  bus.publish(events)
  for (const accountId of attended.speaking) deps.queue.wake('outbox', String(accountId))
  const byId = new Map(all.map(facts => [facts.turn.conversationId, facts]))
  return ids.map(id => {
    const facts = byId.get(id)
    // The same conversation twice in one batch: the first caller gets it.
    byId.delete(id)
    return facts === undefined ? null : { leaseId, facts, obstacle: obstacles.get(id) ?? null }
  })
}
