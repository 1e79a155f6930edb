import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import {
  type PlaybookPlace,
  readPlaybookFiles,
  readPlaybookForm,
  versionStamp,
  writePlaybookForm,
} from '#capabilities/sales'
import { mayWrite } from '../../../http/etag.ts'
import { type Problem, problemResponses, sendProblem } from '../../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../../route-context.ts'
import { describeRefusal, nameParams, noPlaybook } from '../files/file-body.ts'
import { changedMeanwhile } from '../files/put-files.ts'
import { formBody, formChange, readFormChange, toFormBody } from './form-body.ts'

export const getPlaybookForm: RegisterRoute = (app, { business }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/playbooks/:name/form',
    config: { access: 'admin' },
    schema: {
      tags: ['playbooks'],
      summary: 'What owners change most of a playbook: greeting, offer, hours, reminders, when a human is called',
      description: 'All the rest stands in its files: GET /playbooks/{name}/files.',
      params: nameParams,
      response: {
        200: formBody,
        ...problemResponses({ 404: 'There is no such playbook.', 409: 'Its files have faults to be mended first.' }),
      },
    },
    handler: async (request, reply) => {
      const found = readForm({ folder: business.playbooksFolder, name: request.params.name })
      return found.kind === 'form' ? found.body : sendProblem(reply, found.problem)
    },
  })
}

export const patchPlaybookForm: RegisterRoute = (app, { business, clock, database }) => {
  app.route({
    method: 'PATCH',
    url: '/api/v1/playbooks/:name/form',
    config: { access: 'admin' },
    schema: {
      tags: ['playbooks'],
      summary: 'Change what owners change most of a playbook',
      description:
        'All of it or none, and only when the playbook can be used with it. Remarks and order of the files stay, the former state is ' +
        'kept. It counts from the next answer on, without a restart.',
      params: nameParams,
      headers: z.object({ 'if-match': z.string().max(200).optional().describe('Of the version that was edited.') }),
      body: formChange.meta({ examples: [{ discloses_ai: true }] }),
      response: {
        200: formBody,
        ...problemResponses({
          404: 'There is no such playbook.',
          409: 'The folder cannot be written, or its files have faults to be mended first.',
          412: 'Somebody changed it meanwhile.',
          422: 'The playbook has faults with this; each is told with its place and cure.',
        }),
      },
    },
    handler: async (request, reply) => {
      const place = { folder: business.playbooksFolder, name: request.params.name }
      const before = readForm(place)
      if (before.kind === 'problem') return sendProblem(reply, before.problem)
      if (!mayWrite(request.headers['if-match'], `"${before.body.version}"`)) {
        return sendProblem(reply, changedMeanwhile)
      }
      const nowMs = clock.now()
      const written = writePlaybookForm(place, readFormChange(request.body), versionStamp(nowMs))
      if (written.kind !== 'written') return sendProblem(reply, describeRefusal(written))
      const target = `playbook:${place.name}`
      const entry = { actor: actorOf(request), action: 'playbook.change', target, before: null }
      await recordAudit(database.db, { ...entry, after: { parts: Object.keys(request.body) } }, nowMs)
      const after = readForm(place)
      return after.kind === 'form' ? after.body : sendProblem(reply, after.problem)
    },
  })
}

type Found =
  | { readonly kind: 'form'; readonly body: z.infer<typeof formBody> }
  | { readonly kind: 'problem'; readonly problem: Problem }

function readForm(place: PlaybookPlace): Found {
  const files = readPlaybookFiles(place)
  if (files === null) return { kind: 'problem', problem: noPlaybook }
  const reading = readPlaybookForm(place)
  if (reading.kind === 'invalid') return { kind: 'problem', problem: faulty }
  return { kind: 'form', body: toFormBody(reading.form, files.version) }
}

const faulty: Problem = {
  status: 409,
  code: 'playbook.has_faults',
  detail: 'The files of this playbook have faults. Mend them in the text first: its check says where and how.',
}
