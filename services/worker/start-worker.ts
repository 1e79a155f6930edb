import { dropAllLeases } from '#capabilities/conversations'
import { createAgent, createTurns, giveUp, readOwnerStatus, startSweeper } from '#flow'
import type { ConversationId } from '#shared/database'
import { repeat } from '#shared/utils'
import type { App } from '../app.ts'
import type { RunningService } from '../running-service.ts'
import { pruneUpdates } from './prune-updates.ts'

const pruneEveryMs = 60 * 60 * 1000
const dayMs = 24 * pruneEveryMs

/** Thinks: runs the turns that are due, and the jobs that no client waits for. */
export async function startWorker(app: App): Promise<RunningService> {
  const { clock, database, logger, queue } = app
  const { ai_server: server, business, conversation, memory, telegram } = app.settings
  // On SQLite this process is the only worker (its lock says so): whatever claim is left belongs to a dead one.
  if (app.target.engine === 'sqlite') await dropAllLeases(database.db)
  const agent = createAgent({
    model: app.model,
    playbook: app.playbook,
    readStatus: () => readOwnerStatus(database.db),
    clock,
    settings: {
      timeZone: server.timezone,
      temperature: server.temperature,
      maxTokens: server.max_tokens,
      persona: server.system_prompt,
      ownerId: telegram.owner_id,
      defaultLanguage: business.language,
    },
  })
  const turns = createTurns({
    ...app,
    agent,
    giveUp: context => giveUp(context, app.playbook.lines, business.language),
    settings: {
      debounceMs: conversation.debounce_ms,
      maxWaitMs: conversation.max_wait_ms,
      leaseMs: conversation.lease_seconds * 1000,
      contextWindow: memory.context_window,
      ownerId: telegram.owner_id,
    },
  })
  queue.work('turn', conversation.concurrent_turns, key => turns.run(Number(key) as ConversationId))
  const stopSweeper = startSweeper(app)
  const keptMs = conversation.update_retention_days * dayMs
  const stopPruning = repeat(clock, logger, {
    name: 'prune-updates',
    everyMs: pruneEveryMs,
    run: async () => ((await pruneUpdates(database, clock.now() - keptMs)) ? 'again' : 'done'),
  })
  return {
    name: 'worker',
    async stop(graceMs) {
      await stopSweeper()
      await turns.close(graceMs)
      await stopPruning()
    },
  }
}
