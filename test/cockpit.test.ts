import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPlatformHarness, type PlatformHarness, startTimeoutMs } from '../testing/platform-harness.ts'
import type { SimulatedGroup, SimulatedUser, TranscriptEntry } from '../testing/telegram/index.ts'

let platform: PlatformHarness
let owner: SimulatedUser
let anna: SimulatedUser
let group: SimulatedGroup

beforeEach(async () => {
  platform = await openPlatformHarness()
  const { telegram, bot } = platform
  owner = platform.newClient('ru')
  anna = platform.newClient('ru')
  group = telegram.addGroup({ title: 'Клиенты', bots: [bot], isForum: true })
  await platform.start({
    TELEGRAM_OWNER_ID: String(owner.id),
    OWNER_FORUM_CHAT_ID: String(group.id),
    OWNER_ANSWER_MODE: 'draft',
  })
  owner.say(bot, 'Привет')
  await platform.untilSaid(owner, 1)
}, startTimeoutMs)

afterEach(() => platform.close())

it('a client’s topic in the owner’s group shows who it is and what would be answered; a tap sends it, a reply says it otherwise', async () => {
  const { bot } = platform
  anna.say(bot, 'Мне нужен сайт')
  const draft = await untilShown(/Ответ для клиента.*You said: Мне нужен сайт/s)
  const card = await untilShown(/Новый клиент: Client.*Последние слова:\n«Мне нужен сайт»/s)
  expect(draft.message.message_thread_id).toBe(card.message.message_thread_id)
  expect(platform.said(anna)).toEqual([])

  const stranger = platform.newClient('ru')
  const ignored = stranger.click(draft, dataOf(draft, 'Отправить'))
  await platform.until(() => platform.telegram.pendingUpdateIds(bot).length === 0)
  expect(platform.said(anna)).toEqual([])
  expect(ignored.answer).toBeNull()

  const click = owner.click(draft, dataOf(draft, 'Отправить'))
  expect(await platform.untilSaid(anna, 1)).toContain('You said: Мне нужен сайт')
  await platform.until(() => click.answer !== null)
  await untilShown(/You said: Мне нужен сайт.*✅ Отправлено/s)
  expect(shown().filter(({ text }) => /Новый клиент/.test(text))).toHaveLength(1)

  anna.say(bot, 'Сколько стоит?')
  const second = await untilShown(/Ответ для клиента.*You said: Сколько стоит/s)
  const threadId = second.message.message_thread_id
  owner.say(bot, 'Тысячу рублей, это Пётр', {
    chat: group,
    replyTo: second.messageId,
    ...(threadId !== undefined && { threadId }),
  })
  expect(await platform.untilSaid(anna, 2)).toBe('Тысячу рублей, это Пётр')
  expect(platform.telegram.violations(bot)).toEqual([])
})

it('a paused assistant is silent, tells the owner what came, and catches up', async () => {
  const { bot } = platform
  owner.say(bot, '/pause')
  await platform.until(() => platform.said(owner).some(text => text.includes('больше не отвечает')))
  anna.say(bot, 'Вы работаете?')
  await platform.until(() => platform.said(owner).some(text => text.includes('Вы работаете?')))
  expect(platform.said(anna)).toEqual([])
  owner.say(bot, '/resume')
  await untilShown(/Ответ для клиента.*You said: Вы работаете/s)
})

it('a topic that was deleted is done without: the next card comes to the owner’s own chat', async () => {
  const { bot } = platform
  anna.say(bot, 'Мне нужен сайт')
  const card = await untilShown(/Новый клиент/)
  group.deleteTopic(card.message.message_thread_id ?? 0)
  anna.say(bot, 'И приложение')
  const draft = await platform.until(() =>
    platform.telegram.transcript(bot, owner).findLast(({ text }) => /Ответ для клиента.*приложение/s.test(text)),
  )
  owner.click(draft, dataOf(draft, 'Отправить'))
  expect(await platform.untilSaid(anna, 1)).toContain('приложение')
})

/** What stands in the group now, oldest first. */
function shown(): readonly TranscriptEntry[] {
  return platform.telegram.transcript(platform.bot, group).filter(({ isDeleted }) => !isDeleted)
}

function untilShown(pattern: RegExp): Promise<TranscriptEntry> {
  return platform.until(() => shown().findLast(({ text }) => pattern.test(text)))
}

function dataOf({ message }: TranscriptEntry, label: string): string {
  const buttons = message.reply_markup?.inline_keyboard.flat() ?? []
  const button = buttons.find(({ text }) => text === label)
  if (button === undefined || !('callback_data' in button) || button.callback_data === undefined)
    throw new TypeError(`no button ${label} among ${buttons.map(({ text }) => text)}`)
  return button.callback_data
}
