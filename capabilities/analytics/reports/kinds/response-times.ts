import type { Words } from '../../figures/define-figure.ts'
import { type Counts, readCounts } from '../../figures/read-counts.ts'
import { readSummary } from '../read-summary.ts'
import type { Report, Row } from '../report.ts'

const waits = [
  { metric: 'first_response', title: { en: 'First response', ru: 'Первый ответ' } },
  { metric: 'answer_time', title: { en: 'Answer of the AI', ru: 'Ответ ИИ' } },
  { metric: 'human_answer_time', title: { en: 'Answer of a human', ru: 'Ответ человека' } },
] as const satisfies readonly { readonly metric: string; readonly title: Words }[]

const shares = [50, 75, 90, 95, 99] as const

export const responseTimesReport: Report = {
  name: 'response-times',
  title: { en: 'Response times', ru: 'Время ответа' },
  meaning: {
    en: 'How long clients waited in the period, from their first unanswered message to the answer that was ready to be sent: so many of 100 did not wait longer. Within 1 %. The chart shows the median and 95 of 100.',
    ru: 'Сколько клиенты ждали за период, от первого сообщения без ответа до готового к отправке ответа: столько из 100 не ждали дольше. С точностью 1 %. На графике медиана и 95 из 100.',
  },
  columns: [
    { key: 'wait', kind: 'text', title: { en: 'Wait for', ru: 'Ожидание' } },
    { key: 'count', kind: 'count', title: { en: 'Answers', ru: 'Ответов' } },
    ...shares.map(share => ({
      key: `p${share}_ms`,
      kind: 'milliseconds' as const,
      title: { en: `${share} of 100`, ru: `${share} из 100` },
    })),
  ],
  async build(facts) {
    const { period, language } = facts
    const { summary } = await readSummary(facts, ['answers', 'human_replies', 'burst_size'])
    const counts = await readCounts(facts.db, facts.grid, { period, metrics: waits.map(({ metric }) => metric) })
    const bars = waits.flatMap(({ metric, title }) =>
      ([50, 95] as const).flatMap(share => {
        const value = counts.percentile(metric, share / 100)
        return value === null ? [] : [{ label: `${title[language]}, ${share} %`, value }]
      }),
    )
    return {
      summary,
      rows: waits.map(({ metric, title }) => toRow(counts, metric, title[language])),
      chart: { kind: 'bars', unit: 'milliseconds', bars },
    }
  },
}

function toRow(counts: Counts, metric: string, wait: string): Row {
  const times = shares.map(share => [`p${share}_ms`, counts.percentile(metric, share / 100)] as const)
  return { wait, count: counts.total(metric), ...Object.fromEntries(times) }
}
