import type { Db } from '#shared/database'
import { type CommandAnswer, inLanguage, parseCommand, type SetupStep } from '../../agent/index.ts'
import type { CrewWish } from '../desk/answer-press.ts'
import type { DeskRequest } from '../desk/cockpit-desk.ts'
import { askSetup, type SetupDeed, setupDeeds } from './ask-setup.ts'
import type { SetupDesk } from './finish-setup.ts'
import { firstState, goBack, goOn, parseSetupState, type SetupState, setupSteps, takeAnswer } from './setup-state.ts'
import { repeatWords, setupWords } from './setup-words.ts'

/** Leads the owner through the set-up. Null: this is none of its business. Only the owner, in their own chat with the bot, is led. */
export async function answerSetup(request: DeskRequest, { isOffered }: SetupDesk): Promise<CommandAnswer | null> {
  const { desk, facts, author, message, wish } = request
  if (author !== desk.crew.ownerId || facts.turn.chatType !== 'private' || !isOffered) return null
  if (message.kind === 'command') return begin(request)
  const isPress = message.kind === 'button'
  if (isPress && !(wish?.kind === 'crew' && wish.verb === 'setup')) return null
  if (facts.repliedNotices.has(message.id) || facts.crew?.repliedDrafts.has(message.id) === true) return null
  const state = await readState(desk.database.db, author)
  if (state === null) return isPress ? say(request, 'old') : null
  return isPress && wish?.kind === 'crew' ? press(request, state, wish) : takeText(request, state)
}

function begin(request: DeskRequest): CommandAnswer | null {
  const { message, playbook, facts } = request
  const { name } = parseCommand(message.content)
  const isFirstHello = name === 'start' && facts.turn.isFirstTurn && !playbook.isSetUp
  if (name !== 'setup' && !isFirstHello) return null
  if (playbook.isSetUp) return say(request, 'already')
  const question = ask(request, firstState)
  return { ...question, text: `${inLanguage(setupWords.intro, request.language)}\n\n${question.text}` }
}

function press(request: DeskRequest, state: SetupState, { subject, detail }: CrewWish): CommandAnswer {
  const deed: SetupDeed | undefined = setupDeeds[subject]
  const steps: readonly string[] = [...setupSteps, 'summary']
  if (deed === undefined || steps[detail] !== state.step) return say(request, 'old')
  switch (deed) {
    case 'skip':
      return ask(request, goOn(state))
    case 'back':
      return ask(request, goBack(state))
    case 'cancel':
      return { ...say(request, 'cancelled'), actions: [toAction(request, { kind: 'drop' })] }
    case 'save':
      return {
        ...say(request, 'saved'),
        actions: [toAction(request, { kind: 'finish', state: JSON.stringify(state) })],
      }
    case 'ru':
    case 'en':
      return ask(request, { ...goOn(state), language: deed })
  }
}

/** What comes in one burst is one answer, given to its first message. */
function takeText(request: DeskRequest, state: SetupState): CommandAnswer | null {
  const { facts, language, message } = request
  const spoken = facts.turn.unanswered.filter(({ kind }) => kind === 'text' || kind === 'voice')
  if (!spoken.includes(message) || state.step === 'summary') return null
  if (spoken[0] !== message) return { text: '', actions: [] }
  const reading = takeAnswer(state, spoken.map(({ content }) => content).join('\n'))
  if (reading.kind === 'read') return ask(request, reading.state)
  const question = askSetup(state, language)
  return { ...question, text: inLanguage(repeatWords[state.step], language), actions: [] }
}

function ask(request: DeskRequest, state: SetupState): CommandAnswer {
  const kept = toAction(request, { kind: 'keep', state: JSON.stringify(state) })
  return { ...askSetup(state, request.language), actions: [kept] }
}

function toAction({ author }: DeskRequest, step: SetupStep): CommandAnswer['actions'][number] {
  return { kind: 'crew', order: { kind: 'set-up', userId: author, step } }
}

function say({ language }: DeskRequest, name: keyof typeof setupWords): CommandAnswer {
  return { text: inLanguage(setupWords[name], language), actions: [] }
}

async function readState(db: Db, userId: number): Promise<SetupState | null> {
  const row = await db.selectFrom('cockpit_setups').select('state').where('user_id', '=', userId).executeTakeFirst()
  return row === undefined ? null : parseSetupState(row.state)
}
