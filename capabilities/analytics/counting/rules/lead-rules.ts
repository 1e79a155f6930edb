import type { Counting } from '../batch.ts'
import { bucketOf } from '../histogram.ts'
import type { LeadTally } from '../tallies/lead-tally.ts'

/**
 * Metrics that begin with `lead.` and `source.` are counted at the moment when the lead was created, whenever the thing itself
 * happened: "of the leads of March, so many have booked by now". All others are counted when they happen.
 */
export function countLeadEvent(counting: Counting): void {
  rules[counting.event.type]?.(counting)
}

const rules: Readonly<Record<string, (counting: Counting) => void>> = {
  'lead.created': countCreated,
  'lead.stage_changed': countStage,
  'lead.qualified': countQualified,
  'lead.slot_changed': countThemes,
  'lead.objection_raised': countObjection,
  'meeting.scheduled': countBooked,
  'meeting.rescheduled': ({ event, counter }) => counter.add('meetings.moved', event.at),
  'meeting.cancelled': ({ event, counter }) => counter.add('meetings.cancelled', event.at),
  'meeting.completed': countKept,
}

const firstStage = 'greeting'

function countCreated({ event, lead, conversation, counter }: Counting): void {
  counter.add('leads.created', event.at)
  if (lead === null || lead.createdAt !== null) return
  lead.createdAt = event.at
  counter.add('source.leads', event.at, lead.source)
  if (conversation !== null) {
    conversation.leadAt = event.at
    if (conversation.received > 0) counter.add('lead.messages', event.at, '', conversation.received)
    if (conversation.received > 1) counter.add('lead.active', event.at)
  }
  // What other events told already, because this one was written after them, counts from now on too.
  const before = lead.reached
  lead.reached = []
  for (const stage of [firstStage, ...before]) reach({ lead, counter }, stage)
  if (lead.stage === null) enter(lead, firstStage, event.at)
  if (lead.isQualified) credit({ lead, counter }, 'qualified')
  if (lead.isBooked) credit({ lead, counter }, 'booked')
  if (lead.isKept) credit({ lead, counter }, 'kept')
}

type Credited = Pick<Counting, 'counter'> & { readonly lead: LeadTally }

function reach({ lead, counter }: Credited, stage: string): void {
  if (lead.reached.includes(stage)) return
  lead.reached.push(stage)
  if (lead.createdAt !== null) counter.add('lead.reached', lead.createdAt, stage)
}

function enter(lead: LeadTally, stage: string, atMs: number): void {
  lead.stage = stage
  lead.stageSince = atMs
}

/** To the day on which the lead came, and to where it came from. */
function credit({ lead, counter }: Credited, step: 'qualified' | 'booked' | 'kept'): void {
  if (lead.createdAt === null) return
  counter.add(`lead.${step}`, lead.createdAt)
  counter.add(`source.${step}`, lead.createdAt, lead.source)
}

function countStage({ event, lead, counter }: Counting): void {
  const { oldStage, newStage } = event.payload
  if (oldStage === undefined || newStage === undefined) return
  counter.add('stage.entered', event.at, newStage)
  if (lead === null) return
  if (lead.stage === oldStage && lead.stageSince !== null)
    counter.add(`stage.time:${oldStage}`, event.at, bucketOf(event.at - lead.stageSince))
  reach({ lead, counter }, oldStage)
  reach({ lead, counter }, newStage)
  enter(lead, newStage, event.at)
}

function countQualified({ event, lead, counter }: Counting): void {
  // A score may cross the threshold many times: the first time counts.
  if (lead?.isQualified === true) return
  counter.add('leads.qualified', event.at)
  if (lead === null) return
  lead.isQualified = true
  credit({ lead, counter }, 'qualified')
}

function countThemes({ event, conversation, counter }: Counting): void {
  for (const slot of event.payload.slots ?? []) {
    counter.add('themes', event.at, slot)
    if (conversation !== null) conversation.themes[slot] = (conversation.themes[slot] ?? 0) + 1
  }
}

function countObjection({ event, counter }: Counting): void {
  counter.add('objections', event.at, event.payload.objection ?? 'other')
}

function countBooked({ event, lead, counter }: Counting): void {
  const { meetingId = null } = event.payload
  if (lead !== null && lead.bookedMeetingId === meetingId && meetingId !== null) {
    counter.add('meetings.moved', event.at)
    return
  }
  counter.add('meetings.booked', event.at)
  if (lead === null) return
  lead.bookedMeetingId = meetingId
  if (lead.isBooked) return
  lead.isBooked = true
  credit({ lead, counter }, 'booked')
}

function countKept({ event, lead, counter }: Counting): void {
  counter.add('meetings.kept', event.at)
  if (lead === null || lead.isKept) return
  lead.isKept = true
  credit({ lead, counter }, 'kept')
}
