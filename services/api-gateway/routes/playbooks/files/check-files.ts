import { z } from 'zod'
import { tryPlaybookFiles } from '#capabilities/sales'
import { problemResponses, sendProblem } from '../../../http/problem.ts'
import type { RegisterRoute } from '../../../route-context.ts'
import { faultBody, toFaultBody } from '../playbook-body.ts'
import { describeRefusal, isPlaybook, nameParams, noPlaybook, textsField } from './file-body.ts'

export const checkPlaybookFiles: RegisterRoute = (app, { business }) => {
  app.route({
    method: 'POST',
    url: '/api/v1/playbooks/:name/files/check',
    config: { access: 'admin' },
    schema: {
      tags: ['playbooks'],
      summary: 'What would be wrong in a playbook with these files',
      description: 'As `npm run cli -- playbook check` says it. Nothing is changed.',
      params: nameParams,
      body: z
        .strictObject({ texts: textsField })
        .meta({ examples: [{ texts: { 'offer.md': '# Salon\n\nHaircut 1500 ₽' } }] }),
      response: {
        200: z.object({ faults: z.array(faultBody) }),
        ...problemResponses({ 404: 'There is no such playbook.', 409: 'The folder cannot be written.' }),
      },
    },
    handler: async (request, reply) => {
      const { name } = request.params
      if (!isPlaybook(business, name)) return sendProblem(reply, noPlaybook)
      const trial = tryPlaybookFiles({ folder: business.playbooksFolder, name }, request.body.texts)
      if (trial.kind === 'not-writable') return sendProblem(reply, describeRefusal(trial))
      return { faults: trial.faults.map(toFaultBody) }
    },
  })
}
