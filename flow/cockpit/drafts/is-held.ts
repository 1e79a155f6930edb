import { DateTime } from 'luxon'
import type { Action, ReplyDecision, TurnFacts } from '../../agent/index.ts'

/** How answers go out where nothing else was said of a chat. */
export interface AnswerRules {
  readonly mode: 'auto' | 'draft'
  /** Hours like `10:00-13:00, 22:00-08:00` in which answers wait for a person, whatever `mode` says; null: none. */
  readonly draftHours: string | null
  /** Of the business. */
  readonly timeZone: string
}

/** Whether a reply waits for a person's word instead of being sent. Pure. */
export function isHeld(decision: ReplyDecision, { turn, crew }: TurnFacts, rules: AnswerRules, nowMs: number): boolean {
  // Code's own words: they tell what was done already, and only code knows whether it was.
  if (decision.reason === 'command' || decision.actions.some(tellsOfDeed)) return false
  return isDrafting({ turn, crew }, rules, nowMs)
}

/** Whether what the AI thinks of waits for a person in this chat: then nobody may read along, either. Pure. */
export function isDrafting(
  { turn, crew }: Pick<TurnFacts, 'turn' | 'crew'>,
  rules: AnswerRules,
  nowMs: number,
): boolean {
  if (crew !== null || turn.chatType !== 'private') return false
  return (turn.answerMode ?? modeAt(rules, nowMs)) === 'draft'
}

function tellsOfDeed({ kind }: Action): boolean {
  return kind !== 'learn' && kind !== 'raise-question' && kind !== 'tell-of-spent-budget'
}

/** How answers go out at an instant in chats of which nothing else was said. */
export function modeAt({ mode, draftHours, timeZone }: AnswerRules, nowMs: number): 'auto' | 'draft' {
  if (mode === 'draft') return 'draft'
  const { hour, minute } = DateTime.fromMillis(nowMs, { zone: timeZone })
  return listStretches(draftHours ?? '').some(stretch => isWithin(hour * 60 + minute, stretch)) ? 'draft' : 'auto'
}

interface Stretch {
  /** Minutes since midnight. */
  readonly from: number
  readonly to: number
}

/** The settings have checked its form. */
function listStretches(hours: string): readonly Stretch[] {
  return [...hours.matchAll(/(\d{1,2}:\d{2})-(\d{1,2}:\d{2})/g)].map(([, from = '', to = '']) => ({
    from: toMinute(from),
    to: toMinute(to),
  }))
}

/** A stretch may go past midnight. */
function isWithin(minute: number, { from, to }: Stretch): boolean {
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to
}

function toMinute(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
