import type { Unit } from '../../figures/define-figure.ts'
import { formatValue } from '../format-value.ts'
import type { Chart } from '../report.ts'
import type { WrittenReport } from '../written-report.ts'
import { type Drawing, drawText, palette, round, shorten } from './svg.ts'

const rowHeight = 34
const barHeight = 20
const labelWidth = 250
const valueWidth = 110
const margin = 32
const axisHeight = 26
const longestLabel = 28

/** Bars from left to right, each with its name before it and its value after it. */
export async function drawBars(
  { bars, unit }: Extract<Chart, { kind: 'bars' }>,
  report: WrittenReport,
  width: number,
): Promise<Drawing> {
  const { scaleLinear } = await import('d3-scale')
  const left = margin + labelWidth
  const most = Math.max(1, ...bars.map(bar => bar.value))
  const step = unit === 'milliseconds' ? durationStep(most) : 1
  const scale = scaleLinear([0, most / step], [left, width - margin - valueWidth]).nice(5)
  const x = (value: number): number => scale(value / step)
  const height = Math.max(1, bars.length) * rowHeight
  const write = (value: number): string => formatValue(value, unit, report)
  const ticks = chooseTicks(scale.ticks(5), unit).map(tick => tick * step)
  return {
    height: height + axisHeight,
    svg: [
      ...ticks.map(tick => drawTick(x(tick), height, write(tick))),
      ...bars.map((bar, index) => drawBar({ bar, top: index * rowHeight, left, right: x(bar.value) }, write)),
    ].join(''),
  }
}

/** Marks stand at whole seconds, minutes, hours or days, not at round numbers of milliseconds. */
function durationStep(longestMs: number): number {
  return [86_400_000, 3_600_000, 60_000].find(step => longestMs > 1.5 * step) ?? 1000
}

/** There is no half of a lead. */
function chooseTicks(ticks: readonly number[], unit: Unit): readonly number[] {
  return unit === 'count' ? ticks.filter(Number.isInteger) : ticks
}

function drawTick(x: number, height: number, text: string): string {
  const line = `<line x1="${round(x)}" x2="${round(x)}" y1="0" y2="${height}" stroke="${palette.grid}"/>`
  return line + drawText({ x, y: height + 18, text, size: 12, fill: palette.muted, anchor: 'middle' })
}

interface PlacedBar {
  readonly bar: { readonly label: string; readonly value: number }
  readonly top: number
  readonly left: number
  readonly right: number
}

function drawBar({ bar, top, left, right }: PlacedBar, write: (value: number) => string): string {
  const y = top + (rowHeight - barHeight) / 2
  const baseline = top + rowHeight / 2 + 5
  return [
    drawText({ x: left - 12, y: baseline, text: shorten(bar.label, longestLabel), size: 14, anchor: 'end' }),
    `<rect x="${left}" y="${y}" width="${round(Math.max(0, right - left))}" height="${barHeight}" rx="3" fill="${palette.series[0]}"/>`,
    drawText({ x: right + 8, y: baseline, text: write(bar.value), size: 14 }),
  ].join('')
}
