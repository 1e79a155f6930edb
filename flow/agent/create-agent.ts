import { DateTime } from 'luxon'
import type { Meeting } from '#capabilities/calendar'
import type { ContextMessage } from '#capabilities/conversations'
import type { Passage } from '#capabilities/knowledge'
import type { ChatModel } from '#capabilities/llm'
import type { DetectLanguage, Playbook } from '#capabilities/sales'
import { type Clock, truncate } from '#shared/utils'
import type { PlaybookOf } from '../playbook-of.ts'
import type { AgentSettings } from './agent-settings.ts'
import type { CommandAnswer } from './commands/command-answer.ts'
import { type AnswerCrew, answerCommands } from './commands/commands.ts'
import type { OwnerStatus } from './commands/owner-status.ts'
import type { Decision, ReplyDecision, ReplyText } from './decision.ts'
import { type FindOpenings, type PlanInput, planTurn } from './plan/index.ts'
import { type FoundPassages, findPassagesFor, type PassageFinder } from './reading/find-passages.ts'
import { findPointsBeside } from './reading/find-points-beside.ts'
import { mergeAlbums } from './reading/merge-albums.ts'
import { fileTexts, ownWords } from './reading/message-context.ts'
import type { ReadingAlong } from './reading/reading-along.ts'
import { readBy, type Understanding, understandTurn } from './reading/understand-turn.ts'
import { answerUnheard } from './speech/answer-unheard.ts'
import { finishPlan } from './talk/finish-plan.ts'
import { talkToClient } from './talk/talk-to-client.ts'
import { whySpareModel } from './thrift/why-spare-model.ts'
import type { TurnFacts } from './turn-facts.ts'

export interface AgentDeps {
  readonly model: ChatModel
  /** An owner's edit counts from the next turn on. */
  readonly playbook: PlaybookOf
  readonly detectLanguage: DetectLanguage
  /** The passages that fit a question best, of what the business of the playbook may say; never rejects. */
  readonly search: (question: string, playbook: Pick<Playbook, 'name'>) => Promise<readonly Passage[]>
  /** Null: this business has no calendar, or it cannot be seen. */
  readonly findOpenings: FindOpenings
  readonly writeInvitation: (meeting: Meeting, language: string, isCancelled: boolean) => string
  readonly readStatus: () => Promise<OwnerStatus>
  readonly answerCrew: AnswerCrew
  readonly clock: Clock
  readonly settings: AgentSettings
}

/**
 * Reads the turn's facts and thinks; one model call, and a second only to mend a claim that nothing backs. Cancelled when `signal`
 * aborts. Null: nobody reads along.
 */
export type Agent = (facts: TurnFacts, signal: AbortSignal, reader: ReadingAlong | null) => Promise<Decision>

interface Thinking {
  readonly playbook: Playbook
  readonly signal: AbortSignal
  readonly reader: ReadingAlong | null
}

interface Asking extends PassageFinder {
  readonly turn: TurnFacts['turn']
}

