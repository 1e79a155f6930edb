import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTelegramClient, type InboundUpdate } from '#capabilities/channels'
import type { AccountId } from '#shared/database'
import { Secret, silentLogger, systemClock } from '#shared/utils'
import {
  type CallRecord,
  type EmulatedBot,
  type SimulatedUser,
  startTelegramEmulator,
  type TelegramEmulator,
} from '../../testing/telegram/index.ts'
import { withCrewMenus } from './with-crew-menus.ts'

const token = '42:a-secret-token'
const receiver = { accountId: 1 as AccountId, channel: 'telegram' } as const
let emulator: TelegramEmulator
let bot: EmulatedBot
let owner: SimulatedUser
let operator: SimulatedUser
let stored: InboundUpdate[]

beforeEach(async () => {
  emulator = await startTelegramEmulator()
  bot = emulator.addBot({ token, username: 'sales_bot' })
  owner = emulator.addUser({ firstName: 'Olga' })
  operator = emulator.addUser({ firstName: 'Oleg' })
  stored = []
  operator.say(bot, '/start')
})

afterEach(() => emulator.close())

it('a menu that nobody can have yet holds nothing up, and comes when its person starts the bot', async () => {
  const { ingest, follow, everybody, untilMissing } = watch()
  follow(everybody)
  await untilMissing
  await emulator.waitFor(() => menusOf(operator).length === 2)
  owner.say(bot, '/start')
  await ingest(receiver, [message(owner), message(operator)])
  expect(stored).toHaveLength(2)
  await emulator.waitFor(() => menusOf(owner).length === 3)
  await ingest(receiver, [message(owner)])
  expect(menusOf(owner)).toHaveLength(3)
  expect(menusOf(operator)).toHaveLength(2)
})

it('a word of theirs in another chat is no reason to try again', async () => {
  const { ingest, follow, everybody, untilMissing } = watch()
  follow(everybody)
  await untilMissing
  const inTheirAccount = message(owner, { businessConnectionId: 'c1' })
  const inGroup = message(owner, { chatId: '-100', chatType: 'group' })
  await ingest(receiver, [inTheirAccount, inGroup, message(emulator.addUser({ firstName: 'Anna' }))])
  owner.say(bot, '/start')
  await ingest(receiver, [message(owner)])
  await emulator.waitFor(() => menusOf(owner).some(({ params }) => params.language_code === 'ru'))
  expect(menusOf(owner)).toHaveLength(3)
})

it('comes to whom is let in later, and goes with whom is let go, who has the menu of clients again', async () => {
  const { follow, everybody } = watch()
  follow(everybody.filter(({ userId }) => userId !== operator.id))
  expect(menusOf(operator)).toEqual([])
  follow(everybody)
  follow(everybody)
  await emulator.waitFor(() => menusOf(operator).length === 2)
  expect(JSON.stringify(menusOf(operator).at(-1)?.params.commands)).toContain('leads')
  follow([])
  await emulator.waitFor(() => menusOf(operator).length === 4)
  expect(JSON.stringify(menusOf(operator).at(-1)?.params.commands)).not.toContain('leads')
})

function watch() {
  const client = createTelegramClient({ token: new Secret(token), apiRoot: emulator.url, clock: systemClock })
  const crew = [
    { userId: owner.id, maySetUp: true },
    { userId: operator.id, maySetUp: false },
  ]
  const ingest = async (_receiver: unknown, updates: readonly InboundUpdate[]) => void stored.push(...updates)
  let tellMissing = (): void => {}
  const untilMissing = new Promise<void>(resolve => {
    tellMissing = resolve
  })
  const logger = { ...silentLogger, info: tellMissing }
  return { ...withCrewMenus({ ingest, client, logger }), everybody: crew, untilMissing }
}

/** The calls that were to set somebody's menu: two for a menu that was taken, in either language, one where the first was refused. */
function menusOf({ id }: SimulatedUser): readonly CallRecord[] {
  return emulator
    .calls(bot, { method: 'setMyCommands' })
    .filter(({ params }) => JSON.stringify(params.scope).includes(`${id}`))
}

function message({ id }: SimulatedUser, place: object = {}): InboundUpdate {
  const chat = { chatId: String(id), chatType: 'private', businessConnectionId: '', topicId: '', ...place } as const
  const from = { userId: id, displayName: 'Olga', username: null, appLanguage: null }
  const words = { messageId: '1', sentAt: 0, messageKind: 'command', text: '/start', command: null, wantsAnswer: true }
  const inbound = { kind: 'message', chat, from, ...words, metadata: null } as const
  return { updateId: 1, updateKind: 'message', raw: '', inbound }
}
