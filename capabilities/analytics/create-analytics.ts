import type { Database } from '#shared/database'
import type { Clock } from '#shared/utils'
import { type CasePage, type CaseQuery, listCases } from './cases/list-cases.ts'
import { createRollUp, type RollUp } from './counting/create-roll-up.ts'
import type { Prices } from './figures/define-figure.ts'
import { type Metrics, readMetrics } from './figures/read-metrics.ts'
import { type Bucket, readSeries, type SeriesPoint } from './figures/read-series.ts'
import { type PeriodOutcome, parsePeriod, previousPeriod } from './periods/parse-period.ts'
import type { Period } from './periods/split-period.ts'
import { createTimeGrid, type TimeGrid } from './periods/time-grid.ts'
import type { Language, Report } from './reports/report.ts'
import { type WrittenReport, writeReport } from './reports/written-report.ts'

export interface AnalyticsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly settings: AnalyticsSettings
}

export interface AnalyticsSettings {
  /** The business's: its days are counted. */
  readonly timeZone: string
  /** The way of a sale, in order. */
  readonly stages: readonly string[]
  readonly prices: Prices
  /** Reports are written in it, unless asked otherwise. */
  readonly language: Language
}

/** The figures of the business: counting them, and reading them for a period. */
export interface Analytics {
  readonly grid: TimeGrid
  readonly settings: AnalyticsSettings
  readonly rollUp: RollUp
  /** See `parsePeriod`. */
  parsePeriod(texts: { readonly from?: string | undefined; readonly to?: string | undefined }): PeriodOutcome
  previousPeriod(period: Period): Period
  readMetrics(period: Period): Promise<Metrics>
  readSeries(period: Period, bucket: Bucket): Promise<readonly SeriesPoint[]>
  /** See `listCases`. */
  listCases(query: CaseQuery): Promise<CasePage>
  /** Reads and writes a report, in the language of the settings unless told otherwise. */
  writeReport(report: Report, period: Period, language?: Language): Promise<WrittenReport>
  /** Counts what has happened since the last time, 20,000 events at most: an answer should not wait for a long backlog. */
  catchUp(): Promise<void>
}

const catchUpBatches = 20

export function createAnalytics({ database, clock, settings }: AnalyticsDeps): Analytics {
  const grid = createTimeGrid(settings.timeZone)
  const rollUp = createRollUp(database, grid)
  const deps = { db: database.db, grid, stages: settings.stages, prices: settings.prices }
  return {
    grid,
    settings,
    rollUp,
    parsePeriod: texts => parsePeriod(texts, grid, clock.now()),
    previousPeriod: period => previousPeriod(period, grid),
    readMetrics: period => readMetrics(deps, period, clock.now()),
    readSeries: (period, bucket) => readSeries(deps, period, bucket),
    listCases: query => listCases(database.db, query, clock.now()),
    writeReport: (report, period, language = settings.language) =>
      writeReport(report, { ...deps, period, language, nowMs: clock.now() }),
    async catchUp() {
      for (let batch = 0; batch < catchUpBatches && (await rollUp.run()).isMore; batch++);
    },
  }
}
