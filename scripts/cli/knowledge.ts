import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  defaultKnowledgeFolder,
  type KnowledgeBase,
  listOpenQuestions,
  listQuestions,
  type Question,
} from '#capabilities/knowledge'
import { listPlaybooks } from '#capabilities/sales'
import { answerOpenQuestion } from '#flow'
import { formatFaults, readEnvironment } from '#shared/config'
import { type Database, findHeldLocks } from '#shared/database'
import { silentLogger, systemClock } from '#shared/utils'
import { type BotPlaybooks, openBotPlaybooks } from '../../services/parts/bots/bot-playbooks.ts'
import { createRender } from '../../services/parts/create-render.ts'
import { createEmbed } from '../../services/parts/knowledge/create-embed.ts'
import { createKnowledgeBase } from '../../services/parts/knowledge/create-knowledge-base.ts'
import { openDatabase, toTarget } from '../../services/parts/links/open-database.ts'
import { readSettings, type Settings } from '../../services/settings.ts'
import type { Command, Surroundings } from './command.ts'
import { formatPassages, formatQuestions, formatStatus, formatTelling } from './knowledge-words.ts'

/** What the assistant knows, what it could not answer, and the owner's answer to that. */
export const knowledgeCommand: Command = {
  name: 'knowledge',
  usage: 'status | questions [--all] | answer <id> <text> | search [--playbook NAME] <words>',
  summary: 'Show what the assistant knows and what it was asked in vain, and answer that.',
  async run(args, surroundings) {
    const order = readOrder(args)
    if (order === null) {
      surroundings.complain(`Write: npm run cli -- knowledge ${knowledgeCommand.usage}`)
      return 2
    }
    const outcome = readSettings({ directory: process.cwd(), env: readEnvironment() })
    if (outcome.kind === 'invalid') {
      surroundings.complain(formatFaults(outcome.faults))
      return 2
    }
    const database = await openDatabase(outcome.values.database, systemClock, silentLogger)
    try {
      return await obey(order, { ...surroundings, settings: outcome.values, database })
    } finally {
      await database.close()
    }
  },
}

type Order =
  | { readonly kind: 'status' }
  | { readonly kind: 'questions'; readonly withSettled: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly text: string }
  /** Null: as a bot searches that speaks by the playbook of the settings. */
  | { readonly kind: 'search'; readonly words: string; readonly playbook: string | null }

interface Room extends Surroundings {
  readonly settings: Settings
  readonly database: Database
}

const questionsPerPage = 50

function readOrder(args: readonly string[]): Order | null {
  const [verb, ...rest] = args
  const [id = '', ...words] = rest
  const text = words.join(' ').trim()
  switch (verb) {
    case 'status':
      return rest.length === 0 ? { kind: 'status' } : null
    case 'questions':
      return readQuestionsOrder(rest)
    case 'answer':
      return /^\d{1,15}$/.test(id) && text !== '' ? { kind: 'answer', id: Number(id), text } : null
    case 'search':
      return readSearchOrder(rest)
    default:
      return null
  }
}

function readQuestionsOrder(args: readonly string[]): Order | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { all: { type: 'boolean', default: false } } })
    return { kind: 'questions', withSettled: values.all }
  } catch {
    // An option that does not exist: the usage says which do.
    return null
  }
}

function readSearchOrder(args: readonly string[]): Order | null {
  const [option, playbook, ...rest] = args
  const words = (option === '--playbook' ? rest : args).join(' ').trim()
  if (words === '') return null
  return { kind: 'search', words, playbook: option === '--playbook' ? (playbook ?? null) : null }
}

function obey(order: Order, room: Room): Promise<number> {
  switch (order.kind) {
    case 'status':
      return showStatus(room)
    case 'questions':
      return showQuestions(order.withSettled, room)
    case 'answer':
      return answer(order, room)
    case 'search':
      return search(order, room)
  }
}

async function showStatus(room: Room): Promise<number> {
  const knowledge = await openKnowledge(room)
  if (knowledge === null) return 1
  const status = await knowledge.status()
  room.print(formatStatus(status, room.settings.ai_server.timezone))
  return status.failed.length === 0 ? 0 : 1
}

async function showQuestions(withSettled: boolean, { database, settings, print }: Room): Promise<number> {
  const questions: Question[] = []
  let cursor: string | null = null
  do {
    const page = await (withSettled ? listQuestions : listOpenQuestions)(database.db, {
      limit: questionsPerPage,
      cursor,
    })
    questions.push(...page.items.map(item => ({ state: 'open' as const, ...item })))
    cursor = page.nextCursor
  } while (cursor !== null)
  print(formatQuestions(questions, settings.ai_server.timezone))
  return 0
}

async function answer(order: Extract<Order, { kind: 'answer' }>, room: Room): Promise<number> {
  const { database, settings, print, complain } = room
  const folder = folderOf(settings)
  const playbooks = await openPlaybooks(room)
  const outcome = await answerOpenQuestion(
    {
      database,
      clock: systemClock,
      render: createRender(settings.telegram),
      playbook: playbooks.of,
      defaultLanguage: settings.business.language,
    },
    {
      questionId: order.id,
      text: order.text,
      documents: { folder, hasOthers: playbooks.listUsed().length > 1 },
    },
  ).finally(playbooks.close)
  if (outcome.kind === 'not-open') {
    complain(`There is no open question ${order.id}. Open ones: npm run cli -- knowledge questions`)
    return 1
  }
  print(`Written to ${join(folder, outcome.path)}, and question ${order.id} is closed.`)
  print('The assistant answers with it from now on; correct it in that file at any time.')
  print(formatTelling(outcome.also))
  return 0
}

async function search({ words, playbook }: Extract<Order, { kind: 'search' }>, room: Room): Promise<number> {
  const knowledge = await openKnowledge(room)
  if (knowledge === null) return 1
  const { business, rag } = room.settings
  room.print(formatPassages(await knowledge.search(words, rag.max_results, playbook ?? business.playbook)))
  return 0
}

/** Null, with the reason said, when the settings turn it off. */
async function openKnowledge(room: Room): Promise<KnowledgeBase | null> {
  const { settings, database, packageFolder, complain } = room
  const playbooks = await openPlaybooks(room)
  await playbooks.close()
  const knowledge = createKnowledgeBase(settings, {
    database,
    clock: systemClock,
    logger: silentLogger,
    embed: createEmbed(settings, silentLogger, null),
    playbooks: { all: listPlaybooks(join(packageFolder, 'playbooks')), listUsed: playbooks.listUsed },
  })
  if (knowledge === null) {
    complain('The knowledge base is turned off: set rag.enabled to true.')
    return null
  }
  // While the platform runs, its worker looks through the folder every few seconds; two at once would do the work twice.
  const workers = await findHeldLocks(toTarget(settings.database), ['worker'])
  if (workers.length === 0) await knowledge.refresh(new AbortController().signal)
  return knowledge
}

function openPlaybooks({ settings, database, packageFolder }: Room): Promise<BotPlaybooks> {
  return openBotPlaybooks({
    database,
    clock: systemClock,
    logger: silentLogger,
    folder: join(packageFolder, 'playbooks'),
    name: settings.business.playbook,
    onFault: () => {},
  })
}

function folderOf({ rag }: Settings): string {
  return rag.knowledge_base_path ?? defaultKnowledgeFolder
}
