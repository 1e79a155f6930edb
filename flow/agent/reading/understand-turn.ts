import type { ContextMessage } from '#capabilities/conversations'
import {
  type DetectLanguage,
  type FitScore,
  filledSlots,
  isReadyToMeet,
  type KnownSlot,
  mergeSlots,
  moveStage,
  type NextQuestion,
  nextQuestion,
  type Playbook,
  type Reading,
  readIntent,
  readMessage,
  readSlots,
  type SlotChange,
  type SlotKind,
  type SlotReading,
  type StageMove,
  scoreLead,
  settleConfirmation,
} from '#capabilities/sales'
import type { MessageId } from '#shared/database'
import { type ButtonWish, readPress } from '../commands/button-data.ts'
import { doubtSpeech, isDoubtfullyHeard } from '../speech/doubt-speech.ts'
import type { TurnFacts } from '../turn-facts.ts'
import type { DialogueState } from './dialogue-state.ts'
import { type Answered, findAnswered } from './find-answered.ts'
import { contextOf, ownWords } from './message-context.ts'

/** What the client said, and what it changes about the lead: by rules alone. */
export interface Understanding {
  readonly language: string
  /** What the client wrote, without commands and presses; what they passed on where they wrote nothing. May be empty. */
  readonly text: string
  /** The button pressed last, or null. */
  readonly wish: ButtonWish | null
  readonly reading: Reading
  /** The question of ours that this answers; null: none. */
  readonly answered: Answered | null
  readonly changes: readonly SlotChange[]
  /** The lead's slots with the changes. */
  readonly slots: ReadonlyMap<string, KnownSlot>
  /** The slots whose values in this turn were heard, and perhaps misheard. */
  readonly misheard: readonly string[]
  /** What the client will not tell or do, this message included. */
  readonly refused: readonly string[]
  readonly intent: string | null
  readonly isSale: boolean
  /** Talk that leads nowhere near what is sold. */
  readonly isOffTopic: boolean
  readonly score: FitScore
  /** Where the stage goes if nothing happens in the calendar. */
  readonly move: StageMove
  /** The client asks to meet, or says yes to meeting. */
  readonly acceptsMeeting: boolean
  /** A message of this turn with a contact that may not be stored yet; null: none. */
  readonly unkeptContactMessageId: number | null
}

export interface UnderstandingTools {
  readonly playbook: Playbook
  readonly detectLanguage: DetectLanguage
  readonly nowMs: number
  readonly timeZone: string
  readonly defaultLanguage: string
  /** A calendar can be seen, so a meeting may be offered. */
  readonly canBook: boolean
}

export function understandTurn(
  facts: TurnFacts,
  messages: readonly ContextMessage[],
  tools: UnderstandingTools,
): Understanding {
  const texts = messages.filter(message => message.kind !== 'button')
  const text = joinWords(texts.map(message => ownWords(message, facts.turn.userId)))
  const wish = readWish(messages)
  const asked = tools.playbook.slots.find(slot => slot.name === facts.state.asked) ?? null
  const written = read(facts, text, asked?.kind ?? null, tools)
  const answered = findAnswered(facts, written, wish)
  // A press is as good as the word; one under a question that is settled says nothing.
  const reading = wish?.kind === 'answer' ? { ...written, answer: answered?.answer ?? null } : written
  const language = reading.language ?? facts.turn.language ?? tools.defaultLanguage
  const refused = findRefused(facts, reading, answered)
  const contact = findContact(facts, { reading, answered, texts }, tools)
  const known = facts.lead?.slots ?? new Map<string, KnownSlot>()
  const readings = readSlots(reading, text, slotContext(tools, asked?.name ?? null, known)).filter(
    slot => contact.mayKeep || kindOf(tools.playbook, slot.slot) !== 'contact',
  )
  const named = [...readings, ...readCardName(facts, texts, { playbook: tools.playbook, readings })]
  const isDoubtful = isDoubtfullyHeard(texts)
  const believed = isDoubtful ? doubtSpeech(named, tools.playbook) : named
  const fresh = mergeSlots(known, believed, messages.at(-1)?.id ?? null)
  const kept = mergeSlots(known, readKeptContact(facts, contact, tools), contact.allowedMessageId)
  const merged = [...fresh, ...kept.filter(({ slot }) => !fresh.some(change => change.slot === slot))]
  const changes = facts.lead === null ? [] : [...confirmValue(facts, answered, merged), ...merged]
  const slots = applyChanges(known, changes)
  const intent = readIntent(text, tools.playbook.intents, facts.lead?.intent ?? null)
  const isSale = tools.playbook.intents.some(({ name, isSale }) => name === intent?.name && isSale)
  const score = scoreLead(tools.playbook, slots)
  const part = { facts, reading, refused, slots, changes, isSale, score }
  return {
    language,
    text: text === '' ? joinWords(texts.map(message => message.content)) : text,
    wish,
    reading,
    answered,
    changes,
    slots,
    misheard: [...(isDoubtful ? fresh : []), ...(facts.isContactDoubtful ? kept : [])].map(({ slot }) => slot),
    refused,
    // Thanks and small talk do not undo what the client came for.
    intent: isSale || facts.lead?.intent == null ? (intent?.name ?? facts.lead?.intent ?? null) : facts.lead.intent,
    isSale,
    isOffTopic: isSaid(intent) && !isSale && changes.length === 0 && !isCourtesy(reading),
    score,
    move: decideMove(part, meetingState(facts), tools),
    acceptsMeeting: isMeetingAccepted(reading, answered),
    unkeptContactMessageId: contact.unkeptMessageId,
  }
}

