import { Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, type ReactElement, Suspense, useState } from 'react'
import { useSayCode } from '../../sale/index.ts'
import { EmptyState, ErrorState, LoadingState, Page } from '../../shared/index.ts'
import { useWords } from '../../words/index.ts'
import { type CaseChoice, CasesDrawer } from './cases/cases-drawer.tsx'
import { BarList } from './panels/bar-list.tsx'
import { ChartPanel } from './panels/chart-panel.tsx'
import { FigureList } from './panels/figure-list.tsx'
import { Headline } from './panels/headline.tsx'
import classes from './panels/panels.module.css'
import { SourcesTable } from './panels/sources-table.tsx'
import { daysOf, type PeriodChoice, parsePeriodChoice } from './period/period.ts'
import { PeriodBar } from './period/period-bar.tsx'
import {
  type Days,
  type Definition,
  type Metrics,
  useDefinitions,
  useMetrics,
  useReportMeanings,
} from './use-figures.ts'
import { analyticsWords } from './words.ts'

const TrendChart = lazy(async () => ({ default: (await import('./panels/trend-chart.tsx')).TrendChart }))

/** Whether the platform pays: figures of a period, each with its meaning and with what stands behind it. */
export function AnalyticsScreen(): ReactElement {
  const t = useWords(analyticsWords)
  const choice = parsePeriodChoice(useSearch({ strict: false }))
  const navigate = useNavigate()
  const days = daysOf(choice, Date.now())
  const metrics = useMetrics(days, choice.isCompared)
  const definitions = useDefinitions()
  const [opened, setOpened] = useState<CaseChoice | null>(null)
  const show = ({ days: length, from, to, isCompared }: PeriodChoice): void => {
    const period = length === null ? { from, to } : { days: length }
    const search = { ...period, ...(isCompared ? {} : { compare: 'no' }) }
    void navigate({ to: '/analytics', search: search as never, replace: true })
  }
  const error = metrics.error ?? definitions.error
  return (
    <Page title={t('title')}>
      <PeriodBar choice={choice} days={days} onChange={show} />
      {error !== null && <ErrorState error={error} retry={() => void metrics.refetch()} />}
      {error === null && (metrics.data === undefined || definitions.data === undefined) && <LoadingState />}
      {error === null && metrics.data !== undefined && definitions.data !== undefined && (
        <Figures metrics={metrics.data} definitions={definitions.data} days={days} onOpen={setOpened} />
      )}
      <CasesDrawer choice={opened} days={days} onClose={() => setOpened(null)} />
    </Page>
  )
}

interface FiguresProps {
  readonly metrics: Metrics
  readonly definitions: ReadonlyMap<string, Definition>
  readonly days: Days
  readonly onOpen: (choice: CaseChoice) => void
}

function Figures({ metrics, definitions, days, onOpen }: FiguresProps): ReactElement {
  const t = useWords(analyticsWords)
  const { total_leads: leads, total_conversations: conversations, messages_received: messages } = metrics
  if (leads === 0 && conversations === 0 && messages === 0)
    return <EmptyState title={t('nobody')} text={t('nobodyText')} />
  return (
    <>
      <Headline metrics={metrics} definitions={definitions} onOpen={onOpen} />
      <ChartPanel title={t('trend')} meaning={t('trendText')} report="weekly-digest" days={days}>
        <Suspense fallback={<LoadingState />}>
          <TrendChart points={metrics.series ?? []} definitions={definitions} />
        </Suspense>
      </ChartPanel>
      <div className={classes.grid}>
        <Panels metrics={metrics} definitions={definitions} days={days} onOpen={onOpen} />
      </div>
      <Text size="sm" c="dimmed">
        {t('zone', { zone: metrics.period.time_zone })}
      </Text>
    </>
  )
}

const responseFigures = [
  'first_response_p50_ms',
  'first_response_p95_ms',
  'answer_time_p50_ms',
  'answer_time_p95_ms',
  'human_answer_time_p50_ms',
] as const
const outcomeFigures = [
  'resolved_by_ai',
  'durably_resolved_by_ai_rate',
  'handed_off',
  'handed_back',
  'human_replies',
] as const

function Panels({ metrics, definitions, days, onOpen }: FiguresProps): ReactElement {
  const t = useWords(analyticsWords)
  const say = useSayCode()
  const reports = useReportMeanings().data ?? new Map<string, string>()
  const meaningOf = (name: string): string => definitions.get(name)?.meaning ?? ''
  const toBars = (items: Metrics['objections']) => items.map(item => ({ ...item, title: say(item.name) }))
  const stages = metrics.stages.map(({ stage, leads: count, conversion: share }) => ({
    ...{ name: stage, title: say(stage), count, share },
  }))
  return (
    <>
      <ChartPanel title={t('funnel')} meaning={reports.get('funnel') ?? ''} report="funnel" days={days}>
        <BarList
          bars={stages}
          onOpen={({ name, title }) =>
            onOpen({ figure: 'leads_by_stage', part: name, title: `${t('funnel')}: ${title}` })
          }
        />
      </ChartPanel>
      <ChartPanel title={t('sources')} meaning={reports.get('sources') ?? ''} report="sources" days={days}>
        <SourcesTable
          days={days}
          onOpen={(part, title) => onOpen({ figure: 'leads_by_source', part, title: `${t('source')}: ${title}` })}
        />
      </ChartPanel>
      <ChartPanel
        title={t('response')}
        meaning={reports.get('response-times') ?? ''}
        report="response-times"
        days={days}
      >
        <FigureList names={responseFigures} metrics={metrics} definitions={definitions} onOpen={onOpen} />
      </ChartPanel>
      <ChartPanel title={t('outcomes')} meaning={reports.get('outcomes') ?? ''} report="outcomes" days={days}>
        <FigureList names={outcomeFigures} metrics={metrics} definitions={definitions} onOpen={onOpen} />
      </ChartPanel>
      <ChartPanel title={t('reasons')} meaning={meaningOf('handed_off_by_reason')} report="handoffs" days={days}>
        <BarList
          bars={toBars(metrics.handed_off_by_reason)}
          onOpen={({ name, title }) => onOpen({ figure: 'handed_off', part: name, title })}
        />
      </ChartPanel>
      <ChartPanel title={t('objections')} meaning={meaningOf('objections')} report="objections" days={days}>
        <BarList
          bars={toBars(metrics.objections)}
          onOpen={({ name, title }) =>
            onOpen({ figure: 'objections', part: name, title: `${t('objections')}: ${title}` })
          }
        />
      </ChartPanel>
    </>
  )
}
