import type { Chart, ChartPoint } from '../report.ts'
import type { WrittenReport } from '../written-report.ts'
import { type Drawing, drawText, palette, round } from './svg.ts'

const plotHeight = 260
const legendHeight = 30
const axisHeight = 30
const left = 72
const right = 32
const mostLabels = 10

/** Days, weeks or months from left to right: the first figure as columns, the others as lines over them. */
export async function drawColumns(
  { points, series }: Extract<Chart, { kind: 'columns' }>,
  report: WrittenReport,
  width: number,
): Promise<Drawing> {
  const [{ scaleBand, scaleLinear }, { line }] = await Promise.all([import('d3-scale'), import('d3-shape')])
  const x = scaleBand(
    points.map(point => point.at),
    [left, width - right],
  ).padding(0.25)
  const most = Math.max(1, ...points.flatMap(point => point.values))
  const y = scaleLinear([0, most], [plotHeight, 12]).nice(4)
  const middle = (point: ChartPoint): number => (x(point.at) ?? 0) + x.bandwidth() / 2
  const lines = series.slice(1).map((_, index) => {
    const path = line<ChartPoint>(middle, point => y(point.values[index + 1] ?? 0)).digits(1)(points)
    return `<path d="${path ?? ''}" fill="none" stroke="${colorOf(index + 1)}" stroke-width="2.5" stroke-linejoin="round"/>`
  })
  const body = [
    ...y
      .ticks(4)
      .filter(Number.isInteger)
      .map(tick => drawTick(y(tick), width, tick, report)),
    ...points.map(point =>
      drawColumn(point, { x: x(point.at) ?? 0, width: x.bandwidth(), top: y(point.values[0] ?? 0) }),
    ),
    ...lines,
    ...(x.bandwidth() < narrowest
      ? []
      : points.flatMap(point => drawValue(point, middle(point), y(point.values[0] ?? 0)))),
    ...chooseLabels(points).map(point =>
      drawText({
        x: middle(point),
        y: plotHeight + 20,
        text: sayDay(point.at, report),
        size: 12,
        fill: palette.muted,
        anchor: 'middle',
      }),
    ),
  ]
  return {
    height: legendHeight + plotHeight + axisHeight,
    svg: `${drawLegend(series, report)}<g transform="translate(0 ${legendHeight})">${body.join('')}</g>`,
  }
}

function colorOf(index: number): string {
  return palette.series[index % palette.series.length] ?? palette.ink
}

function drawLegend(series: Extract<Chart, { kind: 'columns' }>['series'], { language }: WrittenReport): string {
  let x = left
  return series
    .map(({ title }, index) => {
      const at = x
      // About 8 units a letter at this size, and room for the mark.
      x += title[language].length * 8 + 48
      const mark = `<rect x="${at}" y="4" width="14" height="14" rx="3" fill="${colorOf(index)}"/>`
      return mark + drawText({ x: at + 20, y: 16, text: title[language], size: 13 })
    })
    .join('')
}

function drawTick(y: number, width: number, value: number, { language }: WrittenReport): string {
  const grid = `<line x1="${left}" x2="${width - right}" y1="${round(y)}" y2="${round(y)}" stroke="${palette.grid}"/>`
  const text = new Intl.NumberFormat(language).format(value)
  return grid + drawText({ x: left - 10, y: y + 4, text, size: 12, fill: palette.muted, anchor: 'end' })
}

function drawColumn(
  point: ChartPoint,
  { x, width, top }: { readonly x: number; readonly width: number; readonly top: number },
): string {
  if ((point.values[0] ?? 0) === 0) return ''
  return `<rect x="${round(x)}" y="${round(top)}" width="${round(width)}" height="${round(plotHeight - top)}" rx="2" fill="${colorOf(0)}"/>`
}

// Numbers over columns that are thinner would run into each other.
const narrowest = 16

function drawValue(point: ChartPoint, x: number, top: number): readonly string[] {
  const value = point.values[0] ?? 0
  return value === 0
    ? []
    : [drawText({ x, y: top - 5, text: String(value), size: 12, anchor: 'middle', hasHalo: true })]
}

/** Evenly, from the first on, as many as can be read. */
function chooseLabels(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const step = Math.ceil(points.length / mostLabels)
  return points.filter((_, index) => index % step === 0)
}

function sayDay(at: number, { language, timeZone }: WrittenReport): string {
  return new Intl.DateTimeFormat(language === 'ru' ? 'ru' : 'en-GB', {
    timeZone,
    day: '2-digit',
    month: 'short',
  }).format(at)
}
