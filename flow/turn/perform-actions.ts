import { type Calendar, cancelMeeting, confirmMeeting, holdMeeting, moveMeeting } from '#capabilities/calendar'
import { learnAboutUser } from '#capabilities/conversations'
import { raiseQuestion } from '#capabilities/knowledge'
import type { Playbook } from '#capabilities/sales'
import type { ConversationId, LeadId, MeetingId, Tx } from '#shared/database'
import type { EventBody } from '#shared/events'
import { assertNever, type NewId } from '#shared/utils'
import {
  type Action,
  type Alternative,
  asWritten,
  type CrewOrder,
  inLanguage,
  type TurnFacts,
  writeButtonData,
} from '../agent/index.ts'
import { leaveOut } from '../business/leave-out.ts'
import { mayReach } from '../cockpit/may-reach.ts'
import { saveConsent } from '../consents/save-consent.ts'
import { requestForgetting } from '../forgetting/forget-requests.ts'
import { handBack, takeOver } from '../handoff.ts'
import { notifyOwner } from '../notify-owner.ts'
import { sayInConversation } from '../say-in-conversation.ts'
import type { Render } from '../speaker/render.ts'
import { tellOfSpentBudget } from './tell-of-spent-budget.ts'

export interface Actor {
  readonly facts: TurnFacts
  readonly actions: readonly Action[]
  readonly language: string
  readonly playbook: Playbook
  readonly calendar: BookingRules
  readonly ownerId: number | null
  readonly newId: NewId
  readonly render: Render
  readonly performOrder: PerformOrder
}

/** Does what the owner or an operator ordered, in the commit of their turn; what they are told instead, when it was not possible. */
export type PerformOrder = (tx: Tx, actor: Actor, order: CrewOrder, nowMs: number) => Promise<Performed>

export interface BookingRules {
  /** Where meetings are written besides our own database. */
  readonly name: Calendar['name']
  readonly holdMs: number
  /** Hours before a meeting at which its client is reminded. */
  readonly reminderHours: readonly number[]
  /** Minutes of a meeting; null: as the playbook says. */
  readonly minutes: number | null
}

/** What came of actions. */
export interface Performed {
  readonly events: readonly EventBody[]
  /** What must be said instead of the reply, because an action could no longer be done; null: all were. */
  readonly instead: Alternative | null
}

type Outcome = { readonly events?: readonly EventBody[]; readonly instead?: Alternative | null }

/** Does what the agent asked for, in the commit of the turn. What can no longer be done keeps nothing else from being done. */
export async function performActions(tx: Tx, actor: Actor, nowMs: number): Promise<Performed> {
  const events: EventBody[] = []
  let instead: Alternative | null = null
  for (const action of actor.actions) {
    const outcome = await perform(tx, actor, action, nowMs)
    events.push(...(outcome.events ?? []))
    instead ??= outcome.instead ?? null
  }
  return { events, instead }
}

async function perform(tx: Tx, actor: Actor, action: Action, nowMs: number): Promise<Outcome> {
  switch (action.kind) {
    case 'opt-in':
    case 'opt-out':
      return keepConsent(tx, actor, { ...action, kind: 'messages', granted: action.kind === 'opt-in' }, nowMs)
    case 'call-human':
      return callHuman(tx, actor, action, nowMs)
    case 'take-over':
    case 'hand-back':
    case 'speak-as-human':
      return reachElsewhere(tx, actor, action, nowMs)
    case 'leave-out':
      return leaveChatOut(tx, actor, action, nowMs)
    case 'crew':
      return actor.performOrder(tx, actor, action.order, nowMs)
    case 'hold-meeting':
    case 'confirm-meeting':
    case 'move-meeting':
    case 'cancel-meeting':
      return changeMeeting(tx, actor, action, nowMs)
    case 'record-consent':
      return keepConsent(tx, actor, { ...action, kind: action.consent }, nowMs)
    case 'raise-question':
      return askOwner(tx, actor, action, nowMs)
    case 'tell-of-spent-budget':
      await tellOfSpentBudget(tx, actor, action.day, nowMs)
      return {}
    case 'forget-client':
      await requestForgetting(tx, actor.facts.turn, nowMs)
      return {}
    case 'learn':
      await learnAboutUser(tx, actor.facts.turn.userId, action, nowMs)
      return {}
    default:
      return assertNever(action)
  }
}

