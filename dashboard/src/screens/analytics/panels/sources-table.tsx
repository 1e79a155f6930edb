import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { call, getAnalyticsReportsByName } from '../../../api/index.ts'
import { useSayCode } from '../../../sale/index.ts'
import { ErrorState, LoadingState } from '../../../shared/index.ts'
import { useWords } from '../../../words/index.ts'
import type { Days } from '../use-figures.ts'
import { analyticsWords } from '../words.ts'
import { BarList } from './bar-list.tsx'

interface Props {
  readonly days: Days
  readonly onOpen: (source: string, title: string) => void
}

/** Where leads came from, and how many of them fit and booked. */
export function SourcesTable({ days, onOpen }: Props): ReactElement {
  const t = useWords(analyticsWords)
  const say = useSayCode()
  const report = useQuery({
    queryKey: ['analytics', 'sources', days],
    queryFn: ({ signal }) =>
      call(getAnalyticsReportsByName({ path: { name: 'sources' }, query: { ...days, format: 'json' }, signal })),
  })
  if (report.error !== null) return <ErrorState error={report.error} retry={() => void report.refetch()} />
  if (report.data === undefined) return <LoadingState />
  const rows = readRows(report.data)
  const total = rows.reduce((sum, row) => sum + row.leads, 0)
  const bars = rows.map(({ source, leads, qualified, booked }) => ({
    name: source,
    title: `${say(source)} · ${t('qualified').toLowerCase()} ${qualified}, ${t('booked').toLowerCase()} ${booked}`,
    count: leads,
    share: total === 0 ? null : leads / total,
  }))
  if (bars.length === 0) return <Text c="dimmed">{t('nobody')}</Text>
  return <BarList bars={bars} onOpen={({ name }) => onOpen(name, say(name))} />
}

interface SourceRow {
  readonly source: string
  readonly leads: number
  readonly qualified: number
  readonly booked: number
}

/** The report can be had as files too, so its type is open: what is no row of sources is left out. */
function readRows(report: unknown): readonly SourceRow[] {
  const rows = typeof report === 'object' && report !== null && 'rows' in report ? report.rows : []
  return Array.isArray(rows) ? rows.flatMap(readRow) : []
}

function readRow(row: Readonly<Record<string, unknown>>): readonly SourceRow[] {
  const { source } = row
  const [leads = 0, qualified = 0, booked = 0] = [row.leads, row.qualified, row.booked].map(value => Number(value ?? 0))
  return typeof source === 'string' ? [{ source, leads, qualified, booked }] : []
}
