import { renewLeases } from '#capabilities/conversations'
import type { ConversationId, Database } from '#shared/database'
import type { Bus } from '#shared/events'
import { type Clock, type Logger, repeat } from '#shared/utils'

export interface RunningTurnsDeps {
  readonly database: Database
  readonly bus: Bus
  readonly clock: Clock
  readonly logger: Logger
  readonly leaseMs: number
}

interface RunningTurn {
  readonly conversationId: ConversationId
  readonly leaseId: string
  /** After this instant a newer message no longer stops the turn. */
  readonly mayStopUntil: number
}

/** The turns that this process is thinking about: their leases are renewed, and what comes meanwhile stops them. */
export interface RunningTurns {
  /** Thinks under a signal that aborts when a newer message comes, a human takes over, or somebody stops or takes the turn. */
  during<Result>(turn: RunningTurn, think: (signal: AbortSignal) => Promise<Result>): Promise<Result>
  /** Stops all of them and the renewal. */
  stopAll(): void
}

export function createRunningTurns(deps: RunningTurnsDeps): RunningTurns {
  const { bus, clock, database, leaseMs, logger } = deps
  const running = new Map<ConversationId, RunningTurn & { readonly controller: AbortController }>()
  const endings = [
    // Whoever has waited long enough gets the answer to what they wrote first.
    bus.subscribe('message.received', ({ conversationId }) =>
      stop(conversationId, turn => clock.now() < turn.mayStopUntil),
    ),
    bus.subscribe('conversation.handed_off', ({ conversationId }) => stop(conversationId, () => true)),
    bus.subscribe('turn.stopped', ({ conversationId }) => stop(conversationId, () => true)),
    repeat(clock, logger, { name: 'renew-leases', everyMs: leaseMs / 3, run: renew }),
  ]
  return {
    async during(turn, think) {
      const controller = new AbortController()
      running.set(turn.conversationId, { ...turn, controller })
      try {
        return await think(controller.signal)
      } finally {
        running.delete(turn.conversationId)
      }
    },
    stopAll() {
      for (const end of endings) void end()
      for (const turn of running.values()) turn.controller.abort()
    },
  }

  function stop(conversationId: ConversationId, mayStop: (turn: RunningTurn) => boolean): void {
    const turn = running.get(conversationId)
    if (turn !== undefined && mayStop(turn)) turn.controller.abort()
  }

  async function renew(): Promise<'done'> {
    const turns = [...running.values()]
    const leaseIds = new Set(turns.map(turn => turn.leaseId))
    const held = await renewLeases(database.db, [...leaseIds], clock.now() + leaseMs)
    // What a process told that cannot be heard here is seen in the row: what is thought for a lost claim is never said.
    for (const turn of turns) if (!held.has(turn.conversationId)) turn.controller.abort()
    return 'done'
  }
}