type MeetingAction = Extract<Action, { kind: 'hold-meeting' | 'confirm-meeting' | 'move-meeting' | 'cancel-meeting' }>

/** Only here a time is held or booked, and the reply that says so leaves with the same commit or not at all. */
async function changeMeeting(tx: Tx, actor: Actor, action: MeetingAction, nowMs: number): Promise<Outcome> {
  const { facts, playbook, calendar } = actor
  const leadId = facts.lead?.id
  const rules = playbook.meeting
  if (leadId === undefined || rules === null) return {}
  const { reminderHours } = calendar
  switch (action.kind) {
    case 'hold-meeting': {
      const held = await holdMeeting(
        tx,
        {
          leadId,
          conversationId: facts.turn.conversationId,
          calendar: calendar.name,
          startsAt: action.startsAt,
          minutes: calendar.minutes ?? rules.minutes,
          bufferMinutes: rules.bufferMinutes,
          title: inLanguage(rules.title, actor.language),
          timeZone: action.timeZone,
          holdMs: calendar.holdMs,
        },
        nowMs,
      )
      return held.kind === 'taken' ? { instead: action.instead } : {}
    }
    case 'confirm-meeting': {
      const confirmed = await confirmMeeting(tx, { meetingId: action.meetingId, leadId, reminderHours }, nowMs)
      if (confirmed.kind === 'expired' || confirmed.kind === 'gone') return { instead: action.instead }
      return confirmed.kind === 'already' ? {} : { events: [toScheduled(actor, leadId, confirmed)] }
    }
    case 'move-meeting': {
      const { meetingId, startsAt, instead } = action
      const { bufferMinutes } = rules
      const moved = await moveMeeting(tx, { meetingId, leadId, startsAt, bufferMinutes, reminderHours }, nowMs)
      if (moved.kind === 'taken' || moved.kind === 'gone') return { instead }
      return { events: [{ ...toScheduled(actor, leadId, moved), type: 'meeting.rescheduled' }] }
    }
    case 'cancel-meeting': {
      const cancelled = await cancelMeeting(tx, { meetingId: action.meetingId, leadId }, nowMs)
      const { conversationId } = facts.turn
      if (cancelled.kind === 'gone') return {}
      return { events: [{ type: 'meeting.cancelled', conversationId, meetingId: cancelled.id, leadId }] }
    }
  }
}

function toScheduled({ facts }: Actor, leadId: LeadId, meeting: { readonly id: MeetingId; readonly startsAt: number }) {
  const { conversationId } = facts.turn
  const { id: meetingId, startsAt: scheduledAt } = meeting
  return { type: 'meeting.scheduled' as const, conversationId, meetingId, leadId, scheduledAt }
}

interface ConsentGiven {
  readonly kind: 'messages' | 'pdpa_profile' | 'calendar_invite'
  readonly granted: boolean
  readonly shownText: string
}

async function keepConsent(
  tx: Tx,
  { facts, playbook }: Actor,
  { kind, granted, shownText }: ConsentGiven,
  nowMs: number,
): Promise<Outcome> {
  const { contactId, conversationId } = facts.turn
  const events = await saveConsent(tx, conversationId, {
    contactId,
    kind,
    granted,
    text: shownText,
    textVersion: playbook.version,
    messageId: lastMessageId(facts),
    occurredAt: nowMs,
  })
  return { events }
}

function lastMessageId({ turn }: TurnFacts) {
  return turn.unanswered.at(-1)?.id ?? null
}

