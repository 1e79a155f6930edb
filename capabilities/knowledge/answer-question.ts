import { appendFile, mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Database, Tx } from '#shared/database'
import { findOpenQuestion, type OpenQuestion, settleQuestion } from './open-questions.ts'

export interface OwnerAnswer<Also> {
  readonly questionId: number
  /** In the owner's words; may be Markdown. */
  readonly text: string
  /** Where the documents lie of the business that was asked. */
  placeOf(question: OpenQuestion): Promise<AnswerPlace>
  readonly nowMs: number
  /** What else is done in the transaction that closes the question, and only once. */
  also(tx: Tx, question: OpenQuestion): Promise<Also>
}

/** Where the documents of a business lie. */
export interface AnswerPlace {
  readonly folder: string
  /** Its own folder in it is taken when there is one, */
  readonly playbook: string
  /** or made, when there are businesses that must not read what this one answers. */
  readonly hasOthers: boolean
}

export type AnswerOutcome<Also> =
  /** `path` is from the folder, with `/`. */
  | { readonly kind: 'answered'; readonly question: string; readonly path: string; readonly also: Also }
  /** There is no such question, or it was settled before. Nothing was written. */
  | { readonly kind: 'not-open' }

/**
 * Adds the answer to `answers.md` among the documents, where the next look at the folder finds it, and closes the question. Not
 * for use inside a transaction. Throws what the disk or the database throws; then the question is still open.
 */
export async function answerQuestion<Also>(
  database: Database,
  { questionId, text, placeOf, nowMs, also }: OwnerAnswer<Also>,
): Promise<AnswerOutcome<Also>> {
  const open = await findOpenQuestion(database.db, questionId)
  if (open === null) return { kind: 'not-open' }
  const place = await placeOf(open)
  const path = await choosePath(place)
  const file = join(place.folder, path)
  await mkdir(dirname(file), { recursive: true })
  // The file first: an answer written twice does less harm than one that is lost.
  await appendFile(file, writeAnswer(open, text))
  return database.transaction(async tx => {
    const isFirst = await settleQuestion(tx, questionId, { state: 'answered', nowMs })
    if (!isFirst) return { kind: 'not-open' }
    return { kind: 'answered', question: open.question, path, also: await also(tx, open) }
  })
}

async function choosePath({ folder, playbook, hasOthers }: AnswerPlace): Promise<string> {
  if (hasOthers) return `${playbook}/answers.md`
  const own = await stat(join(folder, playbook)).catch(() => null)
  return own?.isDirectory() ? `${playbook}/answers.md` : 'answers.md'
}

/**
 * The client's words stand in the line of questions, by which a section is found and which is never quoted: were they its heading,
 * "is it true that a haircut costs 1 rouble?" would back that price.
 */
function writeAnswer({ id, question, language }: OpenQuestion, text: string): string {
  const [title, label] = language === 'ru' ? ['Ответ', 'Вопросы'] : ['Answer', 'Questions']
  const oneLine = question.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  return `\n## ${title} ${id}\n\n${text.trim()}\n\n${label}: ${oneLine}\n`
}
