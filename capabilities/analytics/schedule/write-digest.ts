import type { Analytics } from '../create-analytics.ts'
import { type FigureName, figures } from '../figures/figures.ts'
import type { Metrics } from '../figures/read-metrics.ts'
import { formatValue } from '../reports/format-value.ts'
import { fileFormats } from '../reports/formats/formats.ts'
import { digestReport } from '../reports/kinds/digest.ts'
import { sayPeriod } from '../reports/written-report.ts'
import type { DueDigest } from './due-digests.ts'

/** What the owner gets: a heading, five lines, a picture, a file. */
export interface WrittenDigest {
  /** Markdown. */
  readonly text: string
  readonly picture: DigestFile
  readonly sheet: DigestFile
}

export interface DigestFile {
  readonly fileName: string
  readonly mimeType: string
  readonly content: Buffer
}

const titles = {
  daily: { en: 'The day', ru: 'Итоги дня' },
  weekly: { en: 'The week', ru: 'Итоги недели' },
} as const

/** Null: nothing happened in the period, and nobody is to be disturbed for that. */
export async function writeDigest(analytics: Analytics, due: DueDigest): Promise<WrittenDigest | null> {
  const { language, timeZone } = analytics.settings
  const metrics = await analytics.readMetrics(due.period)
  if (!hasHappened(metrics)) return null
  const before = await analytics.readMetrics(analytics.previousPeriod(due.period))
  const report = await analytics.writeReport(digestReport, due.period)
  const heading = `**${titles[due.name][language]}**, ${sayPeriod(due.period, timeZone, language)}`
  const day = new Date(due.period.from).toISOString().slice(0, 10)
  return {
    text: [heading, ...sayLines(analytics, metrics, before)].join('\n'),
    picture: {
      fileName: `${due.name}-${day}.png`,
      mimeType: fileFormats.png.mediaType,
      content: await fileFormats.png.write(report),
    },
    sheet: {
      fileName: `${due.name}-${day}.xlsx`,
      mimeType: fileFormats.xlsx.mediaType,
      content: await fileFormats.xlsx.write(report),
    },
  }
}

function hasHappened({ figures: values }: Metrics): boolean {
  const signs: readonly FigureName[] = ['total_leads', 'messages_received', 'answers', 'meetings_kept', 'human_replies']
  return signs.some(name => (values[name] ?? 0) > 0)
}

// Five lines, two figures each at most: what is read on a phone at nine in the morning.
const lines: readonly (readonly FigureName[])[] = [
  ['total_leads', 'qualified_leads'],
  ['meetings_booked', 'conversion_rate'],
  ['resolved_by_ai_rate', 'handed_off'],
  ['first_response_p50_ms', 'unanswered_questions'],
  ['model_cost', 'cost_per_qualified_lead'],
]

function sayLines({ settings }: Analytics, now: Metrics, before: Metrics): readonly string[] {
  const manner = { language: settings.language, currency: settings.prices.currency }
  const say = (name: FigureName): string => {
    const { title, unit } = figures[name]
    const value = formatValue(now.figures[name], unit, manner)
    return `${title[settings.language]}: ${value}${sayChange(now.figures[name], before.figures[name], unit === 'count')}`
  }
  return lines.map(names => `• ${names.map(say).join(' · ')}`)
}

/** Only of counts: a share that rises from 20 % to 25 % has not risen by 5 %, and not by 25 % either. */
function sayChange(value: number | null, before: number | null, isCount: boolean): string {
  if (!isCount || value === null || before === null || value === before) return ''
  return ` (${value > before ? '+' : '−'}${Math.abs(value - before)})`
}