async function callHuman(
  tx: Tx,
  actor: Actor,
  { reason, digest }: Extract<Action, { kind: 'call-human' }>,
  nowMs: number,
): Promise<Outcome> {
  const { conversationId: id, userId } = actor.facts.turn
  // In the owner's own chat the AI goes on: silent there, it could not be told to speak again.
  const events = userId === actor.ownerId ? [] : await takeOver(tx, id, { reason, by: 'ai' }, nowMs)
  const ru = [...digest.ru, `Разговор ${id}. ИИ там молчит; ответить: /say ${id} текст`]
  const en = [...digest.en, `Conversation ${id}. The AI is silent there; answer: /say ${id} text`]
  const words = { ru: ru.join('\n'), en: en.join('\n') }
  const aboutMessageId = lastMessageId(actor.facts)
  await notifyOwner(tx, { ...actor, words, buttons: ownerButtons(id), aboutMessageId }, nowMs)
  return { events }
}

function ownerButtons(conversationId: ConversationId) {
  return [
    { ru: 'Забрать разговор', en: 'Take over', data: writeButtonData({ kind: 'take-over', conversationId }) },
    { ru: 'Вернуть ИИ', en: 'Give back to the AI', data: writeButtonData({ kind: 'hand-back', conversationId }) },
  ]
}

type ReachingAction = Extract<Action, { kind: 'take-over' | 'hand-back' | 'speak-as-human' }>

/** The owner takes a client's chat, gives it back, or writes into it; from a word of theirs on it is a human's. */
async function reachElsewhere(tx: Tx, actor: Actor, action: ReachingAction, nowMs: number): Promise<Outcome> {
  const { conversationId: id } = action
  if (!(await mayReach(tx, actor, id))) return { instead: sayNoSuchChat(actor) }
  if (action.kind === 'hand-back') return { events: await handBack(tx, id, nowMs) }
  const events = await takeOver(tx, id, { reason: 'owner.took_over', by: 'human' }, nowMs)
  if (action.kind === 'speak-as-human') {
    const speech = { conversationId: id, key: `human:${actor.newId()}`, role: 'human', markdown: action.text } as const
    const messageId = await sayInConversation(tx, speech, actor.render, nowMs)
    if (messageId !== null)
      return { events: [...events, { type: 'message.sent_by_human', conversationId: id, messageId }] }
  }
  return { events }
}

async function leaveChatOut(
  tx: Tx,
  actor: Actor,
  { conversationId, isLeftOut }: Extract<Action, { kind: 'leave-out' }>,
  nowMs: number,
): Promise<Outcome> {
  const isDone = (await mayReach(tx, actor, conversationId)) && (await leaveOut(tx, conversationId, isLeftOut, nowMs))
  return isDone ? {} : { instead: sayNoSuchChat(actor) }
}

function sayNoSuchChat({ facts, language }: Actor): Alternative {
  const words = {
    ru: 'Разговора с клиентом под таким номером нет. Номера показывает /status.',
    en: 'No conversation with a client has that number. /status shows the numbers.',
  }
  return { texts: [{ markdown: inLanguage(words, language) }], state: facts.state }
}

async function askOwner(
  tx: Tx,
  actor: Actor,
  { question, messageId }: Extract<Action, { kind: 'raise-question' }>,
  nowMs: number,
): Promise<Outcome> {
  const { conversationId, displayName } = actor.facts.turn
  const questionId = await raiseQuestion(tx, { conversationId, messageId, question, language: actor.language, nowMs })
  const name = asWritten(displayName ?? '—')
  const asked = asWritten(question)
  const words = {
    ru: `Вопрос без ответа в базе знаний. ${name} (разговор ${conversationId}):\n«${asked}»\nОтветить: /say ${conversationId} текст`,
    en: `A question the knowledge base does not answer. ${name} (conversation ${conversationId}):\n“${asked}”\nAnswer: /say ${conversationId} text`,
  }
  await notifyOwner(tx, { ...actor, words, aboutMessageId: messageId ?? lastMessageId(actor.facts) }, nowMs)
  return { events: [{ type: 'knowledge.question_raised', conversationId, questionId }] }
}
