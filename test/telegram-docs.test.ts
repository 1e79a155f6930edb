import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { allowedUpdates, parseTelegramUpdate } from '#capabilities/channels'
import { contentMessages } from './fixtures/telegram/content-messages.ts'
import { bot } from './fixtures/telegram/people.ts'
import { serviceMessages } from './fixtures/telegram/service-messages.ts'
import { updatesByKind } from './fixtures/telegram/updates.ts'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/telegram.md'), 'utf8')
const me = { ...bot, seal: { open: (_chat: unknown, data: string) => data } }
const open = { handlePrivateChats: true, handleGroups: true, handleChannels: true, receivedAt: 0 }

it('states what becomes of every kind of update, as it does', () => {
  const becomes = Object.entries(updatesByKind).map(([kind, update]) => [
    kind,
    parseTelegramUpdate(update, me, open).inbound.kind,
  ])
  expect(rowsUnder('Updates').map(([kind, is]) => [kind, is])).toEqual(becomes)
})

it('says that exactly those updates are asked for that are not ignored', () => {
  const treated = rowsUnder('Updates').flatMap(([kind, is]) => (is === 'ignored' ? [] : [kind]))
  expect(treated.sort()).toEqual([...allowedUpdates].sort())
})

it('states which kinds of message are answered, as they are', () => {
  const answered = Object.entries(contentMessages).map(([kind, message]) => [kind, isAnswered(message)])
  expect(rowsUnder('Messages').map(([kind, is]) => [kind, is === 'yes'])).toEqual(answered)
})

it('names every service message', () => {
  expect(namesIn(sectionOf('Service messages')).sort()).toEqual(Object.keys(serviceMessages).sort())
})

it('names every method that is called, and no other', () => {
  const sources = ['capabilities', 'flow', 'services'].flatMap(listSources).map(path => readFileSync(path, 'utf8'))
  const called = new Set(
    sources.flatMap(text => [...text.matchAll(/client\.raw\.(\w+)\(/g)].map(([, method = '']) => method)),
  )
  expect(rowsUnder('Methods').map(([method]) => method)).toEqual([...called].sort())
})

it('names only methods and fields that the Bot API has', () => {
  const types = readFileSync(join(root, 'node_modules/@grammyjs/types/methods.d.ts'), 'utf8')
  const unknown = rowsUnder('Methods').flatMap(([method = '', fields = '']) => {
    const known = fieldsOf(types, method)
    return known === null ? [method] : namesIn(fields).filter(field => !known.includes(field))
  })
  expect(unknown).toEqual([])
})

function isAnswered(message: object): boolean {
  const { inbound } = parseTelegramUpdate({ update_id: 1, message }, me, open)
  return inbound.kind === 'message' && inbound.wantsAnswer
}

/** The text below a heading, up to the next one of any level. */
function sectionOf(heading: string): string {
  const [, section = ''] = new RegExp(`^#+ ${heading}$([\\s\\S]*?)(?=^#|$(?![\\s\\S]))`, 'm').exec(page) ?? []
  if (section === '') throw new TypeError(`docs/telegram.md has no section ${heading}`)
  return section
}

/** The cells of its table, the first of them without its marks. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  return [...sectionOf(heading).matchAll(/^\| `(\w+)` \|(.*)\|$/gm)].map(([, name = '', rest = '']) => [
    name,
    ...rest.split('|').map(cell => cell.trim()),
  ])
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)
}

function listSources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map(name => join(root, folder, name))
}

/** The names of a method's arguments, as the types of the Bot API declare them; null for a method that they do not. */
function fieldsOf(types: string, method: string): readonly string[] | null {
  const [, args] = new RegExp(`^    ${method}\\((?:args\\??: \\{([\\s\\S]*?)^    \\})?\\)`, 'm').exec(types) ?? [null]
  if (args === null) return null
  return [...(args ?? '').matchAll(/^ {8}(\w+)\??:/gm)].map(([, name = '']) => name)
}
