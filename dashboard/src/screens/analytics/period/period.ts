/** What the figures are read for: as it stands in the address. */
export interface PeriodChoice {
  /** Days up to today, or dates of one's own. */
  readonly days: 7 | 30 | 90 | null
  readonly from?: string
  readonly to?: string
  readonly isCompared: boolean
}

const lengths = [7, 30, 90] as const
const dayMs = 86_400_000

/** What an address says; what it says wrongly is left out. Pure. */
export function parsePeriodChoice(search: Readonly<Record<string, unknown>>): PeriodChoice {
  const isCompared = search.compare !== 'no'
  const { from, to } = search
  if (isDay(from) && isDay(to)) return { days: null, from, to, isCompared }
  return { days: lengths.find(days => String(days) === String(search.days)) ?? 30, isCompared }
}

function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text)
}

/** First and last day, both part of the period, by the clock of whoever looks. Pure. */
export function daysOf(
  { days, from, to }: PeriodChoice,
  nowMs: number,
): { readonly from: string; readonly to: string } {
  if (from !== undefined && to !== undefined) return { from, to }
  return { from: toDay(nowMs - ((days ?? 30) - 1) * dayMs), to: toDay(nowMs) }
}

function toDay(ms: number): string {
  const date = new Date(ms)
  const part = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`
}

/** Long periods are shown by weeks or months: a chart of a year by days is a comb. Pure. */
export function bucketOf({ from, to }: { readonly from: string; readonly to: string }): 'day' | 'week' | 'month' {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1
  if (days <= 45) return 'day'
  return days <= 200 ? 'week' : 'month'
}

/** How much more or less, as a share of before; null where there is nothing to compare with. Pure. */
export function changeOf(now: number | null, before: number | null | undefined): number | null {
  if (now === null || before === null || before === undefined || before === 0) return null
  return (now - before) / before
}
