import { z } from 'zod'
import { listAudit as listAuditLog, type RecordedEntry } from '#capabilities/access'
import { toInstant } from '../../http/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../http/paging.ts'
import { problemResponses } from '../../http/problem.ts'
import { textField } from '../../http/text-field.ts'
import type { RegisterRoute } from '../../route-context.ts'

const filter = textField(200).optional()

const query = z.object({
  actor: filter.describe('Only what this one did, like `key:7`, `session:3`, `admin-key` or `cli`.'),
  target: filter.describe('Only what was done to this, like `lead:12`.'),
  action: filter.describe('Only this, like `lead.update`.'),
  ...pageQueryOf(['number']),
})

const fields = z.record(z.string(), z.unknown()).nullable()

const entry = z
  .object({
    id: z.int(),
    occurred_at: z.iso.datetime(),
    actor: z.string().describe('Who did it.'),
    action: z.string().describe('What was done.'),
    target: z.string().nullable().describe('What it was done to; null when it concerns no single thing.'),
    before: fields.describe('The changed fields as they were. Of personal ones only that they changed.'),
    after: fields.describe('The changed fields as they became.'),
  })
  .meta({ id: 'AuditEntry' })

export const listAudit: RegisterRoute = (app, { database }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/audit',
    config: { access: 'admin' },
    schema: {
      tags: ['audit'],
      summary: 'Who changed what, the newest first',
      description:
        'Every write through the API, the dashboard, MCP and the terminal. Nothing can change or delete an entry.',
      querystring: query,
      response: { 200: pageOf(entry), ...problemResponses({ 422: 'A parameter is not valid.' }) },
    },
    handler: async request => {
      const { cursor, limit, ...filters } = request.query
      const entries = await listAuditLog(database.db, filters, { limit: limit + 1, beforeId: cursor?.[0] ?? null })
      const { rows, nextCursor } = cutPage(entries, limit, row => [row.id])
      return { items: rows.map(toBody), next_cursor: nextCursor }
    },
  })
}

function toBody({ occurredAt, ...rest }: RecordedEntry): z.infer<typeof entry> {
  return { ...rest, occurred_at: toInstant(occurredAt) }
}
