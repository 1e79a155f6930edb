import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { addLeadNote, lockLead } from '#capabilities/sales'
import { textField } from '../../../http/fields/text-field.ts'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../../route-context.ts'
import { leadParams } from '../lead-params.ts'
import { noSuchLead } from '../read-detail.ts'
import { noteBody, toNoteBody } from './note-body.ts'
import { readAuthorNames } from './read-author-names.ts'

export const postLeadNote: RegisterRoute = (app, { clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/leads/:id/notes',
    config: { access: 'operator' },
    schema: {
      tags: ['leads'],
      summary: 'Note something about a lead',
      description: 'For people: the AI does not read it, and the client never sees it.',
      params: leadParams,
      body: z.strictObject({ text: textField(5_000) }).meta({ examples: [{ text: 'Call before noon.' }] }),
      response: { 201: noteBody, ...problemResponses({ 404: 'No such lead.', 422: 'The note is not valid.' }) },
    },
    handler: async (request, reply) => {
      const { id } = request.params
      const actor = actorOf(request)
      const note = await database.transaction(async tx => {
        const nowMs = clock.now()
        // Held, so that it is not forgotten in between.
        if ((await lockLead(tx, id)) === null) return null
        const note = await addLeadNote(tx, { leadId: id, author: actor, text: request.body.text }, nowMs)
        const after = { note_id: note.id }
        await recordAudit(tx, { actor, action: 'lead.note', target: `lead:${id}`, before: null, after }, nowMs)
        return note
      })
      if (note === null) return sendProblem(reply, noSuchLead)
      const nameOf = await readAuthorNames(database.db, [actor])
      return reply.code(201).send(toNoteBody(note, nameOf(actor)))
    },
  })
}
