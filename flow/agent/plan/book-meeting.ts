import type { Meeting } from '#capabilities/calendar'
import type { Alternative } from '../decision.ts'
import { formatClock, formatStart, formatStretch } from '../talk/format-time.ts'
import { offerTimes, showTimes } from './offer-times.ts'
import type { Plan, PlanInput, PlanRule } from './plan.ts'
import { line, startPlan } from './start-plan.ts'
import { yesNoButtons } from './yes-no-buttons.ts'

/** Everything about meetings that does not answer a question of ours: asks for one, a time, another time, a change, the end. */
export const bookMeeting: PlanRule = given => {
  if (given.playbook.meeting === null) return null
  const input = besideOwnTime(given)
  const { understanding, facts } = input
  const { signals } = understanding.reading
  const { wish } = understanding
  const booked = facts.meetings.find(({ status }) => status === 'scheduled')
  if (signals.has('wants-cancel') && !signals.has('wants-reschedule')) {
    return planCancel(input, booked ?? facts.meetings[0])
  }
  if (booked !== undefined && signals.has('wants-reschedule')) return planMove(input, booked)
  // A button of an old offer, too, would be a second meeting.
  const wantsAnother = signals.has('wants-meeting') || (wish?.kind === 'opening' && movedMeeting(input) === null)
  if (booked !== undefined && wantsAnother) return alreadyBooked(input, booked)
  if (wish?.kind === 'other-times') return offerLater(input, wish.after)
  if (wish?.kind === 'opening') return chooseTime(input, wish.startsAt)
  if (isTalkingOfTimes(input)) return planWishedTime(input)
  if (signals.has('wants-other-time') && facts.state.offered.length > 0) {
    return offerLater(input, facts.state.offered.at(-1) ?? input.nowMs)
  }
  return signals.has('wants-meeting') ? offerTimes(input, { reason: 'meeting.offered', because: 'offer_times' }) : null
}

/** A time counts as a wish when a meeting is what the talk is about: otherwise «до пятницы» would book one. */
function isTalkingOfTimes(input: PlanInput): boolean {
  const { understanding, facts } = input
  const { signals, times } = understanding.reading
  if (times.length === 0) return false
  return (
    isAppointment(input) ||
    signals.has('wants-meeting') ||
    facts.state.offered.length > 0 ||
    facts.state.pending?.kind === 'booking' ||
    facts.state.pending?.kind === 'move'
  )
}

/** Where people come by appointment, an hour that they name is one, and so is any answer to when they want to come. */
function isAppointment({ understanding, facts, playbook }: PlanInput): boolean {
  const timeSlot = playbook.meeting?.timeSlot ?? null
  if (timeSlot === null) return false
  const { signals, times } = understanding.reading
  return facts.state.asked === timeSlot || (times.some(({ hasTime }) => hasTime) && !signals.has('question'))
}

/** One opening in the wished stretch is taken as chosen; several are shown. */
async function planWishedTime(input: PlanInput): Promise<Plan> {
  const wished = input.understanding.reading.times[0]
  if (wished === undefined) return offerTimes(input, { reason: 'meeting.offered', because: 'offer_times' })
  const within = { from: wished.from, to: wished.to }
  const fitting = await input.findOpenings({ count: 3, within })
  const [only] = fitting ?? []
  if (only !== undefined && (fitting?.length === 1 || wished.precision === 'minute')) return chooseTime(input, only)
  const pending = movedMeeting(input)
  if (fitting?.length) return showTimes(input, { reason: 'meeting.offered', because: 'offer_times', pending }, fitting)
  const values = { time: formatStretch(wished, input.timeZone, input.understanding.language) }
  return offerTimes(input, {
    reason: 'meeting.not_free',
    because: 'time_unavailable',
    values,
    wish: { within },
    pending,
  })
}

function offerLater(input: PlanInput, after: number): Promise<Plan> {
  const pending = movedMeeting(input)
  return offerTimes(input, { reason: 'meeting.offered', because: 'offer_times', wish: { after }, pending })
}

function movedMeeting({ facts }: PlanInput) {
  return facts.state.pending?.kind === 'move' ? facts.state.pending : null
}

/** A time was chosen: it is held, and the client is asked; or the meeting that is being moved goes there. */
export async function chooseTime(input: PlanInput, startsAt: number): Promise<Plan> {
  if (startsAt <= input.nowMs) {
    const values = { time: formatStart(startsAt, input.timeZone, input.understanding.language) }
    return offerTimes(input, {
      reason: 'meeting.expired',
      because: 'offer_expired',
      values,
      pending: movedMeeting(input),
    })
  }
  // The button may be old, or forged: only what is free now counts.
  const free = await input.findOpenings({ count: 1, within: { from: startsAt, to: startsAt + 60_000 } })
  const pending = movedMeeting(input)
  const isOwn = input.facts.meetings.some(meeting => meeting.startsAt === startsAt && meeting.status === 'held')
  if (free?.[0] !== startsAt && !isOwn) {
    return offerTimes(input, { reason: 'meeting.taken', because: 'slot_taken', pending })
  }
  const other = await offerTimes(input, {
    reason: 'meeting.taken',
    because: 'slot_taken',
    pending,
    wish: { after: startsAt },
  })
  const instead = { texts: other.says, state: other.state }
  if (pending !== null) return planMoveTo(input, { meetingId: pending.meetingId, startsAt, instead })
  return planHold(input, startsAt, instead)
}

