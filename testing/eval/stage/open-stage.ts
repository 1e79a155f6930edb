import { createAnalytics } from '#capabilities/analytics'
import { createKnowledge } from '#capabilities/knowledge'
import { type ChatModel, createScriptedModel } from '#capabilities/llm'
import { stages } from '#capabilities/sales'
import {
  type JobDeps,
  releaseHolds,
  returnQuietChats,
  sendFollowUps,
  sendReminders,
  writeBriefs,
  writeSummaries,
} from '#flow'
import { connectDatabase } from '#shared/database'
import { createFakeClock } from '#shared/utils'
import type { Vertical } from '../../../flow/rehearsal/dialogue.ts'
import { comeToRest, type FlowHarness, flowSettings, startFlow } from '../../flow-harness.ts'
import { createLeapingClock } from './leaping-clock.ts'
import { createTemplates, type Templates } from './templates.ts'

/** The whole platform of one business, with one client to come; time passes when the client lets it pass. */
export interface Stage {
  readonly flow: FlowHarness
  readonly timeZone: string
  /** Lets hours pass, with the work that falls due in them: follow-ups, reminders, briefs, holds that lapse. */
  passHours(hours: number): Promise<void>
  /** The work that no client waits for, once. */
  work(): Promise<void>
  /** Lets nothing pass but waits until every answer under way has been given. */
  settle(): Promise<void>
  close(): Promise<void>
}

export interface StageMakers {
  /** `server` null: the script answers. */
  openStage(vertical: Vertical, server: ChatModel | null): Promise<Stage>
  close(): Promise<void>
}

/** A stage for each dialogue, so that none depends on another; what they have in common (tables, indexed documents) is made once. */
export function createStageMakers(): StageMakers {
  const templates = createTemplates()
  return {
    openStage: (vertical, server) => openStage(vertical, templates, server),
    close: () => templates.close(),
  }
}

/** Wednesday the 14th of January 2026, noon in Moscow: an ordinary working day. */
export const startMs = Date.UTC(2026, 0, 14, 9)

const zones: Partial<Record<Vertical, string>> = { 'real-estate': 'Asia/Bangkok' }

async function openStage(vertical: Vertical, templates: Templates, server: ChatModel | null): Promise<Stage> {
  const copy = await templates.copy(vertical)
  const database = connectDatabase(copy.target)
  const timeZone = zones[vertical] ?? flowSettings.timeZone
  const knowledge = createKnowledge({ ...templates.knowledgeOf(vertical), database, clock: createFakeClock() })
  const clock = createLeapingClock(startMs, () => comeToRest(database))
  const flow = await startFlow(database, {
    clock,
    playbook: vertical,
    timeZone,
    isSwept: false,
    answering: server ?? createScriptedModel(),
    search: question => knowledge.search(question, 5),
  })
  const stage: Stage = {
    flow,
    timeZone,
    passHours: async hours => {
      for (let passed = 0; passed < hours; passed++) {
        clock.leap(hourMs)
        await stage.work()
      }
    },
    work: async () => {
      await runJobs(flow.jobs, server)
      flow.queue.wake('outbox', String(flow.accountId))
      await flow.pass(0)
    },
    settle: () => settle(flow),
    close: async () => {
      await flow.stop()
      await database.close()
      await copy.remove()
    },
  }
  return stage
}

const hourMs = 3_600_000

async function runJobs(deps: JobDeps, server: ChatModel | null): Promise<void> {
  const { signal } = new AbortController()
  await releaseHolds(deps)
  await sendReminders(deps)
  await sendFollowUps(deps)
  await writeBriefs(deps)
  await returnQuietChats(deps)
  await writeSummaries({ ...deps, model: server, window: flowSettings.contextWindow }, signal)
  await countEvents(deps)
}

async function countEvents({ database, clock, settings }: JobDeps): Promise<void> {
  const prices = { currency: 'USD', perMillionPromptTokens: null, perMillionCompletionTokens: null }
  const analytics = { timeZone: settings.timeZone, stages, language: 'ru', prices } as const
  await createAnalytics({ database, clock, settings: analytics }).catchUp()
}

const longestAnswerMs = 120_000
const pollMs = 5

/** The fake clock does not wait for a server's answer over HTTP: real time does. */
async function settle({ database, pass }: FlowHarness): Promise<void> {
  const giveUpAt = Date.now() + longestAnswerMs
  for (;;) {
    await pass(0)
    const open = await database.db
      .selectFrom('conversations')
      .select('id')
      .where('turn_lease_id', 'is not', null)
      .executeTakeFirst()
    if (open === undefined) return pass(0)
    if (Date.now() > giveUpAt) throw new Error(`no answer within ${longestAnswerMs / 1000} s`)
    await new Promise(resolve => setTimeout(resolve, pollMs))
  }
}
