import { z } from 'zod'
import { checkPlaybook, listPlaybooks, type PlaybookFault, readPlaybook } from '#capabilities/sales'
import { problemResponses, sendProblem } from '../../http/problem.ts'
import type { Business } from '../../operator/desk.ts'
import type { RegisterRoute } from '../../route-context.ts'
import { nameParams, playbookBody, playbookDetail, toContentBody, toFaultBody } from './playbook-body.ts'
import { rememberFor } from './remember-for.ts'

// Reading the files of a playbook keeps this process busy for some milliseconds: however often it is asked, they are read rarely.
const freshMs = 5_000

export const listAllPlaybooks: RegisterRoute = (app, { business, clock }) => {
  const read = rememberFor(clock, freshMs, () =>
    listPlaybooks(business.playbooksFolder).map(name => describe(business, name)),
  )
  app.route({
    method: 'GET',
    url: '/api/v1/playbooks',
    config: { access: 'viewer' },
    schema: {
      tags: ['playbooks'],
      summary: 'Playbooks: which there are, which is in use, and what is wrong with them',
      description: 'All at once: one for each folder below `playbooks/`, which the owner lays out by hand.',
      response: { 200: z.object({ items: z.array(playbookBody) }) },
    },
    handler: () => ({ items: read('all') }),
  })
}

export const getPlaybook: RegisterRoute = (app, { business, clock }) => {
  const read = rememberFor(clock, freshMs, name =>
    listPlaybooks(business.playbooksFolder).includes(name) ? describeWhole(business, name) : null,
  )
  app.route({
    method: 'GET',
    url: '/api/v1/playbooks/:name',
    config: { access: 'viewer' },
    schema: {
      tags: ['playbooks'],
      summary: 'One playbook: stages, questions and lines',
      params: nameParams,
      response: { 200: playbookDetail, ...problemResponses({ 404: 'There is no such playbook.' }) },
    },
    handler: async (request, reply) => {
      const playbook = read(request.params.name)
      if (playbook !== null) return playbook
      return sendProblem(reply, {
        status: 404,
        code: 'playbook.not_found',
        detail: 'There is no playbook with this name. GET /playbooks has the names.',
      })
    },
  })
}

function describe({ playbooksFolder, playbook }: Business, name: string): z.infer<typeof playbookBody> {
  return toBody(name, name === playbook, checkPlaybook(playbooksFolder, name))
}

function describeWhole({ playbooksFolder, playbook }: Business, name: string): z.infer<typeof playbookDetail> {
  const faults = checkPlaybook(playbooksFolder, name)
  const content = faults.length === 0 ? toContentBody(readPlaybook(playbooksFolder, name)) : null
  return { ...toBody(name, name === playbook, faults), content }
}

function toBody(name: string, active: boolean, faults: readonly PlaybookFault[]): z.infer<typeof playbookBody> {
  return { name, active, faults: faults.map(toFaultBody) }
}
