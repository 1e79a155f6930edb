import type { WrittenReport } from '../written-report.ts'
import { drawBars } from './draw-bars.ts'
import { drawColumns } from './draw-columns.ts'
import { drawText, palette, type Size } from './svg.ts'

const width = 880
const headHeight = 78
const footHeight = 34

/** The chart of a report as SVG text: title, period, axis, values. Needs no style sheet and no script. */
export async function drawChart(report: WrittenReport): Promise<string> {
  const { chart } = report
  const body = chart.kind === 'bars' ? await drawBars(chart, report, width) : await drawColumns(chart, report, width)
  const size = { width, height: headHeight + body.height + footHeight }
  return frame(size, report, [
    drawText({ x: 32, y: 38, text: report.title, size: 22, weight: 'bold' }),
    drawText({ x: 32, y: 62, text: report.periodWords, size: 14, fill: palette.muted }),
    `<g transform="translate(0 ${headHeight})">${body.svg}</g>`,
    drawText({ x: 32, y: size.height - 14, text: sayTotal(report), size: 12, fill: palette.muted }),
  ])
}

function frame({ width, height }: Size, { language }: WrittenReport, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`,
    ` role="img" xml:lang="${language}" font-family="DejaVu Sans, Verdana, sans-serif">`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>`,
    ...parts,
    '</svg>',
  ].join('')
}

/** A chart without anything to draw says so. */
function sayTotal({ chart, language, timeZone }: WrittenReport): string {
  const values = chart.kind === 'bars' ? chart.bars.map(bar => bar.value) : chart.points.flatMap(point => point.values)
  if (values.some(value => value > 0)) return language === 'ru' ? `Время: ${timeZone}` : `Time zone: ${timeZone}`
  return language === 'ru' ? 'За этот период ничего не произошло.' : 'Nothing happened in this period.'
}
