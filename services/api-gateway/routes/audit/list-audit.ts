import { z } from 'zod'
import { listAudit as listAuditLog, type RecordedEntry } from '#capabilities/access'
import { toInstant } from '../../http/fields/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../http/fields/paging.ts'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses } from '../../http/problem.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { authorName } from '../leads/notes/note-body.ts'
import { readAuthorNames } from '../leads/notes/read-author-names.ts'

const filter = textField(200).optional()

const query = z.object({
  actor: filter.describe('Only what this one did, like `operator:2`, `key:7`, `session:3`, `admin-key` or `cli`.'),
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
    actor_name: authorName,
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
      const nameOf = await readAuthorNames(
        database.db,
        rows.map(({ actor }) => actor),
      )
      return { items: rows.map(row => toBody(row, nameOf(row.actor))), next_cursor: nextCursor }
    },
  })
}

function toBody({ occurredAt, ...rest }: RecordedEntry, actorName: string | null): z.infer<typeof entry> {
  return { ...rest, actor_name: actorName, occurred_at: toInstant(occurredAt) }
}