function planHold(input: PlanInput, startsAt: number, instead: Alternative): Plan {
  const { understanding, timeZone, facts } = input
  // A time that is held already keeps its first end.
  const held = facts.meetings.find(meeting => meeting.startsAt === startsAt)
  const values = {
    time: formatStart(startsAt, timeZone, understanding.language),
    until: formatClock(held?.holdUntil ?? input.nowMs + input.holdMs, timeZone, understanding.language),
  }
  const consent = line(input, 'consent_calendar', values)
  const pending = { kind: 'booking', startsAt, shownText: consent } as const
  return startPlan(input, 'meeting.held', {
    says: [{ markdown: `${line(input, 'held', values)}\n\n${consent}`, buttons: yesNoButtons(input, pending) }],
    actions: [{ kind: 'hold-meeting', startsAt, timeZone, instead }],
    state: { pending },
    meeting: 'held',
    openings: [startsAt],
    wantsMeeting: true,
  })
}

function planMove(input: PlanInput, meeting: Meeting): Plan | Promise<Plan> {
  const pending = { kind: 'move' as const, meetingId: meeting.id }
  const moving = besideOwnTime({ ...input, facts: { ...input.facts, state: { ...input.facts.state, pending } } })
  if (input.understanding.reading.times.length > 0) return planWishedTime(moving)
  return offerTimes(moving, { reason: 'meeting.moving', because: 'offer_times', pending })
}

/** A meeting that is being moved does not stand in its own way: it may move by half an hour. */
function besideOwnTime(input: PlanInput): PlanInput {
  const { pending } = input.facts.state
  const meeting = pending?.kind === 'move' ? input.facts.meetings.find(({ id }) => id === pending.meetingId) : undefined
  if (meeting === undefined) return input
  const moving = { meetingId: meeting.id, startsAt: meeting.startsAt, minutes: meeting.minutes }
  return { ...input, findOpenings: wish => input.findOpenings({ ...wish, moving }) }
}

function planMoveTo(
  input: PlanInput,
  { meetingId, startsAt, instead }: { meetingId: number; startsAt: number; instead: Alternative },
): Plan {
  const { understanding, timeZone, facts } = input
  const meeting = facts.meetings.find(({ id }) => id === meetingId)
  if (meeting === undefined) return nothingBooked(input)
  const time = formatStart(startsAt, timeZone, understanding.language)
  const document = invitation(input, { ...meeting, startsAt, sequence: meeting.sequence + 1 }, false)
  return startPlan(input, 'meeting.moved', {
    says: [{ markdown: line(input, 'rescheduled', { time }), document }],
    actions: [{ kind: 'move-meeting', meetingId: meeting.id, startsAt, instead }],
    meeting: 'scheduled',
    openings: [startsAt],
    wantsMeeting: true,
  })
}

/** The client has a meeting, or holds one: says when, and what can be done about it. */
export function alreadyBooked(input: PlanInput, meeting: Meeting): Plan {
  const markdown = line(input, 'already_booked', { time: startOf(input, meeting) })
  return startPlan(input, 'meeting.already', { says: [{ markdown }], wantsMeeting: true })
}

/** A meeting is not given up on a misread word: the client is asked once. */
function planCancel(input: PlanInput, meeting: Meeting | undefined): Plan | null {
  // «Отмените» without a meeting may well mean something else: the talk goes on.
  if (meeting === undefined) return input.facts.state.pending?.kind === 'booking' ? nothingBooked(input) : null
  const pending = { kind: 'cancellation', meetingId: meeting.id } as const
  const shown = line(input, 'ask_cancel', { time: startOf(input, meeting) })
  return startPlan(input, 'meeting.cancelling', {
    says: [{ markdown: shown, buttons: yesNoButtons(input, pending) }],
    state: { pending },
  })
}

/** There is no meeting to move or cancel. */
export function nothingBooked(input: PlanInput): Plan {
  return startPlan(input, 'meeting.none', { says: [{ markdown: line(input, 'nothing_booked') }] })
}

/** The meeting's time in the client's words and zone. */
export function startOf(input: PlanInput, meeting: Meeting): string {
  return formatStart(meeting.startsAt, input.timeZone, input.understanding.language)
}

/** The calendar file that goes with a booking, a move or a cancellation. */
export function invitation(input: PlanInput, meeting: Meeting, isCancelled: boolean) {
  const { language } = input.understanding
  return {
    fileName: 'meeting.ics',
    mimeType: 'text/calendar',
    content: input.writeInvitation(meeting, language, isCancelled),
  }
}
