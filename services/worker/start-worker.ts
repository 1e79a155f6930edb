import { adoptMeetings } from '#capabilities/calendar'
import { dropAllLeases } from '#capabilities/conversations'
import { releaseAllLanes } from '#capabilities/webhooks'
import { createAgent, createTurns, giveUp, readOwnerStatus, startSweeper, toStrangerBudget } from '#flow'
import type { ConversationId } from '#shared/database'
import type { App } from '../app.ts'
import { answerRulesOf, createCockpit, crewOf } from '../parts/create-cockpit.ts'
import { measureAgent } from '../parts/metrics/measure.ts'
import type { RunningService } from '../running-service.ts'
import { startJobs } from './start-jobs.ts'

/** Thinks: runs the turns that are due, and the jobs that no client waits for. */
export async function startWorker(app: App): Promise<RunningService> {
  const { clock, database, queue } = app
  const { ai_server: server, business, conversation, memory, rag, telegram } = app.settings
  // On SQLite this process is the only worker (its lock says so): whatever claim is left belongs to a dead one.
  if (app.target.engine === 'sqlite') {
    await dropAllLeases(database.db)
    await releaseAllLanes(database)
  }
  // Meetings that another calendar had, or that could not be written, are written to this one.
  await database.transaction(tx => adoptMeetings(tx, app.bookings.calendar.name, clock.now()))
  const cockpit = createCockpit(app)
  const decide = createAgent({
    model: app.models.answering,
    playbook: app.playbook,
    detectLanguage: app.detectLanguage,
    search: (question, { name }) => app.knowledge?.search(question, rag.max_results, name) ?? Promise.resolve([]),
    findOpenings: app.bookings.findOpenings,
    writeInvitation: app.bookings.writeInvitation,
    readStatus: () => readOwnerStatus(database.db),
    answerCrew: cockpit.answerCrew,
    clock,
    settings: {
      timeZone: server.timezone,
      holdMs: app.bookings.rules.holdMs,
      temperature: server.temperature,
      maxTokens: server.max_tokens,
      persona: server.system_prompt,
      ownerId: telegram.owner_id,
      defaultLanguage: business.language,
      hasModelServer: app.models.server !== null,
    },
  })
  const turns = createTurns({
    ...app,
    agent: measureAgent(decide, app),
    calendar: app.bookings.rules,
    performOrder: cockpit.performOrder,
    giveUp: facts => giveUp(facts, app.playbook(facts.turn.accountId), business.language),
    settings: {
      debounceMs: conversation.debounce_ms,
      maxWaitMs: conversation.max_wait_ms,
      leaseMs: conversation.lease_seconds * 1000,
      hasVoice: app.settings.tts_server.base_url !== null,
      contextWindow: memory.context_window,
      summaryThreshold: memory.auto_summarize && app.models.server !== null ? memory.summary_threshold : null,
      ownerId: telegram.owner_id,
      crew: crewOf(app.settings),
      turnsPerAccount: conversation.concurrent_turns_per_bot,
      strangerBudget: toStrangerBudget(app.settings.rate_limiting),
      answering: answerRulesOf(app.settings),
      timeZone: server.timezone,
      defaultLanguage: business.language,
    },
  })
  const stopTaking = queue.work('turn', conversation.concurrent_turns, key => turns.run(Number(key) as ConversationId))
  const stopSweeper = startSweeper(app)
  const stopJobs = startJobs(app)
  return {
    name: 'worker',
    async stop(graceMs) {
      // From now on other workers get what this one would only put back.
      stopTaking()
      await stopSweeper()
      await turns.close(graceMs)
      await stopJobs()
    },
  }
}
