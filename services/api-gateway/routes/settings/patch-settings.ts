import { z } from 'zod'
import { recordAudit } from '#capabilities/access'
import { checkPlaybook } from '#capabilities/sales'
import type { SettingChanges, SettingState } from '#shared/config'
import { type Problem, problemResponses, sendProblem } from '../../http/problem.ts'
import { actorOf, type RegisterRoute } from '../../route-context.ts'
import { isEditable } from './setting-body.ts'
import { describeRefusal, refuseKeys } from './setting-problems.ts'

const value = z
  .string()
  .max(10_000)
  .refine(text => !text.includes('\0'), 'must not contain the character U+0000')
  .nullable()

const body = z
  .strictObject({
    changes: z
      .record(z.string().max(200), value)
      .describe("Values by key, as one would write them into .env; '' for nothing, null for what config.yaml says."),
  })
  .meta({ examples: [{ changes: { 'ai_server.base_url': 'http://localhost:8000' } }] })

const answer = z.object({
  changed: z.array(z.string()).describe('The keys whose value has changed.'),
  restarting: z
    .array(z.string())
    .describe(
      'The services that start anew at once and are back within seconds; those of other processes must be restarted.',
    ),
})

export const patchSettings: RegisterRoute = (app, { business, clock, database, system }) => {
  app.route({
    method: 'PATCH',
    url: '/api/v1/settings',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Change settings',
      description:
        'Written into the .env beside config.yaml, all or none, after the whole configuration was read with them. The services of ' +
        'this process then finish what they do and start anew: this takes a second or two, and nothing is lost.',
      body,
      response: {
        200: answer,
        ...problemResponses({
          409: 'A variable of the environment decides it, or the file cannot be written.',
          422: 'There is no such setting, it is not changed here, or the value is not allowed.',
        }),
      },
    },
    handler: async (request, reply) => {
      const before = system.listSettings()
      const problem = refuse(request.body.changes, before, business.playbooksFolder)
      if (problem !== null) return sendProblem(reply, problem)
      const outcome = system.changeSettings(request.body.changes)
      if (outcome.kind !== 'written') return sendProblem(reply, describeRefusal(outcome))
      const after = system.listSettings()
      const changed = before.flatMap((state, index) =>
        differ(state, after[index], request.body.changes) ? [state.key] : [],
      )
      if (changed.length === 0) return { changed, restarting: [] }
      const entry = { actor: actorOf(request), action: 'settings.change', target: null }
      await recordAudit(
        database.db,
        { ...entry, before: describe(before, changed), after: describe(after, changed) },
        clock.now(),
      )
      system.restart()
      return { changed, restarting: [...system.services] }
    },
  })
}

function refuse(changes: SettingChanges, known: readonly SettingState[], playbooksFolder: string): Problem | null {
  const strangers = Object.keys(changes).filter(key => !known.some(state => state.key === key))
  if (strangers.length > 0) return refuseKeys(strangers, 'There is no such setting. GET /settings has them all.')
  const fixed = known.filter(state => state.key in changes && !isEditable(state)).map(({ key }) => key)
  if (fixed.length > 0) return refuseKeys(fixed, 'This is changed in config.yaml or .env only.')
  const playbook = changes['business.playbook']
  if (playbook == null || checkPlaybook(playbooksFolder, playbook).length === 0) return null
  return refuseKeys(['business.playbook'], 'There is no such playbook, or it has faults: GET /playbooks has them all.')
}

/** Secrets cannot be compared: one that was given counts as changed. */
function differ(before: SettingState, after: SettingState | undefined, changes: SettingChanges): boolean {
  if (!(before.key in changes)) return false
  return before.isSecret || before.value !== after?.value
}

function describe(states: readonly SettingState[], keys: readonly string[]): Readonly<Record<string, unknown>> {
  const shown = states.filter(({ key }) => keys.includes(key))
  return Object.fromEntries(
    shown.map(({ key, isSecret, isSet, value }) => [key, isSecret ? (isSet ? '***' : null) : value]),
  )
}
