import type { ContextMessage, TurnContext } from '#capabilities/conversations'
import type { ModelMessage } from '#capabilities/llm'

export interface PromptFacts {
  readonly persona: string
  readonly nowMs: number
  /** IANA name; the date in the prompt is the business's date. */
  readonly timeZone: string
  readonly language: string
}

/**
 * The whole prompt of a turn: date, persona, who the client is, in which language to answer; then the dialogue. What clients
 * write stands only in messages of their own role: it is data, never instruction.
 */
export function buildPrompt(context: TurnContext, facts: PromptFacts): readonly ModelMessage[] {
  const system = [
    // The persona first: what never changes can be kept in the server's prefix cache, which one changed minute would spoil.
    facts.persona,
    `Now: ${formatNow(facts.nowMs, facts.timeZone)} (${facts.timeZone}).`,
    describeClient(context),
    `Answer in ${nameLanguage(facts.language)}.`,
  ]
  return [
    { role: 'system', content: system.filter(part => part !== '').join('\n\n') },
    ...mergeNeighbours([...context.history, ...context.unanswered]),
  ]
}

// One formatter a zone: making one costs 50 µs, using it 2 µs.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatNow(nowMs: number, timeZone: string): string {
  const known = formatters.get(timeZone)
  const formatter =
    known ?? new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' })
  if (known === undefined) formatters.set(timeZone, formatter)
  return formatter.format(nowMs)
}

function describeClient(context: TurnContext): string {
  const name =
    context.displayName === null
      ? ''
      : `The client's profile name (chosen by the client): ${JSON.stringify(context.displayName)}. `
  return `${name}${context.isFirstTurn ? 'This is your first answer to them: introduce yourself in a few words.' : 'You have met: do not introduce yourself again.'}`
}

const languageNames: Readonly<Record<string, string>> = {
  ru: 'Russian',
  en: 'English',
  zh: 'Simplified Chinese',
  th: 'Thai',
}

function nameLanguage(language: string): string {
  return languageNames[language] ?? 'the language of the client'
}

/** Chat templates want user and assistant to alternate, so neighbours of one role become one message. */
function mergeNeighbours(messages: readonly ContextMessage[]): readonly ModelMessage[] {
  const merged: { role: ModelMessage['role']; content: string }[] = []
  for (const message of messages) {
    const role = message.role === 'user' ? 'user' : 'assistant'
    const last = merged.at(-1)
    if (last?.role === role) last.content += `\n${message.content}`
    else merged.push({ role, content: message.content })
  }
  return merged
}
