import type { ContextMessage, TurnContext } from '#capabilities/conversations'
import type { ChatModel, ModelOutcome } from '#capabilities/llm'
import type { Playbook } from '#capabilities/sales'
import type { Clock } from '#shared/utils'
import { buildPrompt } from './build-prompt.ts'
import { answerCommand, type CommandAnswer, inLanguage } from './commands.ts'
import type { Action, Decision } from './decision.ts'
import { detectLanguage } from './detect-language.ts'
import type { OwnerStatus } from './owner-status.ts'

export interface AgentDeps {
  readonly model: ChatModel
  readonly playbook: Playbook
  readonly readStatus: () => Promise<OwnerStatus>
  readonly clock: Clock
  readonly settings: {
    readonly timeZone: string
    readonly temperature: number
    readonly maxTokens: number
    /** Replaces the playbook's persona (`ai_server.system_prompt`). */
    readonly persona: string | null
    readonly ownerId: number | null
    /** The language of a client of whom nothing else is known. */
    readonly defaultLanguage: string
  }
}

/** Reads the turn's context and thinks; at most one model call. Cancelled when `signal` aborts. */
export type Agent = (context: TurnContext, signal: AbortSignal) => Promise<Decision>

export function createAgent(deps: AgentDeps): Agent {
  return async (context, signal) => {
    const language = chooseLanguage(context, deps.settings.defaultLanguage)
    const commands = await answerCommands(context, language)
    const questions = context.unanswered.filter(message => !commands.handled.has(message))
    const isSilenced = context.isOptedOut && !commands.answers.some(isOptIn)
    if (questions.length === 0 || isSilenced) return answerOnlyCommands(commands.answers, language, isSilenced)
    const outcome = await askModel({ ...context, unanswered: questions }, language, signal)
    return toDecision(outcome, commands.answers, language)
  }

  async function answerCommands(context: TurnContext, language: string) {
    const answers: CommandAnswer[] = []
    const handled = new Set<ContextMessage>()
    const isOwner = context.userId === deps.settings.ownerId && context.chatType === 'private'
    for (const message of context.unanswered.filter(({ kind }) => kind === 'command')) {
      const answer = await answerCommand(message, {
        turn: context,
        language,
        lines: deps.playbook.lines,
        isOwner,
        readStatus: deps.readStatus,
      })
      if (answer === null) continue
      answers.push(answer)
      handled.add(message)
    }
    return { answers, handled }
  }

  function askModel(context: TurnContext, language: string, signal: AbortSignal): Promise<ModelOutcome> {
    const { timeZone, temperature, maxTokens } = deps.settings
    const persona = deps.settings.persona ?? deps.playbook.persona
    const messages = buildPrompt(context, { persona, nowMs: deps.clock.now(), timeZone, language })
    return deps.model.answer(
      { messages, temperature, maxTokens, hints: { language, isFirstAnswer: context.isFirstTurn } },
      signal,
    )
  }

  function toDecision(outcome: ModelOutcome, commands: readonly CommandAnswer[], language: string): Decision {
    const texts = commands.map(answer => answer.text)
    const actions = commands.flatMap(answer => answer.actions)
    if (outcome.kind === 'cancelled') return { kind: 'cancelled' }
    if (outcome.kind === 'unavailable') {
      const apology = inLanguage(deps.playbook.lines.noted, language)
      return {
        kind: 'reply',
        texts: [...texts, apology],
        actions,
        language,
        reason: `model.${outcome.code}`,
        model: null,
      }
    }
    const model = { name: outcome.model, usage: outcome.usage, firstTokenMs: outcome.firstTokenMs }
    return { kind: 'reply', texts: [...texts, outcome.text], actions, language, reason: 'model', model }
  }
}

function chooseLanguage(context: TurnContext, defaultLanguage: string): string {
  const text = context.unanswered.map(message => (message.kind === 'command' ? '' : message.content)).join('\n')
  const fromApp = context.appLanguage?.slice(0, 2).toLowerCase() ?? null
  return detectLanguage(text, context.language ?? fromApp) ?? defaultLanguage
}

function isOptIn(answer: CommandAnswer): boolean {
  return answer.actions.some((action: Action) => action.kind === 'opt-in')
}

function answerOnlyCommands(answers: readonly CommandAnswer[], language: string, isSilenced: boolean): Decision {
  if (answers.length === 0) return { kind: 'silent', reason: isSilenced ? 'client.opted_out' : 'nothing_to_answer' }
  return {
    kind: 'reply',
    texts: answers.map(answer => answer.text),
    actions: answers.flatMap(answer => answer.actions),
    language,
    reason: 'command',
    model: null,
  }
}
