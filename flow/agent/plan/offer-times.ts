import type { Button } from '#capabilities/channels'
import type { LineName } from '#capabilities/sales'
import { writeButtonData } from '../commands/button-data.ts'
import type { Pending } from '../reading/dialogue-state.ts'
import { formatButton } from '../talk/format-time.ts'
import type { OpeningWish, Plan, PlanInput } from './plan.ts'
import { line, startPlan } from './start-plan.ts'

export interface Offer {
  readonly reason: string
  /** What introduces the times: `offer_times`, or why another time is needed. */
  readonly because: LineName
  readonly values?: Readonly<Record<string, string>>
  readonly wish?: Partial<OpeningWish>
  /** What choosing a time will do, when it is not a new booking. */
  readonly pending?: Pending | null
}

// Three to choose from at first: more makes choosing harder; "other time" shows the next ones.
const offeredAtOnce = 3

/** Shows free times as buttons. When the calendar has none or cannot be seen, says so and asks the owner. */
export async function offerTimes(input: PlanInput, offer: Offer): Promise<Plan> {
  const openings = await input.findOpenings({ count: offeredAtOnce, ...offer.wish })
  // A wish that nothing fits (a full Friday, or the end of the calendar) is answered with what else there is.
  const isFitted = offer.wish !== undefined && openings?.length === 0
  const fallback = isFitted ? await input.findOpenings({ count: offeredAtOnce }) : []
  const shown = openings?.length ? openings : fallback
  if (shown?.length) return showTimes(input, offer, shown)
  return noTimes(input, offer.reason, openings === null ? 'calendar_unavailable' : 'no_openings')
}

/** The plan that offers exactly these times. */
export function showTimes(input: PlanInput, offer: Offer, openings: readonly number[]): Plan {
  return startPlan(input, offer.reason, {
    says: [{ markdown: line(input, offer.because, offer.values), buttons: timeButtons(input, openings) }],
    state: { pending: offer.pending ?? null, offered: [...openings] },
    openings,
    wantsMeeting: true,
  })
}

function noTimes(input: PlanInput, reason: string, because: LineName): Plan {
  const { turn } = input.facts
  const messageId = turn.unanswered.at(-1)?.id ?? null
  return startPlan(input, `${reason}.none_free`, {
    says: [{ markdown: line(input, because) }],
    actions: [{ kind: 'raise-question', question: input.understanding.text, messageId }],
    wantsMeeting: true,
  })
}

function timeButtons(input: PlanInput, openings: readonly number[]): readonly (readonly Button[])[] {
  const { language } = input.understanding
  const rows = openings.map(startsAt => [
    { text: formatButton(startsAt, input.timeZone, language), data: writeButtonData({ kind: 'opening', startsAt }) },
  ])
  const last = openings.at(-1) ?? input.nowMs
  const other = { text: line(input, 'button_other_time'), data: writeButtonData({ kind: 'other-times', after: last }) }
  return [...rows, [other]]
}
