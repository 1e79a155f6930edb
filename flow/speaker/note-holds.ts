import type { Db, OutboundId } from '#shared/database'
import { writeHolds } from './speaker-rows.ts'

/** Keeps in the rows until when parts wait for the flood budget, which only the speaker knows. */
export interface HoldNotes {
  /** The parts that have just been refused a place, each with the instant at which there may be one. */
  note(holds: ReadonlyMap<OutboundId, number>): Promise<void>
}

// The budget is asked every second, and a clock that runs beside another differs by a little.
const toleratedMs = 1_000

/** What was written already is not written again: a wait of an hour costs one row, not one a second. */
export function createHoldNotes(db: Db): HoldNotes {
  let noted: ReadonlyMap<OutboundId, number> = new Map()
  return {
    async note(holds) {
      const former = noted
      const news = [...holds].filter(([id, untilMs]) => Math.abs(untilMs - (former.get(id) ?? 0)) > toleratedMs)
      if (news.length > 0) await writeHolds(db, news)
      const changed = new Map(news)
      noted = new Map([...holds.keys()].map(id => [id, changed.get(id) ?? former.get(id) ?? 0]))
    },
  }
}
