import { z } from 'zod'
import { type EntryKind, entryKinds, readTimeline, type TimelineEntry } from '#flow'
import { toInstant } from '../../../http/fields/instants.ts'
import { cutPage, pageOf, pageQueryOf } from '../../../http/fields/paging.ts'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import type { RegisterRoute } from '../../../route-context.ts'
import { leadParams } from '../lead-params.ts'
import { authorName } from '../notes/note-body.ts'
import { readAuthorNames } from '../notes/read-author-names.ts'
import { noSuchLead } from '../read-detail.ts'

const entryBody = z
  .object({
    at: z.iso.datetime(),
    kind: z
      .enum(entryKinds)
      .describe(
        'sale: the sales log; note; promise: what was stated to the client; consent; handler: who had the chat.',
      ),
    id: z.int().describe('Unique within its kind.'),
    code: z.string().describe('`stage.changed`, `slot.found`, `conversation.handed_off`, `price`, `pdpa_profile`, …'),
    text: z.string().nullable().describe('A note, or what was promised or agreed to; null where there are no words.'),
    detail: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .describe('Ids, codes and values that go with the code: `from`, `to`, `slot`, `reason`, `source`, …'),
    author: z.string().nullable().describe('Who wrote a note, as in the audit log.'),
    author_name: authorName,
    conversation_id: z.int().nullable().describe('Where it happened, if the entry knows it.'),
  })
  .meta({ id: 'TimelineEntry' })

const kindNumbers: readonly EntryKind[] = entryKinds

const query = z
  .object({
    ...pageQueryOf(['number', 'number', 'number']),
    kind: z.enum(entryKinds).optional().describe('Only entries of this kind.'),
  })
  .refine(({ cursor }) => cursor === null || kindNumbers[cursor[1]] !== undefined, {
    path: ['cursor'],
    message: 'is not a cursor of this list',
  })

export const getTimeline: RegisterRoute = (app, { database: { db } }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/leads/:id/timeline',
    config: { access: 'viewer' },
    schema: {
      tags: ['leads'],
      summary: 'What happened with a lead, the newest first',
      description:
        'Stages, what was learned, objections, meetings, follow-ups, notes, promises with what backed them, consents, and who had the chat.',
      params: leadParams,
      querystring: query,
      response: {
        200: pageOf(entryBody),
        ...problemResponses({ 404: 'No such lead.', 422: 'A parameter is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { cursor, limit, kind: only = null } = request.query
      const [at, kind, id] = cursor ?? []
      const after = at === undefined || id === undefined ? null : { at, id, kind: kindNumbers[kind ?? 0] ?? 'sale' }
      const entries = await readTimeline(db, request.params.id, { after, limit: limit + 1, kind: only })
      if (entries === null) return sendProblem(reply, noSuchLead)
      const { rows, nextCursor } = cutPage(entries, limit, entry => [
        entry.at,
        entryKinds.indexOf(entry.kind),
        entry.id,
      ])
      const nameOf = await readAuthorNames(
        db,
        rows.map(({ author }) => author),
      )
      return { items: rows.map(entry => toEntryBody(entry, nameOf(entry.author))), next_cursor: nextCursor }
    },
  })
}

function toEntryBody(
  { at, conversationId, detail, ...rest }: TimelineEntry,
  name: string | null,
): z.infer<typeof entryBody> {
  return { ...rest, author_name: name, at: toInstant(at), detail: { ...detail }, conversation_id: conversationId }
}
