import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AsrServer, startAsrServer } from '../testing/asr-server/index.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'

/** Words of clients and secrets that must not leave the database and the wire. */
const secrets = {
  botToken: 'test-bot-token',
  modelKey: 'canary-model-key',
  adminKey: 'canary-admin-key',
  text: 'canary-text-of-a-client',
  caption: 'canary-caption',
  edited: 'canary-edited-text',
  groupText: 'canary-group-text',
  payload: 'canary-payload',
  phone: '+79990001122',
  firstName: 'CanaryFirstName',
  username: 'canary_username',
  answer: 'canary-answer-of-the-model',
  injected: 'canary-in-an-unreadable-update',
  transcript: 'canary-said-aloud',
}
/** What a client says, as sound. */
const voice = Buffer.from('OggS canary-sound-of-a-voice, long enough to be found in pieces')
let shop: PlatformHarness
let ears: AsrServer

beforeAll(async () => {
  ears = await startAsrServer({ text: `How much is ${secrets.transcript}?` })
  shop = await openPlatformHarness({
    reply: () => secrets.answer,
    env: {
      // Everything the platform can be made to say.
      LOGGING_LEVEL: 'debug',
      DATABASE_ECHO: 'true',
      TELEGRAM_HANDLE_GROUPS: 'true',
      AI_SERVER_API_KEY: secrets.modelKey,
      API_GATEWAY_ADMIN_KEY: secrets.adminKey,
      AI_SERVER_MAX_RETRIES: '0',
      ASR_SERVER_BASE_URL: ears.url,
    },
  })
  await shop.start()
}, startTimeoutMs)
afterAll(async () => {
  await shop.close()
  await ears.stop()
})

it('what clients write and what is secret is never printed, whatever happens', async () => {
  const anna = shop.telegram.addUser({ firstName: secrets.firstName, username: secrets.username, languageCode: 'en' })
  const group = shop.telegram.addGroup({ title: 'Neighbours', bots: [shop.bot] })

  // All goes well.
  anna.say(shop.bot, `/start ${secrets.payload}`)
  await shop.untilSaid(anna, 1)
  const said = anna.say(shop.bot, secrets.text)
  anna.edit(said, secrets.edited)
  anna.sendPhoto(shop.bot, { caption: secrets.caption })
  anna.sendContact(shop.bot, { phone_number: secrets.phone, first_name: secrets.firstName })
  await shop.until(() => shop.said(anna).includes(secrets.answer))
  anna.say(shop.bot, `@shop_bot ${secrets.groupText}`, { chat: group })
  await shop.untilSaid(group, 1)
  anna.sendVoice(shop.bot, { bytes: voice, durationSeconds: 4 })
  await shop.untilAsked(secrets.transcript)

  // And now nothing does: the speech server and the model fail, Telegram refuses, loses and slows, and sends what nobody understands.
  ears.failAlways({ kind: 'status', status: 500 })
  const denise = shop.newClient('en')
  denise.sendVoice(shop.bot, { bytes: Buffer.concat([voice, Buffer.from(' once more')]), durationSeconds: 5 })
  await shop.untilSaid(denise, 1)
  shop.model.failAlways({ kind: 'status', status: 500 })
  for (const fault of [
    { kind: 'status', status: 400, description: `Bad Request: cannot parse ${secrets.text}` },
    { kind: 'status', status: 429, retryAfter: 1 },
    { kind: 'lose-answer' },
    { kind: 'garbage' },
  ] as const) {
    const boris = shop.telegram.addUser({ firstName: secrets.firstName })
    const hit = shop.telegram.faults.add({ ...fault, method: 'sendMessage', chatId: boris.id })
    boris.say(shop.bot, secrets.text)
    await shop.until(() => hit.hits > 0)
  }
  shop.telegram.inject(shop.bot, { message: { text: secrets.injected, from: { first_name: secrets.firstName } } })
  shop.telegram.faults.add({ kind: 'garbage', method: 'getUpdates' })
  const chris = shop.newClient('en')
  chris.say(shop.bot, secrets.text)
  await shop.untilSaid(chris, 1)

  await shop.platform.stop()
  const { stdout, stderr } = shop.platform.said
  expect(stderr).toContain('outbox.')
  expect(Object.entries(secrets).filter(([, secret]) => `${stdout}${stderr}`.includes(secret))).toEqual([])
  expect(spellings(voice).filter(spelling => `${stdout}${stderr}`.includes(spelling))).toEqual([])
  // The words reach the model, the sound does not.
  const asked = JSON.stringify(shop.model.journal)
  expect(asked).toContain(secrets.transcript)
  expect(spellings(voice).filter(spelling => asked.includes(spelling))).toEqual([])
})

/** How bytes look in a text: as they are, in base64 wherever they begin in it, in hex, and as a list of numbers. */
function spellings(bytes: Buffer): readonly string[] {
  const base64 = [0, 1, 2].map(from => bytes.subarray(from, from + 30).toString('base64'))
  return [bytes.toString('latin1'), ...base64, bytes.toString('hex'), bytes.join(',')]
}
