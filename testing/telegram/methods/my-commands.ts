import type { BotCommand } from 'grammy/types'
import { findReadableChat } from '../validation/find-chat.ts'
import { type ApiCall, answer, answerTrue, defineMethod } from '../wire/api-call.ts'
import { isRecord, type Params, readJson, readText } from '../wire/params.ts'
import { badRequest } from '../wire/refusal.ts'

const maxCommands = 100
const maxDescriptionChars = 256
const scopeTypes: ReadonlySet<string> = new Set([
  'default',
  'all_private_chats',
  'all_group_chats',
  'all_chat_administrators',
  'chat',
  'chat_administrators',
  'chat_member',
])
/** These are for one chat, which must be there. */
const chatScopeTypes: ReadonlySet<string> = new Set(['chat', 'chat_administrators', 'chat_member'])

export const setMyCommands = defineMethod({
  name: 'setMyCommands',
  isMetered: false,
  run(call) {
    const key = readScopeKey(call)
    call.bot.commands.set(key, readCommands(call))
    return answerTrue
  },
})

export const getMyCommands = defineMethod({
  name: 'getMyCommands',
  isMetered: false,
  run: call => answer(call.bot.commands.get(readScopeKey(call)) ?? []),
})

export const deleteMyCommands = defineMethod({
  name: 'deleteMyCommands',
  isMetered: false,
  run(call) {
    call.bot.commands.delete(readScopeKey(call))
    return answerTrue
  },
})

function readScopeKey(call: ApiCall): string {
  const scope = readJson(call.params, 'scope', 'BotCommandScope') ?? { type: 'default' }
  if (!isRecord(scope)) throw badRequest("can't parse BotCommandScope: BotCommandScope must be an Object")
  if (!scopeTypes.has(String(scope.type))) throw badRequest("can't parse BotCommandScope: Unsupported type specified")
  if (chatScopeTypes.has(String(scope.type))) checkChat(call, scope)
  return JSON.stringify([scope.type, scope.chat_id, scope.user_id, readText(call.params, 'language_code')])
}

function checkChat(call: ApiCall, scope: Params): void {
  if (scope.chat_id === undefined) throw badRequest('can\'t parse BotCommandScope: Can\'t find field "chat_id"')
  findReadableChat({ ...call, params: scope })
}

function readCommands(call: ApiCall): readonly BotCommand[] {
  const value = readJson(call.params, 'commands', 'commands') ?? []
  if (!Array.isArray(value)) throw badRequest('expected an Array of BotCommand')
  if (value.length > maxCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  return value.map(parseCommand)
}

function parseCommand(value: unknown): BotCommand {
  if (!isRecord(value)) throw badRequest("can't parse BotCommand: expected an Object")
  for (const field of ['command', 'description']) {
    if (value[field] === undefined) throw badRequest(`can't parse BotCommand: Can't find field "${field}"`)
  }
  const command = String(value.command).replace(/^\//, '')
  const description = String(value.description).trim()
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
  if (description === '' || description.length > maxDescriptionChars)
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  return { command, description }
}
