export { type CaseName, caseKinds, caseNames } from './cases/cases.ts'
export type { Case, CasePage, CaseQuery } from './cases/list-cases.ts'
export { type ReportsConfig, reportsSection } from './config.ts'
export type { RolledUp, RollUp } from './counting/create-roll-up.ts'
export { type Analytics, type AnalyticsDeps, type AnalyticsSettings, createAnalytics } from './create-analytics.ts'
export {
  type Breakdown,
  type BreakdownItem,
  type BreakdownName,
  breakdownNames,
  breakdowns,
} from './figures/breakdowns.ts'
export type { Figure, Prices, Unit, Words } from './figures/define-figure.ts'
export { type FigureName, figureNames, figures } from './figures/figures.ts'
export type { Metrics } from './figures/read-metrics.ts'
export { type Bucket, buckets, type SeriesName, type SeriesPoint, seriesNames } from './figures/read-series.ts'
export type { StageFigures } from './figures/stage-figures.ts'
export type { Period } from './periods/split-period.ts'
export { formatValue } from './reports/format-value.ts'
export { type FileFormat, type FormatName, fileFormats, formatNames } from './reports/formats/formats.ts'
export { byteOrderMark, writeCsvHeader, writeCsvRows } from './reports/formats/write-csv.ts'
export { type Sheet, writeSheets } from './reports/formats/write-sheets.ts'
export type { Column, Language, Report, Row } from './reports/report.ts'
export { findReport, reports } from './reports/reports.ts'
export type { WrittenReport } from './reports/written-report.ts'
export { type DueDigest, findDueDigests } from './schedule/due-digests.ts'
export { claimDigest, isSent } from './schedule/sent-reports.ts'
export { type DigestFile, type WrittenDigest, writeDigest } from './schedule/write-digest.ts'
