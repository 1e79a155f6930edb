import { z } from 'zod'

const instant = z.number().int().nullable()

const shape = z.object({
  /** Null when it was there before events were kept. */
  createdAt: instant,
  source: z.string(),
  /** The latest of its events. */
  lastAt: z.number().int(),
  stage: z.string().nullable(),
  stageSince: instant,
  /** Every stage that it has been in. */
  reached: z.array(z.string()),
  isQualified: z.boolean(),
  isBooked: z.boolean(),
  isKept: z.boolean(),
  /** The meeting that was counted last: a move of it is no further booking. */
  bookedMeetingId: z.number().int().nullable(),
})

/** What the counting remembers of a lead. */
export type LeadTally = z.infer<typeof shape>

export function newLeadTally(source: string): LeadTally {
  return {
    createdAt: null,
    source,
    lastAt: 0,
    stage: null,
    stageSince: null,
    reached: [],
    isQualified: false,
    isBooked: false,
    isKept: false,
    bookedMeetingId: null,
  }
}

export function parseLeadTally(text: string): LeadTally {
  return shape.parse(JSON.parse(text))
}
