import type { End } from '../dialogue.ts'
import type { Outcome } from './read-outcome.ts'

/** What is missing to the right end, as the tables have it; nothing when it was reached. Pure. */
export function judgeEnd(end: End, outcome: Outcome): readonly string[] {
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
        ...unless(outcome.ownerNotices.length > 0, 'the owner got no brief'),
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
        ...unless(outcome.ownerNotices.length > 0, 'the owner was not told'),
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
        ...unless(outcome.ownerNotices.length > 0, 'the owner was not asked'),
      ]
  }
}

function unless(isFine: boolean, fault: string): readonly string[] {
  return isFine ? [] : [fault]
}