function joinWords(words: readonly string[]): string {
  return words.filter(each => each !== '').join('\n')
}

/** The name on the client's own contact card: what the phone says of its owner. */
function readCardName(
  { turn }: TurnFacts,
  texts: readonly ContextMessage[],
  { playbook, readings }: { readonly playbook: Playbook; readonly readings: readonly SlotReading[] },
): readonly SlotReading[] {
  const name = texts.map(message => contextOf(message, turn.userId).ownName).findLast(each => each !== null)
  const slot = playbook.slots.find(({ kind }) => kind === 'name')
  if (name == null || slot === undefined || readings.some(reading => reading.slot === slot.name)) return []
  return [{ slot: slot.name, value: name, confidence: 0.9, source: 'rule', isCorrection: false }]
}

/** An intent that this message shows, and not one that is only kept from before. */
function isSaid(intent: ReturnType<typeof readIntent>): boolean {
  return intent !== null && intent.confidence > keptConfidence
}

// What `readIntent` gives an intent that nothing in the message speaks against.
const keptConfidence = 0.5

function isCourtesy({ signals, answer }: Reading): boolean {
  return answer !== null || signals.has('greeting') || signals.has('thanks') || signals.has('goodbye')
}

interface MoveParts {
  readonly facts: TurnFacts
  readonly reading: Reading
  readonly refused: readonly string[]
  readonly slots: ReadonlyMap<string, KnownSlot>
  readonly changes: readonly SlotChange[]
  readonly isSale: boolean
  readonly score: FitScore
}

/** Where the client's next meeting stands. One that was made for an earlier topic is no part of this one. */
export function meetingState({ meetings, lead }: TurnFacts): 'none' | 'held' | 'scheduled' {
  const own = meetings.find(meeting => meeting.createdAt >= (lead?.cycleStartedAt ?? 0))
  return own?.status === 'held' || own?.status === 'scheduled' ? own.status : 'none'
}

/** The stage after this message, given where the meeting stands. Pure, so that the plan may ask again once it knows. */
export function decideMove(
  parts: MoveParts,
  meeting: 'none' | 'held' | 'scheduled',
  tools: UnderstandingTools,
): StageMove {
  const { facts, reading, slots, changes, score, refused } = parts
  const { playbook } = tools
  return moveStage({
    stage: facts.lead?.stage ?? 'greeting',
    returnStage: facts.lead?.returnStage ?? null,
    presentationTurns: facts.lead?.presentationTurns ?? 0,
    isFirstTurn: facts.turn.isFirstTurn,
    signals: reading.signals,
    objection: reading.objection,
    answer: reading.answer,
    isSale: parts.isSale,
    namesTime: reading.times.length > 0,
    newSlots: changes.length,
    fitScore: score.score,
    threshold: playbook.qualification.threshold,
    isReady: isReadyToMeet(filledSlots(slots), playbook.qualification),
    hasQuestion: findNextQuestion(facts.state, { slots, refused }, playbook) !== null,
    meeting,
    canBook: tools.canBook && playbook.meeting !== null,
  })
}

/** What is still to be asked or confirmed; null: nothing. */
export function findNextQuestion(
  { askedCounts, confirmed }: DialogueState,
  known: {
    readonly slots: ReadonlyMap<string, KnownSlot>
    readonly refused: readonly string[]
    readonly misheard?: readonly string[]
  },
  playbook: Playbook,
): NextQuestion | null {
  return nextQuestion({
    slots: playbook.slots,
    known: known.slots,
    refused: new Set(known.refused),
    askedCounts: new Map(Object.entries(askedCounts)),
    confirmAsked: new Set(confirmed),
    confirmFirst: new Set(known.misheard),
  })
}

function readWish(messages: readonly ContextMessage[]): ButtonWish | null {
  const pressed = messages.findLast(message => message.kind === 'button')
  return pressed === undefined ? null : readPress(pressed)
}