export function createAgent(deps: AgentDeps): Agent {
  return async (facts, signal, reader) => {
    const playbook = deps.playbook(facts.turn.accountId)
    const commands = await answerCommands(facts, {
      ...deps,
      playbook,
      settings: inOwnLanguage(deps.settings, playbook),
    })
    const rest = mergeAlbums(facts.turn.unanswered.filter(message => !commands.handled.has(message)))
    const unheard = answerUnheard(rest, { playbook, language: commands.language })
    const messages = rest.filter(message => !unheard.handled.has(message))
    const answers =
      unheard.text === null ? commands.answers : [...commands.answers, { text: unheard.text, actions: [] }]
    const isSilenced = facts.turn.isOptedOut && !commands.answers.some(isOptIn)
    // What colleagues say to each other in the group of the business is none of ours.
    const isAmongColleagues = facts.crew?.place === 'group'
    if (messages.length === 0 || isSilenced || isAmongColleagues)
      return answerOnlyCommands(
        isSilenced || isAmongColleagues ? commands.answers : answers,
        commands.language,
        isSilenced,
      )
    return withCommands(answers, await decide(facts, messages, { playbook, signal, reader }))
  }

  async function decide(
    facts: TurnFacts,
    messages: readonly ContextMessage[],
    { playbook, signal, reader }: Thinking,
  ): Promise<Decision> {
    const nowMs = deps.clock.now()
    const timeZone = facts.user.timeZone ?? deps.settings.timeZone
    const { detectLanguage, writeInvitation } = deps
    const { accountId } = facts.turn
    const findOpenings: FindOpenings = wish => deps.findOpenings({ ...wish, accountId })
    const defaultLanguage = playbook.language ?? deps.settings.defaultLanguage
    const tools = { playbook, detectLanguage, nowMs, timeZone, defaultLanguage, canBook: playbook.meeting !== null }
    const understanding = understandTurn(facts, messages, tools)
    const { holdMs } = deps.settings
    const readText = readBy(facts, tools)
    const search = (words: string): Promise<readonly Passage[]> => deps.search(words, playbook)
    const findBeside = () => findPointsBeside(understanding.text, { search, readText })
    const times = { nowMs, timeZone, holdMs, findOpenings, writeInvitation }
    const input: PlanInput = { facts, understanding, playbook, ...times, findPointsBeside: findBeside }
    const plan = await planTurn(input)
    const finished = finishPlan(input, plan, tools)
    if (plan.talk === null) return finished
    const found = await findPassages(understanding, messages, { turn: facts.turn, search, readText })
    const thrift = whySpareModel(facts, playbook)
    const decision = thrift === 'budget' ? withNotice(finished, nowMs, deps.settings) : finished
    return talkToClient({ ...input, plan, talk: plan.talk, ...found, messages, thrift, decision, readText }, deps, {
      signal,
      reader,
    })
  }

  /** Statements are searched for, too: «болит спина после тренировок» is answered by what the price list has for backs. */
  async function findPassages(
    { text, reading }: Understanding,
    messages: readonly ContextMessage[],
    { turn, ...finder }: Asking,
  ): Promise<FoundPassages> {
    const isTalkOnly = reading.answer !== null && !reading.signals.has('question')
    if (text === '' || isTalkOnly) return { passages: [], points: [] }
    // «Сколько будет стоить?» under a list: how the list begins says what is meant.
    const files = messages
      .flatMap(message => fileTexts(message, turn.userId))
      .map(file => truncate(file, searchedCharacters))
    const before = turn.history
      .filter(isWritten)
      .map(message => truncate(ownWords(message, turn.userId), searchedCharacters))
    return findPassagesFor({ text, searched: [text, ...files].join('\n'), before }, finder)
  }
}

const searchedCharacters = 300

function isWritten({ role, kind }: ContextMessage): boolean {
  return role === 'user' && kind !== 'button'
}

/** The day is the business's own, as the budget's is. */
function withNotice(decision: ReplyDecision, nowMs: number, { timeZone }: AgentSettings): ReplyDecision {
  const day = DateTime.fromMillis(nowMs, { zone: timeZone }).toFormat('yyyy-MM-dd')
  return { ...decision, actions: [...decision.actions, { kind: 'tell-of-spent-budget', day }] }
}

/** The playbook may name the language in which a talk begins. */
function inOwnLanguage(settings: AgentSettings, { language }: Playbook): AgentSettings {
  return language === null ? settings : { ...settings, defaultLanguage: language }
}

function isOptIn(answer: CommandAnswer): boolean {
  return answer.actions.some(action => action.kind === 'opt-in')
}

function answerOnlyCommands(answers: readonly CommandAnswer[], language: string, isSilenced: boolean): Decision {
  if (answers.length === 0) return { kind: 'silent', reason: isSilenced ? 'client.opted_out' : 'nothing_to_answer' }
  return {
    kind: 'reply',
    texts: answers.map(toReplyText),
    actions: answers.flatMap(answer => answer.actions),
    language,
    reason: 'command',
    model: null,
    progress: null,
    state: null,
    claims: [],
  }
}

function withCommands(answers: readonly CommandAnswer[], decision: Decision): Decision {
  if (decision.kind !== 'reply' || answers.length === 0) return decision
  return {
    ...decision,
    texts: [...answers.map(toReplyText), ...decision.texts],
    actions: [...answers.flatMap(answer => answer.actions), ...decision.actions],
  }
}

function toReplyText({ text, actions: _, ...rest }: CommandAnswer): ReplyText {
  return { markdown: text, ...rest }
}
