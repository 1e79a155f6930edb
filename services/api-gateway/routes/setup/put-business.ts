import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { versionStamp, writePlaybook } from '#capabilities/sales'
import { describeBusiness } from '#flow'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { textField } from '../../http/text-field.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { describeRefusal } from '../playbooks/files/file-body.ts'

export const putBusiness: RegisterRoute = (app, { business, clock, database }) => {
  app.route({
    method: 'PUT',
    url: '/api/v1/setup/business',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Say what the business is called and what it sells',
      description: 'Written into the playbook in use, whose former state is kept. It counts from the next answer on.',
      body: z.strictObject({
        name: textField(80).describe('How the business is called: the greeting says it.'),
        offer: textField(8_000).describe("What it sells, in the owner's own words, with prices."),
      }),
      response: {
        200: z.object({ playbook: z.string() }),
        ...problemResponses({ 409: 'The folder cannot be written.', 422: 'The words cannot be used.' }),
      },
    },
    handler: async (request, reply) => {
      const nowMs = clock.now()
      const place = { folder: business.playbooksFolder, name: business.playbook }
      const written = writePlaybook(place, describeBusiness(request.body), versionStamp(nowMs))
      if (written.kind !== 'written') return sendProblem(reply, describeRefusal(written))
      const entry = {
        actor: actorOf(request),
        action: 'playbook.change',
        target: `playbook:${place.name}`,
        before: null,
      }
      await recordAudit(database.db, { ...entry, after: { files: ['offer.md', 'lines.yaml', 'playbook.yaml'] } }, nowMs)
      return { playbook: place.name }
    },
  })
}
