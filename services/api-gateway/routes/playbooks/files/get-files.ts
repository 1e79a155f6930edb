import { listVersions, readPlaybookFiles } from '#capabilities/sales'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import type { RegisterRoute } from '../../../route-context.ts'
import { filesBody, nameParams, noPlaybook, toFilesBody } from './file-body.ts'

export const getPlaybookFiles: RegisterRoute = (app, { business }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/playbooks/:name/files',
    config: { access: 'admin' },
    schema: {
      tags: ['playbooks'],
      summary: 'The files of a playbook, and its former states',
      params: nameParams,
      response: { 200: filesBody, ...problemResponses({ 404: 'There is no such playbook.' }) },
    },
    handler: async (request, reply) => {
      const place = { folder: business.playbooksFolder, name: request.params.name }
      const found = readPlaybookFiles(place)
      if (found === null) return sendProblem(reply, noPlaybook)
      return reply.header('etag', `"${found.version}"`).send(toFilesBody(found, listVersions(place)))
    },
  })
}
