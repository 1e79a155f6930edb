import { drawChart } from '../charts/draw-chart.ts'
import { paintPng } from '../charts/paint-png.ts'
import type { WrittenReport } from '../written-report.ts'
import { byteOrderMark, writeCsv } from './write-csv.ts'
import { writeXlsx } from './write-xlsx.ts'

export interface FileFormat {
  readonly mediaType: string
  /** False: shown rather than saved. */
  readonly isDownload: boolean
  write(report: WrittenReport, options: FileOptions): Promise<string | Buffer>
}

export interface FileOptions {
  /** Only CSV has one. */
  readonly hasByteOrderMark: boolean
}

/** The files that a report can become, by the ending of their names. */
export const fileFormats = {
  csv: {
    mediaType: 'text/csv',
    isDownload: true,
    write: async (report, { hasByteOrderMark }) =>
      (hasByteOrderMark ? byteOrderMark : '') + writeCsv(report.columns, report.rows),
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    isDownload: true,
    write: report => writeXlsx(report),
  },
  svg: { mediaType: 'image/svg+xml', isDownload: false, write: report => drawChart(report) },
  png: { mediaType: 'image/png', isDownload: false, write: async report => paintPng(await drawChart(report)) },
} as const satisfies Readonly<Record<string, FileFormat>>

export type FormatName = keyof typeof fileFormats
export const formatNames = Object.keys(fileFormats) as readonly FormatName[]
