import { contenders } from './contenders.ts'
import { goals, judgeGoals } from './goals.ts'
import type { Measurement } from './measure-contender.ts'
import { scenarios } from './scenarios.ts'
import { formatTable, type Row } from './table.ts'

/** The report of a whole run: a table a scenario, the goals, and what went wrong. */
export function formatReport(measurements: readonly Measurement[]): string {
  const tables = scenarios.flatMap(({ name, title }) => {
    const own = measurements.filter(measurement => measurement.scenario === name)
    return own.length === 0 ? [] : [formatTable([title, ...measureTitles], toRows(own))]
  })
  return [...tables, formatGoals(measurements), formatMistakes(measurements)].filter(part => part !== '').join('\n\n')
}

const measureTitles = [
  'replies/s',
  'of floor',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'CPU ms/reply',
  'stage CPU',
  'idle MB',
  'peak MB',
]

function toRows(measurements: readonly Measurement[]): readonly Row[] {
  const floor = measurements.find(measurement => measurement.contender === 'floor')
  return measurements.map(own => [
    titleOf(own.contender),
    own.repliesPerSecond.toFixed(0),
    floor === undefined ? '' : (own.repliesPerSecond / floor.repliesPerSecond).toFixed(2),
    ...[own.addedMs.p50, own.addedMs.p95, own.addedMs.p99].map(ms => ms.toFixed(1)),
    own.cpuMsPerReply.toFixed(2),
    own.stageCpuMsPerReply.toFixed(2),
    own.idleMb.toFixed(0),
    own.peakMb.toFixed(0),
  ])
}

function titleOf(contender: Measurement['contender']): string {
  return contenders.find(({ name }) => name === contender)?.title ?? contender
}

function formatGoals(measurements: readonly Measurement[]): string {
  const verdicts = judgeGoals(measurements)
  const judged = contenders.filter(({ name }) => verdicts.some(verdict => verdict.contender === name))
  const rows = goals.map(goal => [
    `${goal.isFloor ? '≥' : '≤'} ${goal.limit} ${goal.title}`,
    ...judged.map(({ name }) => {
      const verdict = verdicts.find(found => found.goal === goal && found.contender === name)
      return verdict === undefined ? '–' : `${verdict.value.toPrecision(3)} ${verdict.isReached ? '✓' : '✗'}`
    }),
  ])
  return judged.length === 0 ? '' : formatTable(['goals', ...judged.map(({ name }) => name)], rows)
}

/** Speed that loses or repeats a reply is worth nothing: mistakes are told, never averaged away. */
export function formatMistakes(measurements: readonly Measurement[]): string {
  return measurements
    .filter(hasMistakes)
    .map(({ contender, scenario, wrong, lastWords }) => {
      const { unanswered, doubled, mistaken } = wrong
      return `✗ ${titleOf(contender)}, ${scenario}: ${unanswered} unanswered, ${doubled} answered twice, ${mistaken} answered wrongly\n${lastWords}`
    })
    .join('\n')
}

export function hasMistakes({ wrong }: Measurement): boolean {
  return wrong.unanswered + wrong.doubled + wrong.mistaken > 0
}
