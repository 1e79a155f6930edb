import type { KnowledgeStatus, Passage, Question } from '#capabilities/knowledge'
import type { Telling } from '#flow'

/** What is indexed, and each document that could not be read with its cure. */
export function formatStatus(status: KnowledgeStatus, timeZone: string): string {
  const { folder, documents, passages, failed, changedAt } = status
  const change = changedAt === null ? 'nothing read yet' : `last change ${formatInstant(changedAt, timeZone)}`
  const faults = failed.flatMap(({ path, error }) => [`  ✗  ${path}`, `       → ${error}`])
  return [`  ${folder}: ${documents} documents, ${passages} passages, ${change}`, ...faults].join('\n')
}

export function formatQuestions(questions: readonly Question[], timeZone: string): string {
  if (questions.length === 0) return '  No questions.'
  return questions
    .flatMap(({ id, state, askedAt, conversationId, question }) => [
      `  ${id}  ${formatInstant(askedAt, timeZone)}  ${state}, conversation ${conversationId}`,
      `       ${printable(question)}`,
    ])
    .join('\n')
}

/** As the assistant gets them: it answers with strong ones, shows a near one beside its "I will check", and leaves weak ones out. */
export function formatPassages(passages: readonly Passage[]): string {
  if (passages.length === 0) return '  Nothing found: the assistant would ask you.'
  return passages
    .flatMap(({ score, match, source, text }) => [
      `  ${score.toFixed(2)}  ${match}  ${source}`,
      ...text.split('\n').map(line => `       ${printable(line)}`),
    ])
    .join('\n')
}

/** Whether the client who asked hears the answer. */
export function formatTelling(telling: Telling): string {
  const where = `conversation ${telling.conversationId}`
  return telling.kind === 'told'
    ? `It is sent to the client who asked, in ${where}.`
    : `It is not sent to the client who asked, in ${where}: ${reasons[telling.because]}.`
}

const reasons = {
  'asked.too_long_ago': 'that was more than a week ago',
  'client.unreachable': 'they do not want to be written to, or have blocked the bot',
  'conversation.gone': 'it is no longer there',
  'human.has_the_chat': 'a human has the chat and answers there',
} as const

function formatInstant(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(atMs)
}

/** A stranger's words must not move the cursor or recolour the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ')
}
