import sharp from 'sharp'
import { afterEach, expect, it } from 'vitest'
import { buildPdf } from '../shared/documents/fixtures/build-pdf.ts'
import { type ChatRequest, type ModelServer, picturesOf, startModelServer } from '../testing/model-server/index.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { SimulatedUser } from '../testing/telegram/index.ts'

// A model that looks and a process that reads take a second, on a busy machine many.
const patienceMs = 60_000
const timeoutMs = startTimeoutMs + 5 * patienceMs

let shop: PlatformHarness
let model: ModelServer

afterEach(async () => {
  await shop.close()
  await model.stop()
})

it(
  'a photo, a document and an album are read before they are answered, once each',
  async () => {
    await open('sees')
    const client = shop.newClient('en')
    client.sendPhoto(shop.bot, { bytes: await paint(2000, 1500), caption: 'Can you mend this?' })
    await shop.until(() => words(client, 1), patienceMs)
    expect(lastPrompt()).toContain('<attached>\nphoto:\nA cracked wall.\n</attached>')
    const [first, second] = model.chatRequests().filter(request => picturesOf(request).length > 0)
    // The picture that shows whether the model sees, then the client's, made small.
    expect(first?.messages[0]?.content).toContain('Which number')
    const shown = Buffer.from(second === undefined ? '' : (picturesOf(second)[0]?.split(',')[1] ?? ''), 'base64')
    expect(await sharp(shown).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 768 })

    const bytes = buildPdf([['Walls: 54 m2, two rooms']])
    client.sendDocument(shop.bot, { bytes, name: 'plan.pdf', mimeType: 'application/pdf' })
    await shop.until(() => words(client, 2), patienceMs)
    expect(lastPrompt()).toContain('document plan.pdf:\n# p. 1\nWalls: 54 m2, two rooms')

    for (const caption of ['The hall', undefined, 'and the kitchen']) {
      client.sendPhoto(shop.bot, { bytes: await paint(300, 200), caption, mediaGroupId: '77' })
    }
    await shop.until(() => words(client, 3), patienceMs)
    expect(lastPrompt()).toMatch(
      /^The hall\nand the kitchen\n(?:<attached>\nphoto:\nA cracked wall\.\n<\/attached>\n?){3}$/,
    )

    client.sendContact(shop.bot, {
      phone_number: '66812345678',
      first_name: 'Ann',
      last_name: 'Lee',
      user_id: client.id,
    })
    await shop.until(() => words(client, 4), patienceMs)
    const slots = await shop.database.db.selectFrom('lead_slots').select(['slot_name', 'slot_value']).execute()
    expect(slots).toContainEqual({ slot_name: 'client_name', slot_value: 'Ann Lee' })
    expect(slots.map(({ slot_name }) => slot_name)).not.toContain('contact')
  },
  timeoutMs,
)

it(
  'a photo is answered honestly where the model sees nothing',
  async () => {
    await open('refuses')
    const client = shop.newClient('en')
    client.sendPhoto(shop.bot, { bytes: await paint(400, 300) })
    expect(await shop.until(() => words(client, 1), patienceMs)).toMatch(/cannot look at it/)
    client.say(shop.bot, 'Do you paint walls?')
    await shop.until(() => words(client, 2), patienceMs)
    expect(lastPrompt()).toContain('Do you paint walls?')
  },
  timeoutMs,
)

async function open(sight: 'sees' | 'refuses'): Promise<void> {
  model = await startModelServer({ sight, reply })
  shop = await openPlatformHarness({ env: { AI_SERVER_BASE_URL: model.url, CONVERSATION_DEBOUNCE_MS: '50' } })
  await shop.start()
}

function reply(request: ChatRequest): string {
  if (picturesOf(request).length === 0) return 'Thank you, I will look into it.'
  return request.messages[0]?.content?.includes('Which number') ? '7394' : 'A cracked wall.'
}

/** The bot's latest words to a client, once it has answered so many times. */
function words(client: SimulatedUser, count: number): string | null {
  const said = shop.said(client)
  return said.length >= count ? (said.at(-1) ?? null) : null
}

function lastPrompt(): string {
  const asked = model.chatRequests().filter(request => picturesOf(request).length === 0)
  return asked.at(-1)?.messages.at(-1)?.content ?? ''
}

function paint(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: 120, g: 90, b: 60 } } })
    .jpeg()
    .toBuffer()
}
