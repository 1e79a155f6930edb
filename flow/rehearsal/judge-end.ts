import type { Dialogue, End } from './dialogue.ts'
import type { Outcome } from './read-outcome.ts'

/** An outcome, with what the owner was told of it; null: nobody looks at what they are told. */
export interface JudgedOutcome extends Outcome {
  readonly ownerNotices: readonly string[] | null
}

/** What is missing to the right end, as the tables have it; nothing when it was reached. Pure. */
export function judgeEnd(end: End, outcome: JudgedOutcome): readonly string[] {
  const isTold = outcome.ownerNotices === null || outcome.ownerNotices.length > 0
  const scheduled = outcome.meetings.filter(({ status }) => status === 'scheduled')
  const isLive = scheduled.length > 0
  switch (end.kind) {
    case 'booked':
      return [
        ...unless(scheduled.length === 1, `expected one meeting, found ${scheduled.length}`),
        ...unless(
          end.at === undefined || scheduled.some(({ localStart }) => localStart === end.at),
          `expected ${end.at}, booked ${scheduled.map(({ localStart }) => localStart).join() || 'nothing'}`,
        ),
        ...unless(outcome.consents.get('calendar_invite') === true, 'booked without consent'),
        ...unless(isTold, 'the owner got no brief'),
      ]
    case 'cancelled':
      return [
        ...unless(
          outcome.meetings.some(({ status }) => status === 'cancelled'),
          'no meeting was cancelled',
        ),
        ...unless(!isLive, 'a meeting is still agreed'),
      ]
    case 'handed-off':
      return [
        ...unless(outcome.handler === 'human', 'no human has the chat'),
        ...unless(isTold, 'the owner was not told'),
      ]
    case 'opted-out':
      return unless(outcome.isOptedOut, 'the client was not opted out')
    case 'answered':
      return [
        ...unless(!isLive, 'a meeting was made that nobody asked for'),
        ...unless(outcome.handler === 'ai', 'the chat was handed to a human'),
      ]
    case 'passed-on':
      return [
        ...unless(outcome.openQuestions > 0, 'the question was not kept for the owner'),
        ...unless(isTold, 'the owner was not asked'),
      ]
  }
}

/** What is known of a client, held against what is right. Pure. */
export function judgeSlots(
  { slots = {} }: Dialogue,
  known: ReadonlyMap<string, string>,
): { readonly right: number; readonly total: number; readonly wrong: readonly WrongSlot[] } {
  const expected = Object.entries(slots)
  const wrong = expected.flatMap(([slot, right]) => {
    const value = known.get(slot) ?? null
    return isRight(value, right) ? [] : [{ slot, expected: right === null ? null : String(right), value }]
  })
  return { right: expected.length - wrong.length, total: expected.length, wrong }
}

export interface WrongSlot {
  readonly slot: string
  /** A value, or a pattern as `/…/`; null: nothing may be known. */
  readonly expected: string | null
  readonly value: string | null
}

function isRight(value: string | null, right: string | RegExp | null): boolean {
  return right instanceof RegExp ? value !== null && right.test(value) : value === right
}

function unless(isFine: boolean, fault: string): readonly string[] {
  return isFine ? [] : [fault]
}
