import { z } from 'zod'
import { formatNotice } from '#shared/config'
import type { Examination, SystemFinding } from '../../operator/system.ts'
import type { RegisterRoute } from '../../route-context.ts'

const phrase = z.object({ ru: z.string(), en: z.string() })

const finding = z
  .object({
    name: z.string(),
    state: z.enum(['ok', 'fault', 'off']).describe('`off`: not configured, so that nothing was asked.'),
    code: z.string().describe('Stable: branch on this, not on the words.'),
    latency_ms: z.int(),
    found: phrase,
    cure: phrase.nullable().describe('What to do about it; null: nothing is to be done.'),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Finding' })

const examination = z
  .object({
    status: z
      .enum(['ok', 'fault', 'invalid'])
      .describe('`invalid`: with the files as they are now, it would not start.'),
    findings: z.array(finding),
    faults: z.array(z.string()).describe('What is wrong in config.yaml and .env, each with its place.'),
  })
  .meta({ id: 'Examination' })

export const getExamination: RegisterRoute = (app, { system }) => {
  app.route({
    method: 'GET',
    url: '/api/v1/system/doctor',
    config: { access: 'admin' },
    schema: {
      tags: ['settings'],
      summary: 'Look at everything the platform needs, with a cure for what is not well',
      description: 'What `npm run doctor` says. It takes seconds: servers are asked, and the database is read through.',
      response: { 200: examination },
    },
    handler: async () => toBody(await system.examine()),
  })
}

function toBody(examined: Examination): z.infer<typeof examination> {
  if (examined.kind === 'invalid') return { status: 'invalid', findings: [], faults: examined.faults.map(formatNotice) }
  const isFaulty = examined.findings.some(({ state }) => state === 'fault')
  return { status: isFaulty ? 'fault' : 'ok', findings: examined.findings.map(toFindingBody), faults: [] }
}

function toFindingBody({ latencyMs, notes, ...rest }: SystemFinding): z.infer<typeof finding> {
  return { ...rest, latency_ms: Math.round(latencyMs), notes: [...notes] }
}
