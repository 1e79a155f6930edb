import { afterEach, describe, expect, it } from 'vitest'
import {
  type AsrServer,
  createRussianHearing,
  findMissingSpeechPackages,
  type Hear,
  hearEnglish,
  speak,
  startAsrServer,
} from '../testing/asr-server/index.ts'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { SimulatedUser } from '../testing/telegram/index.ts'

const missing = findMissingSpeechPackages()
// Speaking and listening take a few seconds each, on a busy machine many.
const patienceMs = 60_000
const timeoutMs = startTimeoutMs + 5 * patienceMs

describe.skipIf(missing.length > 0)(`a client who speaks (needs ${missing.join(', ') || 'nothing more'})`, () => {
  let shop: PlatformHarness
  let ears: AsrServer

  afterEach(async () => {
    await shop.close()
    await ears.stop()
  })

  it(
    'in English is heard, read back where it matters, and booked',
    async () => {
      const client = await open(hearEnglish, 'en')
      await sayAloud(client, 'Our budget is five thousand dollars', 'en')
      const readBack = await shop.until(() => find(client, /5[\s,.]?000/), patienceMs)
      expect(readBack.buttons.map(({ text }) => text)).toEqual(['Yes', 'Correct it'])
      press(client, readBack, 'Yes')
      await expect.poll(() => readSlot('budget'), { timeout: patienceMs }).toMatchObject({ confidence: 1 })
      expect(await readSlot('budget')).toMatchObject({ value: expect.stringMatching(/5000.*USD|USD.*5000/) })

      await sayAloud(client, 'Can we meet next wednesday at three p m', 'en')
      press(client, await shop.until(() => find(client, /15:00|3:00/, 'Yes'), patienceMs), 'Yes')
      await expect
        .poll(readMeetings, { timeout: patienceMs })
        .toEqual([{ status: 'scheduled', day: 'Wed', hour: '15' }])
    },
    timeoutMs,
  )

  it(
    'in Russian is heard, read back where it matters, and booked',
    async () => {
      const wish = 'Запишите меня на следующую среду в пятнадцать часов'
      const sum = 'Мой бюджет пятьсот тысяч рублей'
      const others = ['Сколько стоит доставка', 'Перезвоните мне завтра утром']
      const client = await open(await createRussianHearing([wish, sum, ...others]), 'ru')
      await sayAloud(client, sum, 'ru')
      const readBack = await shop.until(() => find(client, /500[\s,.]?000/), patienceMs)
      expect(readBack.buttons.map(({ text }) => text)).toEqual(['Да', 'Исправить'])
      press(client, readBack, 'Да')
      await expect.poll(() => readSlot('budget'), { timeout: patienceMs }).toMatchObject({ confidence: 1 })
      expect(await readSlot('budget')).toMatchObject({ value: expect.stringMatching(/500000.*RUB|RUB.*500000/) })

      await sayAloud(client, wish, 'ru')
      press(client, await shop.until(() => find(client, /15:00/, 'Да'), patienceMs), 'Да')
      await expect
        .poll(readMeetings, { timeout: patienceMs })
        .toEqual([{ status: 'scheduled', day: 'Wed', hour: '15' }])
      const messages = await shop.database.db
        .selectFrom('messages')
        .select('content')
        .where('kind', '=', 'voice')
        .orderBy('id')
        .execute()
      expect(messages).toEqual([{ content: sum.toLowerCase() }, { content: wish.toLowerCase() }])
    },
    timeoutMs,
  )

  async function open(hear: Hear, languageCode: string): Promise<SimulatedUser> {
    ears = await startAsrServer({ hear })
    shop = await openPlatformHarness({ env: { ASR_SERVER_BASE_URL: ears.url } })
    await shop.start()
    return shop.newClient(languageCode)
  }

  async function sayAloud(client: SimulatedUser, text: string, language: 'en' | 'ru'): Promise<void> {
    client.sendVoice(shop.bot, { bytes: await speak(text, language), durationSeconds: 4 })
  }

  interface Found {
    readonly message: Parameters<SimulatedUser['click']>[0]
    readonly buttons: readonly { readonly text: string; readonly data: string }[]
  }

  /** The newest message of the bot with these words in it, and with this button under it. */
  function find(client: SimulatedUser, words: RegExp, label?: string): Found | null {
    for (const message of shop.telegram.transcript(shop.bot, client).toReversed()) {
      const rows = message.message.reply_markup?.inline_keyboard ?? []
      const buttons = rows
        .flat()
        .flatMap(({ text, ...rest }) => ('callback_data' in rest ? [{ text, data: rest.callback_data ?? '' }] : []))
      const isIt = words.test(message.text) && buttons.length > 0
      if (isIt && (label === undefined || buttons.some(({ text }) => text === label))) return { message, buttons }
    }
    return null
  }

  function press(client: SimulatedUser, { message, buttons }: Found, label: string): void {
    const button = buttons.find(({ text }) => text === label)
    if (button === undefined) throw new TypeError(`no button ${label}`)
    client.click(message, button.data)
  }

  async function readSlot(name: string): Promise<{ readonly value: string; readonly confidence: number } | undefined> {
    const { db } = shop.database
    return db
      .selectFrom('lead_slots')
      .select(['slot_value as value', 'confidence'])
      .where('slot_name', '=', name)
      .executeTakeFirst()
  }

  async function readMeetings() {
    const meetings = await shop.database.db.selectFrom('meetings').select(['status', 'scheduled_at']).execute()
    return meetings.map(({ status, scheduled_at }) => ({
      status,
      day: inMoscow(scheduled_at, { weekday: 'short' }),
      hour: inMoscow(scheduled_at, { hour: '2-digit', hourCycle: 'h23' }),
    }))
  }
})

/** In the zone of the business. */
function inMoscow(instant: number, part: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...part, timeZone: 'Europe/Moscow' }).format(instant)
}
