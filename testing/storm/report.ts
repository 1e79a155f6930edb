/** What a storm came to. */
export interface StormReport {
  readonly minutes: number
  readonly chats: number
  /** Parts of replies that were queued, arrived, did not, arrived twice, arrived before an earlier one. */
  readonly queued: number
  readonly arrived: number
  readonly lost: number
  readonly doubled: number
  readonly outOfOrder: number
  readonly insidePenalty: number
  readonly overLimit: number
  /** Penalties that Telegram gave for no reason. */
  readonly penalties: number
  readonly drafts: number
  readonly typings: number
  readonly edits: number
  /** Messages of the minutes in which every chat had something to say, by what the bot was allowed. */
  readonly rateOfBot: number
  /** The same of one chat, and of one group, that always had. */
  readonly rateOfChat: number
  readonly rateOfGroup: number
}

const leastRate = 0.99

/** What a storm broke; empty when it kept every promise. */
export function listBroken(report: StormReport): readonly string[] {
  const { lost, doubled, outOfOrder, insidePenalty, overLimit } = report
  const faults = { lost, doubled, outOfOrder, insidePenalty, overLimit }
  const rates = { rateOfBot: report.rateOfBot, rateOfChat: report.rateOfChat, rateOfGroup: report.rateOfGroup }
  return [
    ...Object.entries(faults).flatMap(([name, count]) => (count === 0 ? [] : [`${name}: ${count}`])),
    ...Object.entries(rates).flatMap(([name, rate]) => (rate >= leastRate ? [] : [`${name}: ${rate.toFixed(4)}`])),
    ...(report.drafts === 0 || report.typings === 0 || report.edits === 0 ? ['no drafts, no typing or no edits'] : []),
  ]
}
