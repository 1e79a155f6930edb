import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { EmulatedBot, SimulatedUser } from '../testing/telegram/index.ts'

/** Two bots of two businesses in one install: each answers from its own documents, and neither from those of the other. */
const adminKey = 'admin-key-of-this-test'
const patienceMs = 40_000
let shop: PlatformHarness
let folder: string
let salon: EmulatedBot
let anna: SimulatedUser

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'documents-of-bots-'))
  write('general/prices.md', '# Massage\n\nA back massage costs 11 €.\n')
  write('beauty-salon/prices.md', '# Massage\n\nA back massage costs 77 €.\n')
  write('address.md', '# Address\n\nYou find us at Linden street 5.\n')
  shop = await openPlatformHarness({
    // A model that says so where what it was given does not answer.
    reply: ({ messages }) =>
      messages.at(-1)?.content?.includes('solarium')
        ? 'I will ask.\n@@ {"cannot_answer": true}'
        : 'It is as it is written.',
    env: {
      API_GATEWAY_ADMIN_KEY: adminKey,
      API_GATEWAY_REQUESTS_PER_MINUTE: '0',
      BUSINESS_PLAYBOOK: 'general',
      RAG_KNOWLEDGE_BASE_PATH: folder,
      RAG_REFRESH_SECONDS: '0.5',
      TELEGRAM_POLL_TIMEOUT_SECONDS: '1',
    },
  })
  salon = shop.telegram.addBot({ token: '5000000001:token-of-the-salon', username: 'salon_bot' })
  anna = shop.newClient('en')
  await shop.start()
}, startTimeoutMs)
afterAll(async () => {
  await shop.close()
  rmSync(folder, { recursive: true, force: true })
})

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

async function call(method: string, path: string, body?: unknown) {
  const headers = {
    authorization: `Bearer ${adminKey}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(`${shop.platform.gatewayUrl()}/api/v1${path}`, init)
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

/** Asks and waits for the answer; what the model was given for it comes back. */
async function ask(bot: EmulatedBot, question: string): Promise<string> {
  const count = () => shop.telegram.transcript(bot, anna).filter(({ author }) => author === 'bot').length
  const before = count()
  anna.say(bot, question)
  await shop.until(() => count() > before, patienceMs)
  const request = shop.model.chatRequests().findLast(({ messages }) => messages.at(-1)?.content?.includes(question))
  return JSON.stringify(request?.messages)
}

async function findPath(question: string, playbook?: string): Promise<readonly string[]> {
  const of = playbook === undefined ? '' : `&playbook=${playbook}`
  const { body } = await call('GET', `/knowledge/search?q=${encodeURIComponent(question)}${of}`)
  return body.items.map(({ source }: { source: string }) => source.split(' › ')[0])
}

async function untilOwner(path: string, playbook: string | null): Promise<void> {
  const read = async () => (await call('GET', '/knowledge')).body.items
  await expect.poll(read, { timeout: patienceMs }).toContainEqual(expect.objectContaining({ path, playbook }))
}

it('before there is a second bot, only the documents of the first and the shared ones are read', async () => {
  await untilOwner('general/prices.md', 'general')
  await untilOwner('address.md', null)
  const { body } = await call('GET', '/knowledge')
  expect(body.items.map(({ path }: { path: string }) => path)).toEqual(['address.md', 'general/prices.md'])
  expect(body.playbooks).toEqual(['general'])
  const refused = await call('GET', '/knowledge/search?q=massage&playbook=beauty-salon')
  expect(refused).toMatchObject({ status: 422, body: { code: 'knowledge.playbook_unused' } })
})

it('the same question has two answers, each from its own price list, and both know what is shared', async () => {
  const added = await call('POST', '/bots', { token: salon.token, playbook: 'beauty-salon' })
  expect(added.status).toBe(201)
  await untilOwner('beauty-salon/prices.md', 'beauty-salon')
  const toFirst = await ask(shop.bot, 'How much is a back massage?')
  expect(toFirst).toContain('11 €')
  expect(toFirst).not.toContain('77 €')
  const toSalon = await ask(salon, 'How much is a back massage?')
  expect(toSalon).toContain('77 €')
  expect(toSalon).not.toContain('11 €')
  for (const bot of [shop.bot, salon]) expect(await ask(bot, 'On which street do I find you?')).toContain('Linden')
}, 90_000)

it('is searched as each bot searches', async () => {
  expect((await call('GET', '/knowledge')).body.playbooks).toEqual(['general', 'beauty-salon'])
  expect(await findPath('back massage')).toEqual(['general/prices.md'])
  expect(await findPath('back massage', 'beauty-salon')).toEqual(['beauty-salon/prices.md'])
})

it("what one bot could not answer is its own business's: so is the owner's answer", async () => {
  await ask(salon, 'Do you have a solarium?')
  const listOpen = async () => (await call('GET', '/knowledge/questions')).body.items
  await expect.poll(listOpen, { timeout: patienceMs }).toHaveLength(1)
  const [question] = await listOpen()
  expect(question).toMatchObject({ question: 'Do you have a solarium?', playbook: 'beauty-salon' })
  const answered = await call('POST', `/knowledge/questions/${question.id}/answer`, { text: 'Yes, two solariums.' })
  expect(answered.body).toMatchObject({ path: 'beauty-salon/answers.md', client_told: true })
  expect(readFileSync(join(folder, 'beauty-salon/answers.md'), 'utf8')).toContain('Yes, two solariums.')
  await untilOwner('beauty-salon/answers.md', 'beauty-salon')
  expect(await findPath('solarium', 'beauty-salon')).toEqual(['beauty-salon/answers.md'])
  expect(await findPath('solarium')).toEqual([])
  expect(await ask(shop.bot, 'Do you have a solarium?')).not.toContain('two solariums')
}, 90_000)

it('a document changes hands when its file is moved', async () => {
  const idOf = async (path: string) =>
    (await call('GET', '/knowledge')).body.items.find((item: { path: string }) => item.path === path)?.id
  const id = await idOf('beauty-salon/prices.md')
  renameSync(join(folder, 'beauty-salon/prices.md'), join(folder, 'prices-for-all.md'))
  await untilOwner('prices-for-all.md', null)
  expect(await idOf('prices-for-all.md')).toBe(id)
  expect((await findPath('back massage')).toSorted()).toEqual(['general/prices.md', 'prices-for-all.md'])
})
