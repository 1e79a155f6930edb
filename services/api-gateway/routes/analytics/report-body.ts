import { z } from 'zod'
import { figures, type Report, type WrittenReport } from '#capabilities/analytics'
import { periodBody, toPeriodBody } from './metrics-body.ts'

const words = z.object({ en: z.string(), ru: z.string() })

const kinds = ['count', 'rate', 'milliseconds', 'ratio', 'money', 'text', 'instant'] as const

const columnBody = z.object({
  key: z.string().describe('The name of the member in each row, and of the column in CSV.'),
  title: z.string(),
  kind: z
    .enum(kinds)
    .describe(
      '`rate` is a share, 1 the whole; `money` is in `currency`; `instant` is ISO 8601 in UTC; empty values are null.',
    ),
})

const summaryBody = z.object({
  name: z.string().describe('As in the figures of a period.'),
  title: z.string(),
  value: z.number().nullable(),
  meaning: z.string(),
})

export const reportBody = z.object({
  name: z.string(),
  title: z.string(),
  meaning: z.string().describe('How it is counted.'),
  period: periodBody,
  currency: z.string(),
  summary: z.array(summaryBody),
  columns: z.array(columnBody),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
})

export const reportListBody = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      title: words,
      meaning: words.describe('What it tells, and how it is counted.'),
      formats: z.array(z.string()).describe('What `format` may ask for.'),
    }),
  ),
  next_cursor: z.null().describe('All of them are on this page.'),
})

export function toReportItem({ name, title, meaning }: Report, formats: readonly string[]) {
  return { name, title: { ...title }, meaning: { ...meaning }, formats: [...formats] }
}

export function toReportBody(report: WrittenReport): z.infer<typeof reportBody> {
  const { language } = report
  return {
    name: report.name,
    title: report.title,
    meaning: report.meaning,
    period: toPeriodBody(report.period, report.timeZone),
    currency: report.currency,
    summary: report.summary.map(({ name, value }) => {
      const { title, meaning } = figures[name]
      return { name, title: title[language], value, meaning: meaning[language] }
    }),
    columns: report.columns.map(({ key, title, kind }) => ({ key, title: title[language], kind })),
    rows: report.rows.map(row => toRowBody(row, report.columns)),
  }
}

function toRowBody(row: WrittenReport['rows'][number], columns: WrittenReport['columns']) {
  const write = (value: string | number | null, kind: string) =>
    kind === 'instant' && typeof value === 'number' ? new Date(value).toISOString() : value
  return Object.fromEntries(columns.map(({ key, kind }) => [key, write(row[key] ?? null, kind)]))
}