function read(
  facts: TurnFacts,
  text: string,
  askedKind: Playbook['slots'][number]['kind'] | null,
  tools: UnderstandingTools,
): Reading {
  return readMessage(text, {
    rememberedLanguage: facts.turn.language,
    appLanguage: facts.turn.appLanguage,
    nowMs: tools.nowMs,
    timeZone: tools.timeZone,
    defaultCountry: tools.playbook.country,
    askedKind,
    detectLanguage: tools.detectLanguage,
  })
}

/** Reads any text as a message of this client would be read. */
export function readBy(facts: TurnFacts, tools: UnderstandingTools): (text: string, asked: SlotKind) => Reading {
  return (text, asked) => read(facts, text, asked, tools)
}

function findRefused({ state }: TurnFacts, reading: Reading, answered: Answered | null): readonly string[] {
  const refused = new Set(state.refused)
  if (state.asked !== null && reading.signals.has('refuses-to-say')) refused.add(state.asked)
  if (answered?.answer === 'no' && isAboutMeeting(answered)) refused.add('meeting')
  // Whoever asks for a meeting after all has changed their mind.
  if (reading.signals.has('wants-meeting')) refused.delete('meeting')
  return [...refused]
}

function isAboutMeeting({ question }: Answered): boolean {
  return question.kind === 'meeting-offer' || question.kind === 'booking'
}

function isMeetingAccepted(reading: Reading, answered: Answered | null): boolean {
  return (
    reading.signals.has('wants-meeting') || (answered?.question.kind === 'meeting-offer' && answered.answer === 'yes')
  )
}

/** A value that was read back: yes makes it certain, no makes it doubtful; another value given instead goes before both. */
function confirmValue(
  { lead }: TurnFacts,
  answered: Answered | null,
  merged: readonly SlotChange[],
): readonly SlotChange[] {
  const question = answered?.question
  if (question?.kind !== 'value' || merged.some(({ slot }) => slot === question.slot)) return []
  // «Нет, лучше вилла» takes back something else than what was asked.
  if (answered?.answer === 'no' && merged.some(({ kind }) => kind === 'corrected')) return []
  const known = lead?.slots.get(question.slot)
  return known === undefined ? [] : [settleConfirmation(question.slot, known, answered?.answer ?? 'no')]
}

function slotContext(
  { playbook, timeZone, nowMs }: UnderstandingTools,
  asked: string | null,
  known: ReadonlyMap<string, KnownSlot>,
) {
  return { slots: playbook.slots, asked, known, currency: playbook.currency, timeZone, nowMs }
}

interface ContactFound {
  readonly mayKeep: boolean
  /** The message with a contact that the client has not allowed us to keep. */
  readonly unkeptMessageId: number | null
  /** The earlier message whose contact may be kept from now on. */
  readonly allowedMessageId: MessageId | null
}

function findContact(
  facts: TurnFacts,
  said: {
    readonly reading: Reading
    readonly answered: Answered | null
    readonly texts: readonly ContextMessage[]
  },
  tools: UnderstandingTools,
): ContactFound {
  const isAllowedNow = said.answered?.question.kind === 'profile-consent' && said.answered.answer === 'yes'
  const mayKeep = facts.consents.get('pdpa_profile') === true || isAllowedNow
  const isUnkept = !mayKeep && said.reading.contacts.length > 0
  return {
    mayKeep,
    unkeptMessageId: isUnkept ? findContactMessage(facts, said.texts, tools) : null,
    allowedMessageId: isAllowedNow ? (facts.state.contactMessageId as MessageId | null) : null,
  }
}

/** Of a burst, the message in which the contact stands: it alone is read again once it may be stored. */
function findContactMessage(
  facts: TurnFacts,
  texts: readonly ContextMessage[],
  tools: UnderstandingTools,
): number | null {
  const words = (message: ContextMessage): string => ownWords(message, facts.turn.userId)
  const bearer = texts.findLast(message => read(facts, words(message), null, tools).contacts.length > 0)
  return (bearer ?? texts.at(-1))?.id ?? null
}

function readKeptContact(
  facts: TurnFacts,
  { allowedMessageId }: ContactFound,
  tools: UnderstandingTools,
): readonly SlotReading[] {
  const { contactText } = facts
  if (allowedMessageId === null || contactText === null) return []
  const slots = tools.playbook.slots.filter(slot => slot.kind === 'contact')
  const reading = read(facts, contactText, 'contact', tools)
  const readings = readSlots(reading, contactText, { ...slotContext(tools, slots[0]?.name ?? null, new Map()), slots })
  return facts.isContactDoubtful ? doubtSpeech(readings, tools.playbook) : readings
}

function kindOf(playbook: Playbook, name: string) {
  return playbook.slots.find(slot => slot.name === name)?.kind
}

/** The known slots with the changes laid over them. */
export function applyChanges(
  known: ReadonlyMap<string, KnownSlot>,
  changes: readonly SlotChange[],
): ReadonlyMap<string, KnownSlot> {
  const next = new Map(known)
  for (const change of changes) next.set(change.slot, change)
  return next
}
