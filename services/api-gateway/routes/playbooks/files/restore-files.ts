import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { listVersions, readPlaybookFiles, restoreVersion, versionStamp } from '#capabilities/sales'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../../route-context.ts'
import { describeRefusal, filesBody, isPlaybook, nameParams, noPlaybook, toFilesBody } from './file-body.ts'

export const restorePlaybookFiles: RegisterRoute = (app, { business, clock, database }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/playbooks/:name/files/restore',
    config: { access: 'admin' },
    schema: {
      tags: ['playbooks'],
      summary: 'Put a former state of a playbook back into place',
      description: 'What is there now is kept as well: an undo can be undone.',
      params: nameParams,
      body: z
        .strictObject({ stamp: z.string().max(40).describe('Of its history: GET /playbooks/{name}/files.') })
        .meta({ examples: [{ stamp: '20260114-090000-000' }] }),
      response: {
        200: filesBody,
        ...problemResponses({
          404: 'There is no such playbook, or no such state of it.',
          409: 'The folder cannot be written.',
          422: 'The former state cannot be used any more.',
        }),
      },
    },
    handler: async (request, reply) => {
      const place = { folder: business.playbooksFolder, name: request.params.name }
      if (!isPlaybook(business, place.name)) return sendProblem(reply, noPlaybook)
      const { stamp } = request.body
      const nowMs = clock.now()
      const written = restoreVersion(place, stamp, versionStamp(nowMs))
      if (written === null) return sendProblem(reply, noVersion)
      if (written.kind !== 'written') return sendProblem(reply, describeRefusal(written))
      const entry = {
        actor: actorOf(request),
        action: 'playbook.restore',
        target: `playbook:${place.name}`,
        before: null,
      }
      await recordAudit(database.db, { ...entry, after: { stamp } }, nowMs)
      const after = readPlaybookFiles(place)
      return after === null ? sendProblem(reply, noPlaybook) : toFilesBody(after, listVersions(place))
    },
  })
}

const noVersion = {
  status: 404,
  code: 'playbook.no_such_state',
  detail: 'There is no such former state. GET /playbooks/{name}/files has them.',
}
