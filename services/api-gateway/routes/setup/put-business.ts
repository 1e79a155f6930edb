import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { readPlaybookFiles, versionStamp, writePlaybook } from '#capabilities/sales'
import { describeBusiness } from '#flow'
import { mayWrite } from '../../http/etag.ts'
import { textField } from '../../http/fields/text-field.ts'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { describeRefusal } from '../playbooks/files/file-body.ts'
import { changedMeanwhile } from '../playbooks/files/put-files.ts'

export const putBusiness: RegisterRoute = (app, { business, clock, database }) => {
  app.route({
    method: 'PUT',
    url: '/api/v1/setup/business',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Say what the business is called and what it sells',
      description: 'Written into the playbook in use, whose former state is kept. It counts from the next answer on.',
      headers: z.object({
        'if-match': z.string().max(200).optional().describe('The ETag of GET /playbooks/{name}/files that was read.'),
      }),
      body: z
        .strictObject({
          name: textField(80).describe('How the business is called: the greeting says it.'),
          offer: textField(8_000).describe("What it sells, in the owner's own words, with prices."),
        })
        .meta({ examples: [{ name: 'Salon', offer: 'Haircut 1500 ₽, colouring from 4000 ₽' }] }),
      response: {
        200: z.object({ playbook: z.string() }),
        ...problemResponses({
          409: 'The folder cannot be written.',
          412: 'Somebody changed the playbook meanwhile.',
          422: 'The words cannot be used.',
        }),
      },
    },
    handler: async (request, reply) => {
      const nowMs = clock.now()
      const place = { folder: business.playbooksFolder, name: business.playbook }
      const before = readPlaybookFiles(place)
      if (!mayWrite(request.headers['if-match'], `"${before?.version}"`)) return sendProblem(reply, changedMeanwhile)
      const written = writePlaybook(place, describeBusiness(request.body), versionStamp(nowMs))
      if (written.kind !== 'written') return sendProblem(reply, describeRefusal(written))
      const after = readPlaybookFiles(place)
      const entry = { actor: actorOf(request), action: 'playbook.change', target: `playbook:${place.name}` }
      await recordAudit(database.db, { ...entry, before: toTexts(before, after), after: toTexts(after, before) }, nowMs)
      return reply.header('etag', `"${after?.version}"`).send({ playbook: place.name })
    },
  })
}

type Files = ReturnType<typeof readPlaybookFiles>

/** The files that differ from `other`, by name. */
function toTexts(files: Files, other: Files): Readonly<Record<string, string | null>> {
  const texts = files?.files ?? []
  return Object.fromEntries(
    texts.flatMap(({ name, text }, index) => (text === other?.files[index]?.text ? [] : [[name, text]])),
  )
}
