import { findChat } from '../people/places.ts'
import { createUser, type SimulatedUser } from '../people/user.ts'
import { addPerson } from '../state/add-person.ts'
import type { FileKind } from '../state/file-store.ts'
import type { BotAccount, World } from '../state/world.ts'
import { isRecord } from '../wire/params.ts'
import { describeEntry } from './describe-entry.ts'

export interface ActionInput {
  readonly query: URLSearchParams
  readonly body: Buffer
}

/** Returns what is sent back: a Buffer as it is, anything else as JSON. Throws with words for the person at the page. */
export type Action = (input: ActionInput) => unknown

/** What the page can do, by method and path. `bot` and `user` in the query say who. */
export function createActions(world: World): ReadonlyMap<string, Action> {
  return new Map<string, Action>([
    ['GET /_sim/state', () => describeWorld(world)],
    ['POST /_sim/users', ({ body }) => createUser(world, addPerson(world, readNewUser(body))).user],
    ['GET /_sim/chat', ({ query }) => describeChat(world, query)],
    ['POST /_sim/say', input => says(world, input)],
    ['POST /_sim/edit', input => edits(world, input)],
    ['POST /_sim/click', input => clicks(world, input)],
    ['POST /_sim/contact', ({ query }) => sharesContact(world, query)],
    ['POST /_sim/location', ({ query }) => getUser(world, query).sendLocation(getBot(world, query), redSquare)],
    ['POST /_sim/file', input => sendsFile(world, input)],
    ['GET /_sim/file', ({ query }) => getBot(world, query).files.find(query.get('id') ?? '')?.bytes],
    ['POST /_sim/block', ({ query }) => getUser(world, query).block(getBot(world, query))],
    ['POST /_sim/unblock', ({ query }) => getUser(world, query).unblock(getBot(world, query))],
  ])
}

const redSquare = { latitude: 55.7539, longitude: 37.6208 }

function describeWorld(world: World): object {
  const bots = [...world.bots.values()].map(bot => ({ id: bot.id, username: bot.username, name: bot.me.first_name }))
  const users = [...world.people.values()].map(person => person.user)
  return { bots, users }
}

function describeChat(world: World, query: URLSearchParams): object {
  const bot = getBot(world, query)
  const userId = Number(query.get('user'))
  const entries = [...(findChat(world, bot, userId)?.messages.values() ?? [])]
  return {
    messages: entries.map(describeEntry),
    isBlocked: bot.blockedBy.has(userId),
    commands: bot.commands.get(JSON.stringify(['default', undefined, undefined, ''])) ?? [],
    pendingUpdateIds: bot.queue.list().map(update => update.id),
  }
}

function says(world: World, { query, body }: ActionInput): object {
  const { text, replyTo } = readRecord(body)
  if (typeof text !== 'string' || text.trim() === '') throw new TypeError('nothing to say')
  const options = typeof replyTo === 'number' ? { replyTo } : {}
  return getUser(world, query).say(getBot(world, query), text.trim(), options)
}

function edits(world: World, { query, body }: ActionInput): object {
  const bot = getBot(world, query)
  const { messageId, text } = readRecord(body)
  const entry = findChat(world, bot, Number(query.get('user')))?.messages.get(Number(messageId))
  if (entry?.author !== 'person' || typeof text !== 'string') throw new TypeError('no message of yours to edit')
  return getUser(world, query).edit({ bot, message: entry.message, updateId: null }, text)
}

function clicks(world: World, { query, body }: ActionInput): object {
  const bot = getBot(world, query)
  const { messageId, data } = readRecord(body)
  const entry = findChat(world, bot, Number(query.get('user')))?.messages.get(Number(messageId))
  if (entry === undefined) throw new TypeError('no such message')
  return getUser(world, query).click({ bot, message: entry.message }, String(data))
}

function sharesContact(world: World, query: URLSearchParams): object {
  const { id, user, sendContact } = getUser(world, query)
  const contact = { phone_number: `+7999${String(id).padStart(7, '0')}`, first_name: user.first_name, user_id: id }
  return sendContact(getBot(world, query), contact)
}

function sendsFile(world: World, { query, body }: ActionInput): object {
  const user = getUser(world, query)
  const bot = getBot(world, query)
  const options = { bytes: body, name: query.get('name') ?? undefined, caption: query.get('caption') ?? undefined }
  switch (query.get('kind') as FileKind) {
    case 'voice':
      return user.sendVoice(bot, { ...options, durationSeconds: Number(query.get('seconds') ?? 0) })
    case 'photo':
      return user.sendPhoto(bot, options)
    case 'audio':
      return user.sendAudio(bot, options)
    default:
      return user.sendDocument(bot, options)
  }
}

function getBot(world: World, query: URLSearchParams): BotAccount {
  const id = Number(query.get('bot'))
  for (const bot of world.bots.values()) if (bot.id === id) return bot
  throw new TypeError('no such bot')
}

function getUser(world: World, query: URLSearchParams): SimulatedUser {
  const person = world.people.get(Number(query.get('user')))
  if (person === undefined) throw new TypeError('no such user')
  return createUser(world, person)
}

function readNewUser(body: Buffer) {
  const { firstName, username, languageCode } = readRecord(body)
  if (typeof firstName !== 'string' || firstName.trim() === '') throw new TypeError('a person needs a name')
  return {
    firstName: firstName.trim(),
    username: typeof username === 'string' && username !== '' ? username : undefined,
    languageCode: typeof languageCode === 'string' ? languageCode : undefined,
  }
}

function readRecord(body: Buffer): Readonly<Record<string, unknown>> {
  const value: unknown = body.length === 0 ? {} : JSON.parse(body.toString())
  if (!isRecord(value)) throw new TypeError('a JSON object is expected')
  return value
}
