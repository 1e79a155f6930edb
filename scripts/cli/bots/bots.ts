import { join } from 'node:path'
import { type Bot, findBot, listBots, rekeyBots } from '#capabilities/bots'
import { checkPlaybook, listPlaybooks } from '#capabilities/sales'
import { addBot, alterBot, type BotAltered, type BotDesk, removeBot } from '#flow'
import type { AccountId, Database } from '#shared/database'
import { systemClock } from '#shared/utils'
import { createBotDesk } from '../../../services/parts/bots/create-bot-desk.ts'
import { openVault } from '../../../services/parts/links/open-vault.ts'
import type { Settings } from '../../../services/settings.ts'
import type { Command, Surroundings } from '../command.ts'
import { withOwnerDatabase } from '../with-owner-database.ts'
import { describeRefusal } from './describe-refusal.ts'
import { formatBots } from './format-bots.ts'
import { type BotOrder, readOrder } from './read-order.ts'
import { readToken } from './read-token.ts'

/** The bots beside the one of TELEGRAM_BOT_TOKEN. A token never stands in the command line, where the whole machine could read it. */
export const botsCommand: Command = {
  name: 'bots',
  usage:
    'list | add [--playbook NAME] | pause BOT | resume BOT | set-playbook BOT NAME|- | set-token BOT | remove BOT | rekey',
  summary: 'List, add, pause or remove bots; the token is read from BOT_TOKEN or the standard input.',
  async run(args, surroundings) {
    const order = readOrder(args)
    if (order === null) {
      surroundings.complain(`Write: npm run cli -- bots ${botsCommand.usage}\nBOT is the id of the list, or @username.`)
      return 2
    }
    return withOwnerDatabase(surroundings, (database, settings) =>
      obey(order, openRoom(surroundings, database, settings)),
    )
  },
}

interface Room extends Surroundings {
  readonly database: Database
  readonly desk: BotDesk
}

function openRoom(surroundings: Surroundings, database: Database, settings: Settings): Room {
  const desk = createBotDesk(settings, { database, clock: systemClock, vault: openVault(settings) })
  return { ...surroundings, database, desk }
}

async function obey(order: BotOrder, room: Room): Promise<number> {
  switch (order.kind) {
    case 'list':
      room.print(formatBots(await listBots(room.database.db, room.desk.settingsBotId)))
      return 0
    case 'rekey':
      return rekey(room)
    case 'add':
      return add(order.playbook, room)
    default:
      return change(order, room)
  }
}

async function add(playbook: string | null, room: Room): Promise<number> {
  if (!isPlaybook(playbook, room)) return 1
  const token = await readToken(room)
  if (token === null) return 2
  const outcome = await addBot(room.desk, { token, playbook, actor: 'cli' })
  switch (outcome.kind) {
    case 'added':
      room.print(
        `${nameOf(outcome.bot)} is added as ${outcome.bot.accountId}. A running platform takes it up within seconds.`,
      )
      return 0
    case 'exists':
      room.complain(
        `${nameOf(outcome.bot)} is here already, as ${outcome.bot.accountId}. See: npm run cli -- bots list`,
      )
      return 1
    case 'too-many':
      room.complain('There are as many bots as there may be: remove one that is not used.')
      return 1
    default:
      room.complain(describeRefusal(outcome))
      return 1
  }
}

type Change = Extract<BotOrder, { bot: string }>

async function change(order: Change, room: Room): Promise<number> {
  const bot = await findNamed(order.bot, room)
  if (bot === null) {
    room.complain(`There is no bot ${order.bot}. See them all: npm run cli -- bots list`)
    return 1
  }
  const { accountId } = bot
  const orderly = { accountId, actor: 'cli' }
  switch (order.kind) {
    case 'pause':
      return report(await alterBot(room.desk, { ...orderly, isEnabled: false }), 'is paused', room)
    case 'resume':
      return report(await alterBot(room.desk, { ...orderly, isEnabled: true }), 'goes on', room)
    case 'set-playbook': {
      if (!isPlaybook(order.playbook, room)) return 1
      const said = `speaks by ${order.playbook ?? 'the playbook of the settings'}`
      return report(await alterBot(room.desk, { ...orderly, playbook: order.playbook }), said, room)
    }
    case 'set-token': {
      const token = await readToken(room)
      return token === null ? 2 : report(await alterBot(room.desk, { ...orderly, token }), 'has a new token', room)
    }
    case 'remove': {
      const outcome = await removeBot(room.desk, orderly)
      return report(
        outcome.kind === 'removed' ? { kind: 'altered', bot } : outcome,
        'is removed; its token is forgotten',
        room,
      )
    }
  }
}

function report(outcome: BotAltered, said: string, { print, complain }: Room): number {
  switch (outcome.kind) {
    case 'altered':
      print(`${nameOf(outcome.bot)} ${said}.`)
      return 0
    case 'missing':
      complain('It has just been removed.')
      return 1
    case 'from-settings':
      complain('This is the bot of TELEGRAM_BOT_TOKEN: change it in the settings and start again.')
      return 1
    case 'other-bot':
      complain('This token belongs to another bot. Add that one by itself: npm run cli -- bots add')
      return 1
    default:
      complain(describeRefusal(outcome))
      return 1
  }
}

async function rekey({ database, desk, print, complain }: Room): Promise<number> {
  const { resealed, unreadable } = await rekeyBots(database, desk.vault)
  print(`Tokens sealed by the new key: ${resealed}. Keep a new copy of the key.`)
  if (unreadable.length === 0) return 0
  complain(`No key opens the tokens of ${unreadable.join(', ')}: enter them again with set-token.`)
  return 1
}

function isPlaybook(name: string | null, { packageFolder, complain }: Room): boolean {
  const folder = join(packageFolder, 'playbooks')
  if (name === null || checkPlaybook(folder, name).length === 0) return true
  const known = listPlaybooks(folder).join(', ')
  complain(`The playbook ${name} cannot be used (there are ${known}). See why: npm run cli -- playbook check ${name}`)
  return false
}

async function findNamed(name: string, { database, desk }: Room): Promise<Bot | null> {
  if (/^\d+$/.test(name)) return findBot(database.db, Number(name) as AccountId, desk.settingsBotId)
  const bots = await listBots(database.db, desk.settingsBotId)
  return bots.find(({ username }) => username?.toLowerCase() === name.slice(1).toLowerCase()) ?? null
}

function nameOf({ username, botId }: Bot): string {
  return username === null ? `The bot ${botId}` : `@${username}`
}
