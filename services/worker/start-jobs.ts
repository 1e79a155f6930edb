import { pruneRequests } from '#capabilities/access'
import { type Meeting, syncDueMeetings } from '#capabilities/calendar'
import {
  completeMeetings,
  createPrunings,
  endSilences,
  forgetClients,
  type JobDeps,
  releaseHolds,
  returnQuietChats,
  sayLastWords,
  sendFollowUps,
  sendReminders,
  writeBriefs,
  writeCards,
  writeSummaries,
} from '#flow'
import { indexMessages } from '#shared/database'
import { startChores } from '#shared/events'
import { type Repetition, repeat } from '#shared/utils'
import type { App } from '../app.ts'
import { answerRulesOf, crewOf } from '../parts/create-cockpit.ts'
import { createBackupJobs } from './backup-job.ts'
import { createWebhookJob } from './webhook-job.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/**
 * Starts the work that no client waits for: every job finds what is due in rows, so a job that did not run runs later, and none
 * needs to be remembered anywhere. All workers share the chores through the queue; what each must do for its own machine is a
 * loop. Returns the way to stop; it resolves when the rounds under way have ended.
 */
export function startJobs(app: App): () => Promise<void> {
  const stopping = new AbortController()
  const stops = [
    startChores(app, 'chore', listChores(app, stopping.signal)),
    // They write into a folder of this machine.
    ...createBackupJobs(app).map(job => repeat(app.clock, app.logger, job)),
  ]
  return async () => {
    stopping.abort()
    await Promise.all(stops.map(stop => stop()))
  }
}

function listChores(app: App, signal: AbortSignal): readonly Repetition[] {
  const { business, clock, database, knowledge, models } = app
  const { memory, rag } = app.settings
  const deps = toJobDeps(app)
  const { new_lead_cards: newLead, hot_lead_cards: hotLead } = app.settings.owner
  const operatorIds = app.settings.owner.operator_ids
  const crew = { crew: crewOf(app.settings), answering: answerRulesOf(app.settings) }
  const cards = { ...deps, ...crew, kinds: { newLead, hotLead } }
  const summaries = { ...deps, model: models.server, window: memory.context_window }
  const indexing: Repetition[] =
    knowledge === null || !rag.auto_load_on_startup
      ? []
      : [
          {
            name: 'refresh-knowledge',
            everyMs: rag.refresh_seconds * secondMs,
            run: async () => {
              await knowledge.refresh(signal)
              return 'done'
            },
          },
        ]
  return [
    ...indexing,
    createWebhookJob(app, signal),
    ...createPrunings({ ...deps, ownerId: deps.settings.ownerId, operatorIds }, app.settings.retention),
    { name: 'forget-clients', everyMs: 2 * secondMs, run: () => forgetClients({ ...deps, operatorIds }) },
    { name: 'release-holds', everyMs: 5 * secondMs, run: () => releaseHolds(deps) },
    { name: 'send-reminders', everyMs: 20 * secondMs, run: () => sendReminders(deps) },
    { name: 'send-follow-ups', everyMs: 30 * secondMs, run: () => sendFollowUps(deps) },
    { name: 'write-briefs', everyMs: 2 * secondMs, run: () => writeBriefs(deps) },
    { name: 'write-cards', everyMs: secondMs, run: () => writeCards(cards) },
    { name: 'write-summaries', everyMs: 5 * secondMs, run: () => writeSummaries(summaries, signal) },
    { name: 'end-silences', everyMs: 10 * secondMs, run: () => endSilences(deps) },
    { name: 'say-last-words', everyMs: 30 * secondMs, run: () => sayLastWords({ ...deps, business }) },
    { name: 'return-quiet-chats', everyMs: minuteMs, run: () => returnQuietChats(deps) },
    { name: 'sync-meetings', everyMs: 5 * secondMs, run: () => syncMeetings(app, signal) },
    { name: 'complete-meetings', everyMs: 5 * minuteMs, run: () => completeMeetings(deps) },
    {
      // A search does the rest itself: this keeps what is left for it short.
      name: 'index-messages',
      everyMs: 30 * secondMs,
      run: async () => ((await indexMessages(database, 1)) ? 'done' : 'again'),
    },
    {
      name: 'prune-requests',
      everyMs: hourMs,
      run: async () => ((await pruneRequests(database.db, clock.now())) ? 'again' : 'done'),
    },
  ]
}

function toJobDeps(app: App): JobDeps {
  const { ai_server: server, business, calendar, meeting_summary: briefs, telegram } = app.settings
  return {
    ...app,
    settings: {
      ownerId: telegram.owner_id,
      defaultLanguage: business.language,
      timeZone: server.timezone,
      reminderHours: calendar.reminder_hours,
      sendsBriefs: briefs.send_to_owner,
    },
  }
}

async function syncMeetings(app: App, signal: AbortSignal): Promise<'again' | 'done'> {
  const { calendar } = app.bookings
  if (calendar.name === 'internal') return 'done'
  const report = await syncDueMeetings({ ...app, calendar, signal, describe: describeMeeting })
  if (report.abandoned.length > 0) await app.tellOwner(abandonedWords(report.abandoned.map(({ code }) => code)))
  return report.isMore ? 'again' : 'done'
}

async function describeMeeting(meeting: Meeting): Promise<string> {
  return meeting.conversationId === null ? '' : `Conversation ${meeting.conversationId}`
}

function abandonedWords(codes: readonly string[]): { readonly ru: string; readonly en: string } {
  const list = [...new Set(codes)].join(', ')
  return {
    ru: `Встречи есть у нас, но не записались во внешний календарь (${list}). Проверьте доступ: npm run doctor`,
    en: `Meetings are booked here but could not be written to the outside calendar (${list}). Check the access: npm run doctor`,
  }
}
