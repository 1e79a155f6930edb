import type { Db } from '#shared/database'
import type { Unit, Words } from '../figures/define-figure.ts'
import type { FigureName } from '../figures/figures.ts'
import type { MetricsDeps } from '../figures/read-metrics.ts'
import type { Period } from '../periods/split-period.ts'

export type Language = 'en' | 'ru'

/** What a column holds; `instant` is epoch milliseconds. Null where there is nothing to say. */
export type ColumnKind = Unit | 'text' | 'instant'

export interface Column {
  /** Its name in JSON and CSV. */
  readonly key: string
  readonly kind: ColumnKind
  readonly title: Words
  /** Codes of ours, which files for people say in words. */
  readonly isCode?: boolean
}

export type Row = Readonly<Record<string, string | number | null>>

export interface Bar {
  readonly label: string
  readonly value: number
}

/** What is drawn. */
export type Chart =
  /** One bar beside the other, told apart by words. */
  | { readonly kind: 'bars'; readonly unit: Unit; readonly bars: readonly Bar[] }
  /** Days, weeks or months from left to right. */
  | { readonly kind: 'columns'; readonly points: readonly ChartPoint[]; readonly series: readonly ChartSeries[] }

export interface ChartPoint {
  /** When the stretch begins. */
  readonly at: number
  /** In the order of the series. */
  readonly values: readonly number[]
}

export interface ChartSeries {
  readonly title: Words
}

/** A report of a period, before it takes the shape of a file. */
export interface ReportContent {
  /** Figures that stand above the table, with their values. */
  readonly summary: readonly { readonly name: FigureName; readonly value: number | null }[]
  readonly rows: readonly Row[]
  readonly chart: Chart
}

export interface ReportFacts extends MetricsDeps {
  readonly db: Db
  readonly period: Period
  readonly nowMs: number
  readonly language: Language
}

/** A kind of report: a file in `kinds/`, a line in `reports.ts`. API, files, schedule and chart are the same for all. */
export interface Report {
  readonly name: string
  readonly title: Words
  /** What it tells, and how its rows are counted. Stands under it. */
  readonly meaning: Words
  readonly columns: readonly Column[]
  build(facts: ReportFacts): Promise<ReportContent>
}
