import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { listVersions, readPlaybookFiles, versionStamp, writePlaybookFiles } from '#capabilities/sales'
import { mayWrite } from '../../../http/etag.ts'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../../route-context.ts'
import { describeRefusal, filesBody, nameParams, noPlaybook, textsField, toFilesBody } from './file-body.ts'

export const putPlaybookFiles: RegisterRoute = (app, { business, clock, database }) => {
  app.route({
    method: 'PUT',
    url: '/api/v1/playbooks/:name/files',
    config: { access: 'admin' },
    schema: {
      tags: ['playbooks'],
      summary: 'Change files of a playbook',
      description:
        'All of them or none, and only when the playbook can be used with them. The former state is kept. It counts from the next ' +
        'answer on, without a restart.',
      params: nameParams,
      headers: z.object({ 'if-match': z.string().max(200).optional().describe('Of the version that was edited.') }),
      body: z
        .strictObject({ texts: textsField })
        .meta({ examples: [{ texts: { 'offer.md': '# Salon\n\nHaircut 1500 ₽' } }] }),
      response: {
        200: filesBody,
        ...problemResponses({
          404: 'There is no such playbook.',
          409: 'The folder cannot be written.',
          412: 'Somebody changed it meanwhile.',
          422: 'The playbook has faults with this; each is told with its place and cure.',
        }),
      },
    },
    handler: async (request, reply) => {
      const place = { folder: business.playbooksFolder, name: request.params.name }
      const before = readPlaybookFiles(place)
      if (before === null) return sendProblem(reply, noPlaybook)
      if (!mayWrite(request.headers['if-match'], `"${before.version}"`)) return sendProblem(reply, changedMeanwhile)
      const nowMs = clock.now()
      const written = writePlaybookFiles(place, request.body.texts, versionStamp(nowMs))
      if (written.kind !== 'written') return sendProblem(reply, describeRefusal(written))
      const entry = {
        actor: actorOf(request),
        action: 'playbook.change',
        target: `playbook:${place.name}`,
        before: null,
      }
      await recordAudit(database.db, { ...entry, after: { files: Object.keys(request.body.texts) } }, nowMs)
      const after = readPlaybookFiles(place)
      if (after === null) return sendProblem(reply, noPlaybook)
      return reply.header('etag', `"${after.version}"`).send(toFilesBody(after, listVersions(place)))
    },
  })
}

/** Whoever writes next must have read it first. */
export const changedMeanwhile = {
  status: 412,
  code: 'playbook.changed',
  detail: 'Somebody changed the playbook meanwhile. Read it again and repeat your change.',
}
