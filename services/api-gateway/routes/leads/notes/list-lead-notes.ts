import { z } from 'zod'
import { findLead, listLeadNotes as listNotes } from '#capabilities/sales'
import { cutPage, pageOf, pageQueryOf } from '../../../http/fields/paging.ts'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import type { RegisterRoute } from '../../../route-context.ts'
import { leadParams } from '../lead-params.ts'
import { noSuchLead } from '../read-detail.ts'
import { noteBody, toNoteBody } from './note-body.ts'
import { readAuthorNames } from './read-author-names.ts'

export const listLeadNotes: RegisterRoute = (app, { database: { db } }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/leads/:id/notes',
    config: { access: 'viewer' },
    schema: {
      tags: ['leads'],
      summary: 'What people noted about a lead, the newest first',
      params: leadParams,
      querystring: z.object(pageQueryOf(['number'])),
      response: {
        200: pageOf(noteBody),
        ...problemResponses({ 404: 'No such lead.', 422: 'A parameter is not valid.' }),
      },
    },
    handler: async (request, reply) => {
      const { cursor, limit } = request.query
      const { id } = request.params
      const notes = await listNotes(db, id, { before: cursor?.[0] ?? null, limit: limit + 1 })
      if (notes.length === 0 && (await findLead(db, id)) === null) return sendProblem(reply, noSuchLead)
      const { rows, nextCursor } = cutPage(notes, limit, note => [note.id])
      const nameOf = await readAuthorNames(
        db,
        rows.map(({ author }) => author),
      )
      return { items: rows.map(note => toNoteBody(note, nameOf(note.author))), next_cursor: nextCursor }
    },
  })
}
