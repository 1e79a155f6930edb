import type { ChatAddress } from '#capabilities/channels'
import { type ContactFacts, openConversations, saveContacts } from '#capabilities/conversations'
import type { AccountId, ConversationId, Database } from '#shared/database'
import type { EmulatedBot, TelegramEmulator } from '../telegram/index.ts'
import type { SimulatedUser } from '../telegram/people/user.ts'

/** A chat of the storm. */
export interface StormChat {
  readonly conversationId: ConversationId
  readonly address: ChatAddress
  /** Who presses the buttons. */
  readonly person: SimulatedUser
  /** It always has something to say: one chat and one group, to see how much they may. */
  readonly isTireless: boolean
  /** Parts queued so far. */
  queued: number
  /** Numbers of the parts that arrived, in order, with their instants. */
  readonly arrived: { readonly number: number; readonly atMs: number }[]
}

export interface StormCrowd {
  readonly database: Database
  readonly accountId: AccountId
  readonly emulator: TelegramEmulator
  readonly bot: EmulatedBot
  readonly nowMs: number
}

/** Parts of replies that wait in one chat at most: who has so many says no more for now. */
export const mostWaiting = 5

const groupEvery = 10

/** People who have written to the bot, every tenth of them in a group. */
export async function gatherChats(crowd: StormCrowd, count: number): Promise<readonly StormChat[]> {
  const chats: StormChat[] = []
  for (let index = 0; index < count; index++) chats.push(await gatherChat(crowd, index))
  return chats
}

async function gatherChat(crowd: StormCrowd, index: number): Promise<StormChat> {
  const { database, accountId, emulator, bot, nowMs } = crowd
  const person = emulator.addUser({ firstName: `Client ${index}` })
  person.say(bot, 'hello')
  const isGroup = index % groupEvery === groupEvery - 1
  const chatId = isGroup ? emulator.addGroup({ title: `Team ${index}`, bots: [bot] }).id : person.id
  const address: ChatAddress = {
    businessConnectionId: '',
    chatId: `${chatId}`,
    topicId: '',
    chatType: isGroup ? 'group' : 'private',
  }
  const facts: ContactFacts = { ...nobody, userId: person.id }
  const conversationId = await database.transaction(async tx => {
    const contact = (await saveContacts(tx, 'telegram', [facts], nowMs)).get(person.id)
    if (contact === undefined) throw new TypeError(`client ${index} was not saved`)
    const wanted = { ...address, contactId: contact.id, userId: contact.userId, username: null }
    const [opened] = (await openConversations(tx, accountId, [wanted], nowMs)).values()
    if (opened === undefined) throw new TypeError(`chat ${index} was not opened`)
    return opened.id
  })
  return {
    conversationId,
    address,
    person,
    isTireless: index === 0 || index === groupEvery - 1,
    queued: 0,
    arrived: [],
  }
}

const nobody = { displayName: null, username: null, appLanguage: null, source: null }
