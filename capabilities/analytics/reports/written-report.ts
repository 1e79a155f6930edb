import { DateTime } from 'luxon'
import type { Period } from '../periods/split-period.ts'
import type { Column, Language, Report, ReportContent, ReportFacts } from './report.ts'

/** A report with its words, ready to take the shape of any file. */
export interface WrittenReport extends ReportContent {
  readonly name: string
  readonly title: string
  readonly meaning: string
  readonly period: Period
  /** `1–30 Nov 2026`, as people write it. */
  readonly periodWords: string
  readonly columns: readonly Column[]
  readonly language: Language
  readonly timeZone: string
  readonly currency: string
}

export async function writeReport(report: Report, facts: ReportFacts): Promise<WrittenReport> {
  const { language, period, grid, prices } = facts
  return {
    ...(await report.build(facts)),
    name: report.name,
    title: report.title[language],
    meaning: report.meaning[language],
    period,
    periodWords: sayPeriod(period, grid.timeZone, language),
    columns: report.columns,
    language,
    timeZone: grid.timeZone,
    currency: prices.currency,
  }
}

/** Whole days by their dates, other periods with the time of day. Pure. */
export function sayPeriod({ from, to }: Period, timeZone: string, language: Language): string {
  const zone = { zone: timeZone }
  const [start, end] = [DateTime.fromMillis(from, zone), DateTime.fromMillis(to, zone)]
  const isWholeDays = [start, end].every(at => at.startOf('day').equals(at))
  const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru' : 'en-GB', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(isWholeDays ? {} : { hour: '2-digit', minute: '2-digit' }),
  })
  return format.formatRange(from, isWholeDays ? Math.max(from, to - 1) : to)
}
