import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { readLimitStatus, resetLimits, type StrangerBudget } from '#flow'
import { toInstant } from '../../http/fields/instants.ts'
import { problemResponses } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'

const count = z.object({ used: z.int(), allowed: z.int().nullable().describe('Null: no limit.') })

const status = z
  .object({
    on: z.boolean().describe('False: clients may write as much as they like.'),
    minute: count.describe('All people together, in the minute that runs.'),
    hour: count.describe('All people together, in the hour that runs.'),
    blocked_until: z.iso.datetime().nullable().describe('All people together; null: they are not blocked.'),
    blocked: z
      .array(z.object({ user_id: z.int(), until: z.iso.datetime() }))
      .describe('The longest first, 200 at most.'),
    stranger_budget: z
      .object({ answers_per_day: z.int().nullable(), tokens_per_day: z.int().nullable() })
      .describe('How much of the model one stranger may have in a day; then the script answers. Null: no limit.'),
    flood_waits: z.int().describe('How often Telegram asked for silence in the last 24 hours.'),
  })
  .meta({ id: 'LimitStatus' })

// More than anybody reads; the terminal has them all.
const mostShown = 200

export const getLimits: RegisterRoute = (app, { clock, database, limits, strangerBudget }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/system/limits',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Where the limits on what clients write stand, and who is blocked',
      response: { 200: status },
    },
    handler: async () => {
      const budget = toBudget(strangerBudget)
      if (limits === null) return { ...allFree, stranger_budget: budget }
      const { pace, everyone, blocked, floodWaits } = await readLimitStatus(database.db, limits, clock.now())
      return {
        on: true,
        minute: { used: everyone.minute, allowed: pace?.perMinute ?? null },
        hour: { used: everyone.hour, allowed: pace?.perHour ?? null },
        blocked_until: toInstant(everyone.blockedUntilMs),
        blocked: blocked
          .slice(0, mostShown)
          .map(({ userId, untilMs }) => ({ user_id: userId, until: toInstant(untilMs) })),
        stranger_budget: budget,
        flood_waits: floodWaits,
      }
    },
  })
}

function toBudget(budget: StrangerBudget | null) {
  return { answers_per_day: budget?.answersPerDay ?? null, tokens_per_day: budget?.tokensPerDay ?? null }
}

const none = { used: 0, allowed: null }
const allFree = { on: false, minute: none, hour: none, blocked_until: null, blocked: [], flood_waits: 0 }

export const resetAllLimits: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/system/limits/reset',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'End blocks for writing too much; what waited is answered now',
      body: z
        .strictObject({ user_id: z.int().nullable().default(null).describe('One person; null: everybody.') })
        .meta({ examples: [{ user_id: null }] }),
      response: {
        200: z.object({ ended: z.int().describe('Blocks that ended.') }),
        ...problemResponses({ 422: 'The body is not valid.' }),
      },
    },
    handler: async request => {
      const { user_id: userId } = request.body
      const reset = userId === null ? ({ kind: 'all' } as const) : ({ kind: 'person', userId } as const)
      const nowMs = clock.now()
      const ended = await database.transaction(async tx => {
        const count = await resetLimits(tx, reset, nowMs)
        const entry = {
          actor: actorOf(request),
          action: 'limits.reset',
          target: null,
          before: null,
          after: { ended: count },
        }
        await recordAudit(tx, entry, nowMs)
        return count
      })
      return { ended }
    },
  })
}
