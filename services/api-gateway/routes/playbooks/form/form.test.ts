import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readPlaybook } from '#capabilities/sales'
import {
  startTestGateway,
  type TestGateway,
  testAdminKey,
  testBusiness,
} from '../../../../../testing/gateway-harness.ts'

let playbooksFolder: string
let test: TestGateway
beforeEach(async () => {
  playbooksFolder = join(mkdtempSync(join(tmpdir(), 'playbooks-')), 'playbooks')
  cpSync(testBusiness.playbooksFolder, playbooksFolder, { recursive: true })
  test = await startTestGateway({ business: { ...testBusiness, playbooksFolder } })
})
afterEach(async () => {
  await test.close()
  rmSync(join(playbooksFolder, '..'), { recursive: true })
})

async function ask(method: string, body?: unknown, { name = 'general', ifMatch = '' } = {}) {
  const response = await fetch(`${test.url}/api/v1/playbooks/${name}/form`, {
    method,
    headers: {
      authorization: `Bearer ${testAdminKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifMatch !== '' && { 'if-match': ifMatch }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const read = (file: string, name = 'general') => readFileSync(join(playbooksFolder, name, file), 'utf8')
const meetingOf = async () => (await ask('GET')).body.meeting as { working_hours: Record<string, string> }

it.each(['general', 'beauty-salon', 'real-estate', 'ai-services'])(
  'written back as it was read, %s stays the same',
  async name => {
    const before = readPlaybook(playbooksFolder, name)
    const { version: _, ...form } = (await ask('GET', undefined, { name })).body
    expect(await ask('PATCH', form, { name })).toMatchObject({ status: 200, body: form })
    const after = readPlaybook(playbooksFolder, name)
    expect({ ...after, version: '', isSetUp: true }).toEqual({ ...before, version: '', isSetUp: true })
  },
)

it('changes working hours in the file, whose remarks stay', async () => {
  const meeting = await meetingOf()
  const working_hours = { ...meeting.working_hours, mon: '9:00-13:00, 14:00-20:30', fri: 'closed' }
  expect(await ask('PATCH', { meeting: { ...meeting, working_hours } })).toMatchObject({ status: 200 })
  const { meeting: rules } = readPlaybook(playbooksFolder, 'general')
  expect(rules?.workingHours).toMatchObject({
    mon: [
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '20:30' },
    ],
    fri: [],
  })
  expect(read('playbook.yaml')).toContain('# Hours of each day, like 10:00-13:00, 14:00-19:00, or closed.')
})

it('gives a playbook reminders of its own, and can remind nobody', async () => {
  expect(existsSync(join(playbooksFolder, 'general/follow-ups.yaml'))).toBe(false)
  const text = { ru: 'Вы ещё с нами?', en: 'Still there?' }
  await ask('PATCH', {
    follow_ups: [
      { after_hours: 5, stages: ['presentation'], text },
      { after_hours: 50, stages: [], text },
    ],
  })
  expect(readPlaybook(playbooksFolder, 'general').followUps).toEqual([
    { afterHours: 5, stages: ['presentation'], text },
    { afterHours: 50, stages: [], text },
  ])
  expect(read('follow-ups.yaml')).toContain('# What is written when a client has fallen silent.')
  await test.clock.advance(1_000)
  await ask('PATCH', { follow_ups: [] })
  expect(readPlaybook(playbooksFolder, 'general').followUps).toEqual([])
})

it('refuses hours that are none with their place and cure, and changes nothing', async () => {
  const before = read('playbook.yaml')
  const meeting = await meetingOf()
  const refused = await ask('PATCH', {
    meeting: { ...meeting, working_hours: { ...meeting.working_hours, tue: 'noon' } },
  })
  expect(refused).toMatchObject({ status: 422, body: { code: 'playbook.invalid' } })
  expect(JSON.stringify(refused.body)).toMatch(/playbook\.yaml:\d+: meeting\.working_hours\.tue/)
  expect(read('playbook.yaml')).toBe(before)
})

it('does not overwrite what somebody changed meanwhile', async () => {
  const { version } = (await ask('GET')).body
  await ask('PATCH', { greeting: { ru: 'Привет!', en: 'Hi!' } })
  const late = await ask('PATCH', { speaks: true }, { ifMatch: `"${version}"` })
  expect(late).toMatchObject({ status: 412, body: { code: 'playbook.changed' } })
  expect(readPlaybook(playbooksFolder, 'general')).toMatchObject({
    persona: { speaks: false },
    lines: { greeting: { en: 'Hi!' } },
  })
})

it('sends whoever has faults in the files to the text, and knows no other playbook', async () => {
  writeFileSync(join(playbooksFolder, 'general/playbook.yaml'), 'persona: 1\n')
  expect(await ask('GET')).toMatchObject({ status: 409, body: { code: 'playbook.has_faults' } })
  expect(await ask('GET', undefined, { name: 'bakery' })).toMatchObject({ status: 404 })
})
