import { useQuery } from '@tanstack/react-query'
import {
  call,
  type GetAnalyticsMetricsResponse,
  getAnalyticsFigures,
  getAnalyticsMetrics,
  getAnalyticsReports,
} from '../../api/index.ts'
import { useLanguage } from '../../words/index.ts'
import { bucketOf } from './period/period.ts'

export type Metrics = GetAnalyticsMetricsResponse
export type MetricValues = NonNullable<Metrics['previous']>

export interface Days {
  readonly from: string
  readonly to: string
}

const freshForMs = 30_000

/** The figures of a period, with those of the one before it if they are wanted. */
export function useMetrics(days: Days, isCompared: boolean) {
  return useQuery({
    queryKey: ['analytics', 'metrics', days, isCompared],
    queryFn: ({ signal }) => {
      const compare = isCompared ? { compare: 'previous' as const } : {}
      return call(getAnalyticsMetrics({ query: { ...days, bucket: bucketOf(days), ...compare }, signal }))
    },
    enabled: days.from <= days.to,
    staleTime: freshForMs,
    placeholderData: before => before,
  })
}

export interface Definition {
  readonly name: string
  readonly unit: 'count' | 'rate' | 'milliseconds' | 'ratio' | 'money' | null
  readonly title: string
  readonly meaning: string
  readonly hasCases: boolean
}

/** What figures are called and mean, in the words of the API. */
export function useDefinitions() {
  const { language } = useLanguage()
  return useQuery({
    queryKey: ['analytics', 'figures'],
    queryFn: ({ signal }) => call(getAnalyticsFigures({ signal })),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ items }): ReadonlyMap<string, Definition> =>
      new Map(
        items.map(({ title, meaning, has_cases: hasCases, ...item }) => [
          item.name,
          { ...item, hasCases, title: title[language], meaning: meaning[language] },
        ]),
      ),
  })
}

/** What each report tells, and how its rows are counted, in the words of the API. */
export function useReportMeanings() {
  const { language } = useLanguage()
  return useQuery({
    queryKey: ['analytics', 'reports'],
    queryFn: ({ signal }) => call(getAnalyticsReports({ signal })),
    staleTime: Number.POSITIVE_INFINITY,
    select: ({ items }): ReadonlyMap<string, string> =>
      new Map(items.map(({ name, meaning }) => [name, meaning[language]])),
  })
}
